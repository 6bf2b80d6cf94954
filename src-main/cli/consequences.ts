import type { House } from '../app/house.ts';
import type { ProvisioningMode } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';

/** What a switch between ADI and SCIM brings with it (ux §11, `adi.to.scim` and `scim.to.adi`). */
export function consequenceOfSwitch(before: ProvisioningMode, after: ProvisioningMode): string | undefined {
  if (before === after) return undefined;
  return after === 'scim'
    ? 'SCIM does not support alias e-mail addresses: they will be removed at the first sync after Test Mode is turned off. Other data may be overwritten or lost then too. Save the alias list now: it cannot be read back afterwards. Test Mode was turned on with the switch.'
    : 'SCIM syncs are skipped while ADI is selected, from Muster and from your identity provider. Data may be overwritten or lost at the first live ADI sync.';
}

/** What the end of the present token brings with it (ux §11, `token.regenerate` and `token.revoke`). */
export function consequenceOfToken(act: 'regenerate' | 'revoke', tenant: Tenant, house: House): string {
  const link =
    act === 'regenerate'
      ? 'The earlier token stopped working at once. The link to every identity provider that uses it is down until the new token is entered there.'
      : 'The link is cut: no sync works until a new token is generated. People on the console stay as they are.';
  const waits = house.interruptedRuns(tenant.id).some(({ kind }) => kind.endsWith('live'));
  return waits
    ? `${link} An interrupted live sync of this tenant cannot be resumed until the new token is given to Muster.`
    : link;
}

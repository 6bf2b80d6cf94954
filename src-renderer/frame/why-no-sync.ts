import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { NEEDS_CONNECTION } from '../design/needs-connection.ts';

/**
 * Why Force Sync Now cannot be pressed, in words; `undefined` = it can. Never because of the countdown: the console
 * decides that (ux §1).
 */
export function whyNoSync(
  tenant: TenantView,
  now: { readonly runAlive: boolean; readonly unsaved: boolean },
): string | undefined {
  if (now.runAlive) return 'A sync is going on.';
  if (tenant.link === 'no-answer') return NEEDS_CONNECTION;
  if (now.unsaved) return 'Save or discard your changes first.';
  if (tenant.link === 'not-linked') return 'No SCIM token yet.';
  // A console that was not asked since the start is not said to have it off; it decides anyway.
  const isKnown = tenant.consoleApiUrl === undefined || tenant.settingsReadAtMs !== undefined;
  if (isKnown && !tenant.provisioningEnabled) return 'User Provisioning is off.';
  if (isKnown && tenant.mode === 'adi') return 'ADI is selected.';
  if (!tenant.directory) return 'No directory yet.';
  return undefined;
}

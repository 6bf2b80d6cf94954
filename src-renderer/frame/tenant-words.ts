import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { formatTime } from '../design/formats.ts';

/** ux §11, `demo.limit`. */
export const DEMO_LIMIT = 'Demo: the sync limit is one minute instead of 15.';

/** "SCIM · Test Mode": mode and Test Mode as last read, or that they were not read yet (ux §1). */
export function modeWords(tenant: TenantView): string {
  // With a Console API the console's own settings count, so what was not read must not be guessed.
  if (tenant.consoleApiUrl !== undefined && tenant.settingsReadAtMs === undefined)
    return 'Settings not read yet';
  if (!tenant.provisioningEnabled) return 'Provisioning off';
  return `${tenant.mode === 'scim' ? 'SCIM' : 'ADI'} · ${tenant.testMode ? 'Test Mode' : 'Live'}`;
}

/** "Last run 14:37, Completed". */
export function lastRunWords({ lastRun }: TenantView): string {
  return lastRun ? `Last run ${formatTime(lastRun.atMs)}, ${lastRun.outcome}` : 'No run yet';
}

/** Tenants with this in their name, without regard to case; all for nothing. */
export function tenantsNamed(tenants: readonly TenantView[], text: string): readonly TenantView[] {
  const sought = text.trim().toLocaleLowerCase();
  return sought === '' ? tenants : tenants.filter(({ name }) => name.toLocaleLowerCase().includes(sought));
}

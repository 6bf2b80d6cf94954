import type { AuditFacts } from '../core/audit-trail.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Clock, Ids } from './ports/clock.ts';
import type { ConsoleApi } from './ports/console-api.ts';
import type { MainStore, Told } from './ports/main-store.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { SecretStore } from './ports/secret-store.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';

/** What the use cases around tenants, settings and tokens work with. */
export interface TenantParts {
  readonly store: MainStore;
  readonly secrets: SecretStore;
  readonly reports: ReportStore;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who: string;
  /** The tenant's Console API; `undefined` where the console has none (design §5). */
  readonly connectApi: (tenant: Tenant) => Promise<Result<ConsoleApi | undefined>>;
}

export function tenantOf(nameOrId: string, store: MainStore): Result<Tenant> {
  const tenant = store.tenants.find(nameOrId);
  if (tenant) return succeed(tenant);
  const known = store.tenants.list().map(({ name }) => name);
  return fail({
    code: 'not-found',
    sentence: `There is no tenant “${nameOrId}” on this computer.`,
    next:
      known.length === 0
        ? 'Add one with: muster tenant add --name NAME --tenant-url URL'
        : `Known are: ${known.join(', ')}.`,
    inWindow: 'It may have been removed. Choose one under Tenants.',
  });
}

type Teller = Pick<TenantParts, 'clock' | 'ids' | 'who'>;

/** An act as a line of the history and the trail; sentence and facts name no person and no secret (R18, R24). */
export function toldOf(
  { ids, clock, who }: Teller,
  tenantId: string,
  what: string,
  sentence: string,
  more: { readonly planHash?: string; readonly facts?: AuditFacts } = {},
): Told {
  return { id: ids.next(), atMs: clock.now(), tenantId, who, what, sentence, ...more };
}

/** Writes an act that changes nothing else in the database into history and trail. */
export function noteHistory(
  parts: Teller & Pick<TenantParts, 'store'>,
  tenantId: string,
  what: string,
  sentence: string,
  more: { readonly planHash?: string; readonly facts?: AuditFacts } = {},
): void {
  parts.store.history.append(toldOf(parts, tenantId, what, sentence, more));
}

import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { HistoryStore, TenantStore, Told } from '../../app/ports/main-store.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { fold } from '../../core/fold.ts';
import type { ProfileName } from '../../core/profile.ts';
import type { GuardLimits, ProvisioningSettings } from '../../core/settings.ts';
import { ACCENT_NAMES, type Tenant } from '../../core/tenant.ts';
import { tenantFacts } from '../../core/tenant-facts.ts';
import type { AuditTrail } from './audit.ts';
import { type EachFieldOf, readJson } from './stored-json.ts';

interface TenantRow {
  id: string;
  name: string;
  /** The name as compared: two tenants differ by more than letter case. */
  name_folded: string;
  /**
   * The whole tenant as JSON, for it is read and written whole; no secret is part of it (R18).
   * A new required field needs a migration that puts it into each document.
   */
  document: string;
}

const share = z.number();
const PROFILE_NAMES = ['generic', 'ksat', 'demo'] as const satisfies readonly ProfileName[];
const tenantSchema: z.ZodType<Tenant> = z.object({
  id: z.string(),
  name: z.string(),
  tenantUrl: z.string(),
  consoleApiUrl: z.exactOptional(z.string()),
  profile: z.enum(PROFILE_NAMES),
  directory: z.exactOptional(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('csv'), file: z.string() }),
      z.object({ kind: z.literal('scim'), url: z.string() }),
    ]),
  ),
  consoleExportFile: z.exactOptional(z.string()),
  exclusionsFile: z.exactOptional(z.string()),
  localSettings: z.object({
    provisioningEnabled: z.boolean(),
    mode: z.enum(['scim', 'adi']),
    testMode: z.boolean(),
    acknowledgedAliases: z.string(),
    movedFromAdi: z.boolean(),
  } satisfies EachFieldOf<ProvisioningSettings>),
  guardLimits: z.object({
    archivedShare: share,
    archivedFloor: share,
    archivedCeiling: share,
    createdShare: share,
    createdFloor: share,
    changedShare: share,
    changedFloor: share,
    membershipsRemovedShare: share,
    membershipsRemovedFloor: share,
    blockedShare: share,
    blockedFloor: share,
    directoryShrunkShare: share,
  } satisfies EachFieldOf<GuardLimits>),
  syncLimitMs: z.number(),
  approvalLifetimeMs: z.number(),
  reportsKeptDays: z.number(),
  maxConcurrency: z.number(),
  idSourceChanged: z.boolean(),
  groupsTakenOver: z.array(z.string()),
  syncedSnapshotId: z.exactOptional(z.string()),
  firstLiveDone: z.boolean(),
  addedAtMs: z.number(),
  accent: z.exactOptional(z.enum(ACCENT_NAMES)),
  consoleTestMode: z.exactOptional(z.object({ on: z.boolean(), toldAtMs: z.number() })),
} satisfies EachFieldOf<Tenant>);

/** The tenants of this installation. Whatever changes of one has an entry in the trail. */
export function tenantStore(
  db: Database.Database,
  file: string,
  trail: AuditTrail,
  history: HistoryStore,
  who: string,
): TenantStore {
  const all = db.prepare<[], TenantRow>('SELECT * FROM tenant ORDER BY name_folded');
  const byId = db.prepare<[string], TenantRow>('SELECT * FROM tenant WHERE id = ?');
  const byName = db.prepare<[string], TenantRow>('SELECT * FROM tenant WHERE name_folded = ?');
  const insert = db.prepare<[TenantRow]>(
    'INSERT INTO tenant (id, name, name_folded, document) VALUES (@id, @name, @name_folded, @document)',
  );
  const overwrite = db.prepare<[TenantRow]>(
    'UPDATE tenant SET name = @name, name_folded = @name_folded, document = @document WHERE id = @id',
  );
  const remove = db.prepare<[string]>('DELETE FROM tenant WHERE id = ?');
  const tenantOf = (row: TenantRow): Tenant => readJson(tenantSchema, row.document, file);

  const add = (tenant: Tenant, told: readonly Told[]): Result<void> => {
    const row = rowOf(tenant);
    if (byName.get(row.name_folded) !== undefined) return fail(nameTaken(tenant.name));
    insert.run(row);
    for (const line of told) history.append(line);
    if (told.length === 0) trail.append({ who, act: 'tenant-added', tenantId: tenant.id });
    return succeed(undefined);
  };
  const update = (tenant: Tenant, told: readonly Told[]): Result<void> => {
    const row = rowOf(tenant);
    const holder = byName.get(row.name_folded);
    if (holder !== undefined && holder.id !== tenant.id) return fail(nameTaken(tenant.name));
    const before = byId.get(tenant.id);
    if (before === undefined) return fail(noSuchTenant(tenant.name));
    overwrite.run(row);
    for (const line of told) history.append(line);
    // Whatever the lines do not tell is told by itself: no setting changes without an entry.
    const known = new Set(told.flatMap(({ facts = {} }) => Object.keys(facts)));
    const others = Object.entries(tenantFacts(tenantOf(before), tenant)).filter(([name]) => !known.has(name));
    if (others.length > 0) {
      trail.append({ who, act: 'tenant-changed', tenantId: tenant.id, facts: Object.fromEntries(others) });
    }
    return succeed(undefined);
  };

  return {
    list: () => all.all().map(tenantOf),
    find(nameOrId) {
      const row = byId.get(nameOrId) ?? byName.get(fold(nameOrId));
      return row === undefined ? undefined : tenantOf(row);
    },
    add: (tenant, told = []) => trail.inStep(() => add(tenant, told)),
    update: (tenant, told = []) => trail.inStep(() => update(tenant, told)),
    remove: (tenantId) =>
      trail.inStep(() => {
        const row = byId.get(tenantId);
        if (row === undefined) return;
        remove.run(tenantId);
        trail.append({ who, act: 'tenant-removed', tenantId, tenantName: row.name });
      }),
  };
}

function rowOf(tenant: Tenant): TenantRow {
  return {
    id: tenant.id,
    name: tenant.name,
    name_folded: fold(tenant.name),
    document: JSON.stringify(tenant),
  };
}

function nameTaken(name: string): Failure {
  return {
    code: 'bad-input',
    sentence: `There is a tenant called "${name}" already (letter case does not count). Nothing was saved.`,
    next: 'Choose another name, or remove the other tenant first.',
  };
}

function noSuchTenant(name: string): Failure {
  return {
    code: 'not-found',
    sentence: `The tenant "${name}" is not on this computer any more. Nothing was saved.`,
    next: 'Look at the list of tenants; add it again if it was removed by mistake.',
  };
}

import { type Failure, type Result, succeed } from '../core/failure.ts';
import type { DirectoryChoice, Tenant } from '../core/tenant.ts';
import type { NewTenant } from './house.ts';
import type { WindowHouse } from './window-house.ts';

/** Everything that the four steps of Connect ask for (ux §2). */
export interface Connecting {
  readonly draftId: string;
  readonly console: Omit<NewTenant, 'id' | 'token' | 'adminKey'>;
  readonly directory?: DirectoryChoice;
  readonly protect: { readonly addresses: readonly string[]; readonly file?: string };
  /** The tenant that an earlier try added. */
  readonly tenantId?: string;
}

export interface ConnectedTenant {
  readonly tenant: Tenant;
  /** What could not be kept; everything before it is. */
  readonly stopped?: { readonly at: 'directory' | 'protect'; readonly failure: Failure };
}

type Acts = Pick<
  WindowHouse,
  | 'saveSettings'
  | 'addTenantWithDraft'
  | 'changeTenant'
  | 'secretDrafts'
  | 'setSources'
  | 'exclusionDesk'
  | 'findTenant'
>;

/**
 * Adds a tenant with its secrets, directory and first exclusions (ux §2). What was kept stays when a later part is
 * refused, since the token is given away only once; the next try, with the tenant's id, goes on from there.
 */
export async function connectTenant(
  given: Connecting,
  house: Acts,
  signal: AbortSignal,
): Promise<Result<ConnectedTenant>> {
  const added =
    given.tenantId === undefined ? await addNew(given, house) : await catchUp(given, given.tenantId, house);
  if (!added.ok) return added;
  let tenant = added.value;
  if (given.directory) {
    const set = await house.setSources(tenant.id, { directory: given.directory });
    if (!set.ok) return succeed({ tenant, stopped: { at: 'directory', failure: set.failure } });
    tenant = set.value;
  }
  // Whoever connects a console wants it provisioned; where the console keeps its own switch, that one is left alone.
  if (tenant.consoleApiUrl === undefined && !tenant.localSettings.provisioningEnabled) {
    const on = await house.saveSettings(tenant.id, { provisioningEnabled: true }, signal);
    if (!on.ok) return succeed({ tenant, stopped: { at: 'directory', failure: on.failure } });
    tenant = on.value.tenant;
  }
  const kept = await protect(tenant.id, given.protect, house, signal);
  return succeed(kept.ok ? { tenant } : { tenant, stopped: { at: 'protect', failure: kept.failure } });
}

function addNew({ console, draftId }: Connecting, house: Acts): Promise<Result<Tenant>> {
  return house.addTenantWithDraft(console, draftId);
}

/** The tenant is there already: what was changed in the form since is changed in it too. */
async function catchUp(
  { console, draftId }: Connecting,
  tenantId: string,
  house: Acts,
): Promise<Result<Tenant>> {
  const { name, tenantUrl, consoleApiUrl = null, profile } = console;
  const changed = await house.changeTenant(tenantId, { name, tenantUrl, consoleApiUrl, profile });
  if (!changed.ok) return changed;
  const adopted = await house.secretDrafts.adopt(draftId, tenantId);
  return adopted.ok ? changed : adopted;
}

/** Through the exclusions' own desk, so that they land where the tenant's list is: on the console or in its file. */
async function protect(
  tenantId: string,
  { addresses, file }: Connecting['protect'],
  { exclusionDesk }: Acts,
  signal: AbortSignal,
): Promise<Result<void>> {
  if (addresses.length === 0 && file === undefined) return succeed(undefined);
  const opened = await exclusionDesk.open(tenantId, signal);
  if (!opened.ok) return opened;
  if (file !== undefined) {
    const imported = await exclusionDesk.importCsv(tenantId, file);
    if (!imported.ok) return imported;
  }
  if (addresses.length > 0) {
    const lines = addresses.map((email) => ({ email }));
    const edited = await exclusionDesk.edit(tenantId, { kind: 'add', lines });
    if (!edited.ok) return edited;
  }
  const saved = await exclusionDesk.save(tenantId, signal);
  return saved.ok ? succeed(undefined) : saved;
}

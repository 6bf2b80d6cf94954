import { checkAddress } from '../core/email-address.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { countOf } from '../core/number-words.ts';
import type { Tenant } from '../core/tenant.ts';
import {
  type EraseScope,
  eraseInScope,
  findTraces,
  scopeOfReport,
  scopeOfTenant,
  type Touched,
} from './erase-scope.ts';
import { neededRuns, removeLeftovers } from './forget-old-reports.ts';
import type { ErasedPerson, EraseRequest } from './house.ts';
import { RunStopped } from './run-stopped.ts';
import { noteHistory, type TenantParts, tenantOf } from './tenant-parts.ts';

type EraseParts = Pick<TenantParts, 'store' | 'reports' | 'snapshots' | 'clock' | 'ids' | 'who'>;

/**
 * Erases one person, on request, from what this computer keeps of one tenant or of all, comparisons of files
 * included (R24): from reports and their search indexes, from listings, and from journals, where others' rows name the
 * person too. The person is found by the address, by the ids that rows with this address bear, and by the other
 * addresses of these ids. Reports stay, marked, and are never applied (R3).
 *
 * Refused while a run of a tenant goes on or is undecided, since it reads and writes what would be erased. Nothing
 * is half erased: each file is changed as a whole, and after a power cut the same request finds what is left.
 * Out of reach are files that were exported, the sources, and the console.
 */
export function erasePerson(
  request: EraseRequest,
  parts: EraseParts,
  signal: Pick<AbortSignal, 'aborted'>,
): Result<ErasedPerson> {
  const address = fold(request.address);
  if (!checkAddress(address).ok) return fail(noAddress());
  const chosen = tenantsOf(request, parts);
  if (!chosen.ok) return chosen;
  const tenants = chosen.value;
  parts.store.runs.sweepDead(parts.clock.now());
  const busy = tenants.find(({ id }) => neededRuns(id, parts).length > 0);
  if (busy) return fail(runIsInTheWay(busy));
  const newestBefore = new Map(tenants.map(({ id }) => [id, newestRun(id, parts)]));
  const all: Touched = { reports: new Set(), snapshots: new Set(), runs: new Set() };
  const checkCancelled = () => {
    if (signal.aborted) throw new RunStopped(cancelled());
  };
  const eraseIn = (scope: EraseScope): Touched => {
    const touched: Touched = { reports: new Set(), snapshots: new Set(), runs: new Set() };
    const traces = findTraces(address, scope, parts, checkCancelled);
    try {
      eraseInScope(traces, scope, parts, touched, checkCancelled);
    } finally {
      for (const kind of ['reports', 'snapshots', 'runs'] as const) {
        for (const id of touched[kind]) all[kind].add(id);
      }
    }
    return touched;
  };
  try {
    for (const tenant of tenants) note(tenant, eraseIn(scopeOfTenant(tenant, parts)), parts);
    if (request.tenant === undefined) {
      let reports = 0;
      for (const head of reportsOfNoTenant(tenants, parts)) {
        reports += eraseIn(scopeOfReport(head, parts)).reports.size;
      }
      if (reports > 0) parts.store.audit.append({ who: parts.who, act: 'person-erased', facts: { reports } });
    }
    parts.store.wipe();
  } catch (error) {
    if (error instanceof RunStopped) return fail(error.failure);
    throw error;
  }
  const unfinished = removeLeftovers(parts.clock.now(), parts);
  const began = tenants.find(({ id }) => newestRun(id, parts) !== newestBefore.get(id));
  if (began) return fail(runBeganMeanwhile(began));
  return succeed({
    reports: all.reports.size,
    listings: all.snapshots.size,
    journals: all.runs.size,
    unfinishedListings: unfinished,
    unreadableReports: parts.reports.unreadable(),
  });
}

function tenantsOf({ tenant }: EraseRequest, { store }: EraseParts): Result<readonly Tenant[]> {
  if (tenant === undefined) return succeed(store.tenants.list());
  const found = tenantOf(tenant, store);
  return found.ok ? succeed([found.value]) : found;
}

/** Comparisons of files, and reports whose tenant was removed elsewhere. */
function reportsOfNoTenant(tenants: readonly Tenant[], { reports }: EraseParts) {
  const known = new Set(tenants.map(({ id }) => id));
  return reports.listAll().filter(({ tenantId }) => !known.has(tenantId));
}

function newestRun(tenantId: string, { store }: EraseParts): string | undefined {
  return store.runs.list(tenantId, { limit: 1 })[0]?.id;
}

/** That somebody was erased, and no word of who it was. */
function note(tenant: Tenant, touched: Touched, parts: EraseParts): void {
  if (touched.reports.size + touched.snapshots.size + touched.runs.size === 0) return;
  const reports = countOf(touched.reports.size, 'report', 'reports');
  const listings = countOf(touched.snapshots.size, 'listing', 'listings');
  noteHistory(
    parts,
    tenant.id,
    'person-erased',
    `A person was erased on request from ${reports} and ${listings}.`,
    {
      facts: {
        reports: touched.reports.size,
        listings: touched.snapshots.size,
        journals: touched.runs.size,
      },
    },
  );
}

function noAddress(): Failure {
  return {
    code: 'bad-input',
    sentence: 'This is not an e-mail address, so nobody was looked for. Nothing was erased.',
    next: 'Give the whole address, as it stands in the report.',
  };
}

function runIsInTheWay({ name }: Tenant): Failure {
  return {
    code: 'run-alive',
    sentence: `A sync of ${name} is going on or was interrupted, and it needs what would be erased. Nothing was erased.`,
    next: 'Wait until it has ended, or resume or close it (muster run list shows it); then run the same command again.',
    inWindow: 'Wait until it has ended, or resume or close it under History; then erase the person again.',
  };
}

function runBeganMeanwhile({ name }: Tenant): Failure {
  return {
    code: 'run-alive',
    sentence: `The person was erased from everything that was kept, but a sync of ${name} began meanwhile and may have listed the person again.`,
    next: 'Run the same command again once it has ended.',
  };
}

function cancelled(): Failure {
  return {
    code: 'cancelled',
    sentence: 'Erasing was stopped. Each report and listing is whole; some may still name the person.',
    next: 'Run the same command again to erase the rest.',
  };
}

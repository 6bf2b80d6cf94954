import { ERASE_ORDER, ErasedNames, type Nearness } from '../core/erased-names.ts';
import type { Failure } from '../core/failure.ts';
import { ListingEraser } from '../core/listing-eraser.ts';
import { PersonTraces } from '../core/person-traces.ts';
import type { ReportHead } from '../core/report.ts';
import { ReportEraser } from '../core/report-eraser.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Run } from './ports/main-store.ts';
import type { SnapshotFacts } from './ports/snapshot-store.ts';
import { RunStopped } from './run-stopped.ts';
import {
  consoleSnapshotId,
  type NamedSnapshot,
  reportOfSnapshot,
  snapshotsOf,
} from './snapshots-of-report.ts';
import type { TenantParts } from './tenant-parts.ts';

/** What is searched for a person as one: within it, an id means the same person everywhere. */
export interface EraseScope {
  readonly reports: readonly ReportHead[];
  readonly snapshots: readonly NamedSnapshot[];
  readonly runs: readonly Run[];
}

/** What was touched, each once. */
export interface Touched {
  readonly reports: Set<string>;
  readonly snapshots: Set<string>;
  readonly runs: Set<string>;
}

type Parts = Pick<TenantParts, 'store' | 'reports' | 'snapshots'>;

/** A tenant with all its reports, listings and runs. */
export function scopeOfTenant(tenant: Tenant, parts: Parts): EraseScope {
  const reports = parts.reports.listAll(tenant.id);
  const snapshots = reports.flatMap(({ reportId }) => snapshotsOf(reportId));
  const baseLine = tenant.syncedSnapshotId;
  if (baseLine !== undefined && snapshots.every(({ id }) => id !== baseLine)) {
    snapshots.push({ id: baseLine, role: 'directory' });
  }
  return { ...keptOf(reports, snapshots, parts), runs: runsOf(tenant.id, parts) };
}

/** One report on its own: two comparisons of files may be of two companies, who number their people alike. */
export function scopeOfReport(head: ReportHead, parts: Parts): EraseScope {
  return { ...keptOf([head], snapshotsOf(head.reportId), parts), runs: [] };
}

function keptOf(reports: readonly ReportHead[], snapshots: readonly NamedSnapshot[], parts: Parts) {
  return { reports, snapshots: snapshots.filter(({ id }) => parts.snapshots.has(id)) };
}

const RUNS_A_PAGE = 500;

function runsOf(tenantId: string, { store }: Parts): readonly Run[] {
  const runs: Run[] = [];
  for (let before: string | undefined; ; ) {
    const page = store.runs.list(tenantId, {
      limit: RUNS_A_PAGE,
      ...(before === undefined ? {} : { before }),
    });
    runs.push(...page);
    before = page.at(-1)?.id;
    if (before === undefined) return runs;
  }
}

/** Finds by what ids and other addresses the person is known here: one round for the ids, one for the addresses. */
export function findTraces(
  address: string,
  scope: EraseScope,
  parts: Parts,
  checkCancelled: () => void,
): PersonTraces {
  const traces = new PersonTraces(address);
  for (const round of ['ids', 'addresses'] as const) {
    const names = new ErasedNames(traces);
    const mayConcern = (text: string) => names.mayConcern(text);
    for (const head of scope.reports) {
      checkCancelled();
      const opened = parts.reports.open(head.reportId);
      if (!opened.ok) throw new RunStopped(opened.failure);
      const { kind } = head.console;
      for (const row of opened.value.concerning(mayConcern)) {
        if (round === 'ids') traces.linkIdsOfRow(row, kind);
        else traces.linkAddressesOfRow(row, kind);
      }
      opened.value.close();
    }
    for (const { id, role } of scope.snapshots) {
      checkCancelled();
      const opened = parts.snapshots.open(id);
      if (!opened.ok) throw new RunStopped(opened.failure);
      const listing = { role, kind: opened.value.facts.kind };
      for (const person of opened.value.concerning(mayConcern)) {
        if (round === 'ids') traces.linkIdsOfRecord(person, listing);
        else traces.linkAddressesOfRecord(person, listing);
      }
      opened.value.close();
    }
    if (round === 'addresses') continue;
    for (const run of scope.runs) {
      for (const [name, id] of parts.store.journal.createdIds(run.id)) {
        const key = name.slice(name.indexOf('\n') + 1);
        if (name.startsWith('user\n')) traces.linkCreatedId('user', key, id);
      }
    }
  }
  return traces;
}

/** Erases in one scope, each file whole before the next; what a power cut leaves undone, the same call finds again. */
export function eraseInScope(
  traces: PersonTraces,
  scope: EraseScope,
  parts: Parts,
  touched: Touched,
  checkCancelled: () => void,
): void {
  const names = new ErasedNames(traces);
  for (const stage of ERASE_ORDER) {
    for (const { id, role } of scope.snapshots) {
      checkCancelled();
      if (!eraseInListing(id, role, names, stage, parts)) continue;
      touched.snapshots.add(id);
      // What was made of the console's listing was made of the export, too.
      const report = role === 'export' ? reportOfSnapshot(id) : undefined;
      if (report !== undefined) parts.snapshots.dropMade?.(consoleSnapshotId(report));
    }
    const eraser = new ReportEraser(names, stage);
    const mayConcern = (text: string) => names.mayConcern(text);
    for (const run of scope.runs) {
      checkCancelled();
      const edit = { mayConcern, entry: eraser.entry.bind(eraser) };
      if (parts.store.journal.erase(run.id, edit) === 'changed') touched.runs.add(run.id);
      const sentence = run.causeSentence === undefined ? undefined : names.sentence(run.causeSentence);
      if (sentence !== run.causeSentence) parts.store.runs.update(run.id, { causeSentence: sentence });
    }
    for (const { reportId, console } of scope.reports) {
      checkCancelled();
      const erased = parts.reports.erase(reportId, {
        mayConcern,
        row: (row) => eraser.row(row, console.kind),
        head: (head, rows) => eraser.head(head, rows),
      });
      if (!erased.ok) throw new RunStopped(erased.failure);
      if (erased.value === 'changed') touched.reports.add(reportId);
    }
  }
}

function eraseInListing(
  id: string,
  role: NamedSnapshot['role'],
  names: ErasedNames,
  stage: Nearness,
  { snapshots }: Parts,
): boolean {
  const opened = snapshots.open(id);
  if (!opened.ok) throw new RunStopped(opened.failure);
  const { kind } = opened.value.facts;
  opened.value.close();
  const eraser = new ListingEraser(names, stage, { role, kind });
  const erased = snapshots.erase(id, {
    mayConcern: (text) => names.mayConcern(text),
    person: (person) => eraser.person(person),
    group: (group) => eraser.group(group),
    facts: (facts, others) => factsWithout(facts, others, names),
  });
  if (!erased.ok) throw new RunStopped(erased.failure);
  return erased.value === 'changed';
}

/** Whoever was erased would look as if absent: such a listing is never again a proof that somebody left (R1). */
function factsWithout(facts: SnapshotFacts, others: 'changed' | 'same', names: ErasedNames): SnapshotFacts {
  const { completeness, notes } = facts.end;
  const why = completeness.status === 'partial' ? names.failure(completeness.why) : undefined;
  const stands = why === undefined ? completeness : { status: 'partial' as const, why };
  const sentences = names.sentences(notes);
  const changed = others === 'changed' || sentences !== notes || names.sentence(facts.name) !== facts.name;
  const whySame = completeness.status === 'complete' || why === completeness.why;
  if (!changed && whySame) return facts;
  return {
    ...facts,
    name: names.sentence(facts.name),
    end: {
      ...facts.end,
      notes: sentences,
      completeness:
        stands.status === 'complete' && others === 'changed'
          ? { status: 'partial', why: SOMEBODY_WAS_ERASED }
          : stands,
    },
  };
}

const SOMEBODY_WAS_ERASED: Failure = {
  code: 'listing-incomplete',
  sentence: 'Somebody was erased from this listing on request, so it is not complete any more.',
  next: 'Run a test-mode sync to list anew.',
};

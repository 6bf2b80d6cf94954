import { ATTRIBUTES } from '../core/attributes.ts';
import { RowCounter } from '../core/counts.ts';
import { guardPlan } from '../core/guard.ts';
import { type KeyColumn, KeyTables } from '../core/key-table.ts';
import { comparedAttributes, unsupportedAttributes } from '../core/mapping.ts';
import { matchPeople } from '../core/match.ts';
import { anyActive, countActive } from '../core/people-state.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { ListingFacts, ReportHead, ReportRow } from '../core/report.ts';
import type { GuardLimits } from '../core/settings.ts';
import { TextHash } from '../core/text-hash.ts';
import { AliasList } from './alias-list.ts';
import { nobodyThere, unknownPeople } from './asked-for.ts';
import type { IndexedConsole, IndexedSnapshot } from './index-snapshot.ts';
import { type OneOff, oneOffFilter } from './one-off-filter.ts';
import { planSync } from './plan-sync.ts';
import { planUndo } from './plan-undo.ts';
import type { Clock, NewSha256 } from './ports/clock.ts';
import type { ReportStore, ReportWriter } from './ports/report-store.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';
import { RunStopped } from './run-stopped.ts';
import type { UndoneRun } from './undone-run.ts';

/** The exclusion list in force, from all its sources (R5). */
export interface Exclusions {
  /** By folded address: where it stands. */
  readonly protects: ReadonlyMap<string, { readonly source: string; readonly line: number }>;
  readonly sources: readonly string[];
  /** What is wrong with their lines, for the report. */
  readonly notes: readonly string[];
}

/** What sets a report apart from that of a sync (ux §7, §8). */
export type ReportMarks = Pick<ReportHead, 'reEvaluates' | 'reEvaluatedAtMs' | 'draft' | 'lookUp'>;

export interface ReportInput {
  readonly reportId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly testMode: boolean;
  readonly profile: ConsoleProfile;
  readonly directory: { readonly snapshot: SnapshotReader } & IndexedSnapshot;
  readonly console: {
    readonly snapshot: SnapshotReader;
    readonly userExport: SnapshotReader | undefined;
  } & IndexedConsole;
  readonly exclusions: Exclusions;
  readonly guardLimits: GuardLimits;
  readonly lastGoodRows: number | undefined;
  readonly lastSynced: SnapshotReader | undefined;
  /** Folded addresses whose row the last live sync left unapplied. */
  readonly notApplied: ReadonlySet<string>;
  readonly idSourceChanged: boolean;
  readonly groupsTakenOver: readonly string[];
  readonly managedGroupIds: ReadonlySet<string>;
  readonly archivedGroupIds: ReadonlySet<string>;
  /** No full live run yet, on a console that archives the untold (R22). */
  readonly firstLive: boolean;
  readonly oneOff: OneOff | undefined;
  /** The live run that this report takes back (R23); the directory then only says whom to leave alone (R5). */
  readonly undone?: UndoneRun | undefined;
  readonly startedAtMs: number;
  readonly marks?: ReportMarks;
}

export interface ReportTools {
  readonly reports: ReportStore;
  readonly newSha256: NewSha256;
  readonly clock: Clock;
  readonly checkCancelled: () => void;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Two snapshots become a report: match → diff → guard → plan → report (design §3). Reads files and writes
 * one; it is handed nothing that could write to a console (R2).
 */
export function makeReport(input: ReportInput, tools: ReportTools): ReportHead {
  return prepareReport(input, tools).finish();
}

/** A report that nobody sees yet. One of the two must be called. */
export interface PreparedReport {
  finish(): ReportHead;
  discard(): void;
}

/** As `makeReport`, up to the last step: whoever has something to wait for does so before `finish`. */
export function prepareReport(input: ReportInput, tools: ReportTools): PreparedReport {
  const { directory, console, profile } = input;
  const monotonicStart = tools.clock.monotonic();
  const carried = directory.snapshot.facts.end.carried;
  const compared = comparedAttributes(carried, profile);
  const listing = listingState(input);
  const unknown = unknownPeople(input.oneOff?.only ?? [], [directory.people, console.people]);
  // Of an incomplete listing nobody can say who is not there; it cannot be applied anyway (R1).
  if (unknown.length > 0 && listing === 'complete') {
    throw new RunStopped(
      nobodyThere(unknown, profile.listingShowsEverybody ? 'shows-everybody' : 'hides-some'),
    );
  }
  const tables = new KeyTables();
  const match = matchPeople(directory.people, console.people, {
    tables,
    idSourceChanged: input.idSourceChanged,
    excludedAddresses: hashedAddresses(input.exclusions),
  });
  const counter = new RowCounter();
  const aliases = new AliasList();
  const keep = oneOffFilter(input.oneOff);
  const writer = tools.reports.create(input.reportId);
  try {
    const total = directory.people.size + console.people.size;
    let done = 0;
    const add = (row: ReportRow) => {
      if (done++ % 1024 === 0) {
        tools.checkCancelled();
        tools.onProgress(Math.min(done, total), total);
      }
      const kept = keep(row);
      if (!kept) return;
      counter.add(kept);
      aliases.add(kept);
      writer.add(kept);
    };
    const context = { match, tables, compared, listing };
    const managedMemberships = input.undone
      ? planUndo(input, input.undone, context, add, tools.checkCancelled).managedBefore
      : planSync(input, context, counter, { add, skip: writer.skip, addPlain: writer.addPlain })
          .managedBefore;

    const hash = tools.newSha256();
    hash.update(`${input.tenantId}\n`);
    writer.eachCanonical((canonical) => hash.update(`${canonical}\n`));
    const activeBefore = countActive(console.people, match);
    const head: ReportHead = {
      reportId: input.reportId,
      tenantId: input.tenantId,
      tenantName: input.tenantName,
      planHash: `sha256:${hash.digest()}`,
      status: 'Completed',
      testMode: input.testMode,
      only: input.oneOff?.only ?? [],
      ...(input.undone ? { undoes: input.undone.runId } : {}),
      ...input.marks,
      partial: listing === 'incomplete',
      profile: profile.name,
      startedAtMs: input.startedAtMs,
      durationMs: Math.round(tools.clock.monotonic() - monotonicStart),
      counts: counter.counts,
      directory: listingFacts(directory, unsupportedNotes(input)),
      console: {
        ...listingFacts(console, []),
        ...exportFacts(console.userExport),
      },
      exclusions: {
        sources: input.exclusions.sources,
        addresses: input.exclusions.protects.size,
        hash: hashOf(tools.newSha256, [...input.exclusions.protects.keys()].sort()),
        ...(input.exclusions.notes.length > 0 ? { notes: input.exclusions.notes } : {}),
      },
      mappingHash: hashOf(tools.newSha256, [profile.name, ...compared]),
      guard: guardPlan({
        counts: counter.counts,
        activeBefore,
        managedMemberships,
        directoryRows: directory.people.size,
        lastGoodRows: input.lastGoodRows,
        emptyConsole: emptyConsole(input),
        limits: input.guardLimits,
      }),
      // From a partial listing nobody knows whose aliases would vanish (R1, R16).
      aliases: aliases.facts(console.showsAliases && listing === 'complete', tools.newSha256),
      firstLive: input.firstLive,
      received: false,
      applied: null,
      nextAllowedAtMs: null,
    };
    return { finish: () => finished(writer, head), discard: () => givenUp(writer) };
  } catch (error) {
    givenUp(writer);
    throw error;
  }
}

function finished(writer: ReportWriter, head: ReportHead): ReportHead {
  try {
    writer.finish(head);
    return head;
  } catch (error) {
    writer.discard();
    throw error;
  } finally {
    writer.close();
  }
}

function givenUp(writer: ReportWriter): void {
  writer.discard();
  writer.close();
}

/** R1: incomplete on either side, or an empty directory, and nobody is archived. */
function listingState(input: ReportInput): 'complete' | 'incomplete' {
  const complete =
    input.directory.snapshot.facts.end.completeness.status === 'complete' &&
    input.console.snapshot.facts.end.completeness.status === 'complete' &&
    (input.console.userExport?.facts.end.completeness.status ?? 'complete') === 'complete' &&
    input.directory.people.size > 0;
  return complete ? 'complete' : 'incomplete';
}

/** R4: a complete listing with nobody active, excluded people too, where a listing shows everybody. */
function emptyConsole({ console, profile }: ReportInput): boolean {
  return (
    !anyActive(console.people) &&
    profile.listingShowsEverybody &&
    console.snapshot.facts.end.completeness.status === 'complete'
  );
}

function listingFacts(
  { snapshot, people, groups }: { readonly snapshot: SnapshotReader } & IndexedSnapshot,
  notes: readonly string[],
): ListingFacts {
  const { kind, name, readAtMs, end } = snapshot.facts;
  return {
    kind,
    name,
    rows: people.size,
    // A CSV lists no groups; it names them on its people.
    groups: Math.max(snapshot.groupCount, groups.groups.length),
    complete: end.completeness.status === 'complete',
    ...(end.completeness.status === 'partial' ? { why: end.completeness.why } : {}),
    readAtMs,
    notes: [...end.notes, ...notes],
    ignoredColumns: end.ignoredColumns,
  };
}

/** A user export that could not be read whole leaves the console's snapshot incomplete too. */
function exportFacts(userExport: SnapshotReader | undefined): Partial<ListingFacts> {
  if (!userExport) return {};
  const { name, end } = userExport.facts;
  return {
    completedFrom: name,
    ...(end.completeness.status === 'partial' ? { complete: false, why: end.completeness.why } : {}),
  };
}

function unsupportedNotes(input: ReportInput): readonly string[] {
  const labels = unsupportedAttributes(input.directory.snapshot.facts.end.carried, input.profile).map(
    (name) => ATTRIBUTES[name].label,
  );
  return labels.length === 0 ? [] : [`This console has no place for ${labels.join(', ')}; left alone.`];
}

function hashedAddresses(exclusions: Exclusions): KeyColumn {
  const hash = new TextHash();
  const column = {
    lo: new Uint32Array(exclusions.protects.size),
    hi: new Uint32Array(exclusions.protects.size),
  };
  let at = 0;
  for (const address of exclusions.protects.keys()) {
    hash.of(address);
    column.lo[at] = hash.lo;
    column.hi[at] = hash.hi;
    at++;
  }
  return column;
}

function hashOf(newSha256: NewSha256, parts: readonly string[]): string {
  const hash = newSha256();
  for (const part of parts) hash.update(`${part}\n`);
  return hash.digest();
}

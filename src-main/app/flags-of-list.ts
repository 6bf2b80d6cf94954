import { fold } from '../core/fold.ts';
import type { PersonRecord } from '../core/records.ts';
import type { ReportHead, ReportRow } from '../core/report.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';

const ROWS_A_PAGE = 1000;

/**
 * A console with a list of its own shows an entry of it as a flag on the person, too. A stored listing holds the flags
 * of then: evaluated with the list of now, it would go on protecting whom the list no longer does. Gives the addresses
 * and ids of those whose flag stood beside an entry of a list when both were read; any other flag stands (R5).
 */
export function flaggedByList(earlier: ReportHead, reports: Pick<ReportStore, 'open'>): ReadonlySet<string> {
  const flagged = new Set<string>();
  const opened = reports.open(rootOf(earlier, reports).reportId);
  if (!opened.ok) return flagged;
  try {
    for (let after: string | undefined; ; ) {
      const page = opened.value.page(
        { object: 'user', verdicts: ['Excluded'] },
        { limit: ROWS_A_PAGE, ...(after === undefined ? {} : { after }) },
      );
      for (const row of page.rows) if (isFlaggedByList(row)) for (const key of keysOf(row)) flagged.add(key);
      after = page.next;
      if (after === undefined) return flagged;
    }
  } finally {
    opened.value.close();
  }
}

/** The report that was made when the listings were read: a later one tells of a later list. */
function rootOf(head: ReportHead, reports: Pick<ReportStore, 'open'>): ReportHead {
  if (head.reEvaluates === undefined) return head;
  const opened = reports.open(head.reEvaluates);
  if (!opened.ok) return head;
  const before = opened.value.head();
  opened.value.close();
  return rootOf(before, reports);
}

function isFlaggedByList({ reason, facts }: ReportRow): boolean {
  const sources = [reason, ...String(facts.also ?? '').split(' ')];
  return sources.includes('excluded.flag') && sources.includes('excluded.list');
}

function keysOf({ address, consoleRef, wouldBe }: ReportRow): readonly string[] {
  const others = (wouldBe?.changes ?? []).flatMap(({ field, old }) =>
    field === 'userName' || field === 'email' ? [fold(old)] : [],
  );
  return [fold(address), ...others, ...(consoleRef === undefined ? [] : [consoleRef])].filter(
    (key) => key !== '',
  );
}

/** The listing without these flags; everything else is as it was read. */
export function withoutFlags(snapshot: SnapshotReader, flagged: ReadonlySet<string>): SnapshotReader {
  if (flagged.size === 0) return snapshot;
  const bare = (person: PersonRecord): PersonRecord => {
    if (person.provisioningManaged !== false || !isOneOf(person, flagged)) return person;
    const { provisioningManaged: _flag, ...others } = person;
    return others;
  };
  return { ...snapshot, person: (row) => bare(snapshot.person(row)), flagsLifted: true };
}

function isOneOf({ ref, values }: PersonRecord, flagged: ReadonlySet<string>): boolean {
  return [ref, fold(values.userName ?? ''), fold(values.email ?? '')].some((key) => flagged.has(key));
}

import type { MeasuredRow } from '../core/exclusion-effect.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { nearest } from '../core/near-text.ts';
import { fullName } from '../core/person-name.ts';
import type { PersonRecord } from '../core/records.ts';
import type { FieldChange, ReportRow } from '../core/report.ts';
import type { ReportReader, ReportStore } from './ports/report-store.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';
import { snapshotsOf } from './snapshots-of-report.ts';

export interface KnownPerson {
  readonly name: string;
  readonly address: string;
  readonly department: string;
}

/** Everybody of a report, as far as the exclusions editor asks for them. */
export interface DraftPeople {
  readonly reportId: string;
  readonly rows: readonly MeasuredRow[];
  /** By each folded address that R5 goes by. */
  readonly rowsOf: ReadonlyMap<string, readonly number[]>;
  person(folded: string): KnownPerson | undefined;
  /** "Did you mean …?": the nearest address of somebody listed. */
  suggestion(folded: string): string | undefined;
}

interface Parts {
  readonly reports: Pick<ReportStore, 'open'>;
  readonly snapshots: Pick<SnapshotStore, 'has' | 'open'>;
  /** Lets others of the same thread have their turn. */
  readonly pause: () => Promise<void>;
  /** Whether somebody still waits for the answer. */
  readonly isWanted: () => boolean;
}

const ROWS_A_PAGE = 1000;
const PEOPLE_A_TURN = 2000;

interface Collected {
  readonly people: KnownPerson[];
  readonly rows: MeasuredRow[];
  readonly rowsOf: Map<string, number[]>;
  readonly byConsole: Map<string, number>;
  readonly byDirectory: Map<string, number>;
}

/**
 * Reads everybody of a report, page by page. The rows tell what would become of them; the listings tell by which other
 * addresses they are known, since an exclusion may name the directory's or the console's (R5). Listings that are gone
 * leave what the rows tell.
 */
export async function readDraftPeople(
  reportId: string,
  parts: Parts,
): Promise<Result<DraftPeople> | 'not wanted'> {
  const opened = parts.reports.open(reportId);
  if (!opened.ok) return opened;
  const collected: Collected = {
    people: [],
    rows: [],
    rowsOf: new Map(),
    byConsole: new Map(),
    byDirectory: new Map(),
  };
  try {
    const memberships = await countMemberships(opened.value, parts);
    await readRows(opened.value, memberships, collected, parts);
    for (const { id, role } of snapshotsOf(reportId)) {
      if (role !== 'export' && parts.snapshots.has(id)) await readListing(id, role, collected, parts);
    }
  } catch (error) {
    // The report may have been removed while it was read; then nobody asks for it any more.
    if (!parts.isWanted()) return 'not wanted';
    const cause = error instanceof Error ? error.message : String(error);
    return fail({
      code: 'not-found',
      sentence: 'The report could not be read, so the effect of the exclusions is not shown.',
      next: 'Choose another report.',
      cause,
    });
  } finally {
    opened.value.close();
  }
  return parts.isWanted() ? succeed(peopleOf(reportId, collected)) : 'not wanted';
}

/** Operations on memberships, by the key of the person's row. */
async function countMemberships(reader: ReportReader, parts: Parts): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const filter = { object: 'membership', verdicts: ['Created', 'Archived'] } as const;
  for await (const row of pagesOf(reader, filter, parts)) {
    // The person stands last; a group's name may hold line breaks.
    const person = row.key.slice(row.key.lastIndexOf('\n') + 1);
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return counts;
}

async function readRows(
  reader: ReportReader,
  memberships: ReadonlyMap<string, number>,
  collected: Collected,
  parts: Parts,
): Promise<void> {
  for await (const row of pagesOf(reader, { object: 'user' }, parts)) {
    const at = collected.rows.length;
    collected.rows.push({
      seq: row.seq,
      verdict: row.verdict,
      wouldBe: row.wouldBe?.verdict,
      flagged: flagOf(row),
      memberships: memberships.get(row.key) ?? 0,
    });
    collected.people.push({ name: row.name, address: row.address, department: '' });
    if (row.consoleRef !== undefined) collected.byConsole.set(row.consoleRef, at);
    if (row.directoryRef !== undefined) collected.byDirectory.set(row.directoryRef, at);
    const changes = [...row.changes, ...(row.wouldBe?.changes ?? [])];
    for (const address of [row.address, ...addressesIn(changes)]) reach(collected, address, at);
  }
}

function flagOf({ reason, facts }: ReportRow): MeasuredRow['flagged'] {
  const sources = [reason, ...String(facts.also ?? '').split(' ')];
  // A row that would be Blocked may be excluded through somebody whom it merely names, and nothing is done to it anyway.
  if (facts.blocked !== undefined || sources.includes('excluded.column')) return 'always';
  if (!sources.includes('excluded.flag')) return 'no';
  return sources.includes('excluded.list') ? 'flag' : 'always';
}

function addressesIn(changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap(({ field, old, new: now }) =>
    field === 'userName' || field === 'email' ? [old, now] : [],
  );
}

async function readListing(
  id: string,
  role: 'directory' | 'console',
  collected: Collected,
  parts: Parts,
): Promise<void> {
  const opened = parts.snapshots.open(id);
  if (!opened.ok) return;
  const rowOf = role === 'directory' ? collected.byDirectory : collected.byConsole;
  try {
    for (let i = 0; i < opened.value.people; i++) {
      if (i % PEOPLE_A_TURN === 0) await turn(parts);
      const person = opened.value.person(i);
      // A row names its directory person by the line of a file, and its console user by the key (plan-people.ts).
      const key = role === 'console' || person.line === undefined ? person.ref : String(person.line);
      const { userName = '', email = '', department = '' } = person.values;
      const at = rowOf.get(key) ?? withoutRow(person, collected);
      const known = collected.people[at]!;
      if (known.department === '' && department !== '') collected.people[at] = { ...known, department };
      for (const address of [userName, email]) reach(collected, address, at);
    }
  } finally {
    opened.value.close();
  }
}

/** Somebody whom a Blocked row names has no row of their own: they are known, and nothing is done to them. */
function withoutRow(record: PersonRecord, { people, rows }: Collected): number {
  const { userName = '', email = '' } = record.values;
  people.push({ name: fullName(record), address: email || userName, department: '' });
  rows.push({ seq: 0, verdict: 'Excluded', wouldBe: undefined, flagged: 'always', memberships: 0 });
  return rows.length - 1;
}

function reach({ rowsOf }: Collected, address: string, at: number): void {
  const folded = fold(address);
  if (folded === '') return;
  const rows = rowsOf.get(folded);
  if (!rows) rowsOf.set(folded, [at]);
  else if (!rows.includes(at)) rows.push(at);
}

async function* pagesOf(reader: ReportReader, filter: Parameters<ReportReader['page']>[0], parts: Parts) {
  for (let after: string | undefined; ; ) {
    await turn(parts);
    const page = reader.page(filter, { limit: ROWS_A_PAGE, ...(after === undefined ? {} : { after }) });
    yield* page.rows;
    after = page.next;
    if (after === undefined) return;
  }
}

async function turn({ pause, isWanted }: Parts): Promise<void> {
  await pause();
  if (!isWanted()) throw new Error('nobody waits for this any more');
}

function peopleOf(reportId: string, { people, rows, rowsOf }: Collected): DraftPeople {
  let candidates: ((folded: string) => Iterable<string>) | undefined;
  const suggested = new Map<string, string | undefined>();
  return {
    reportId,
    rows,
    rowsOf,
    person(folded) {
      const at = rowsOf.get(folded)?.[0];
      return at === undefined ? undefined : people[at];
    },
    suggestion(folded) {
      if (suggested.has(folded)) return suggested.get(folded);
      candidates ??= likeAddresses(rowsOf.keys());
      const found = nearest(folded, candidates(folded));
      suggested.set(folded, found);
      return found;
    },
  };
}

/** Addresses with the same name, the same domain and first letter, or the same domain: the likelier first. */
function likeAddresses(addresses: Iterable<string>): (folded: string) => Iterable<string> {
  const groups = new Map<string, string[]>();
  const keysOf = (address: string) => {
    const at = address.lastIndexOf('@');
    const domain = address.slice(at + 1);
    // Two letters, since the error may stand in the first; 100,000 people may share a domain.
    return [
      `n ${address.slice(0, at)}`,
      `a ${address.slice(0, 3)} ${domain}`,
      `z ${address.slice(at - 3, at)} ${domain}`,
    ];
  };
  for (const address of addresses) {
    for (const key of keysOf(address)) {
      const group = groups.get(key);
      if (group) group.push(address);
      else groups.set(key, [address]);
    }
  }
  return (folded) => keysOf(folded).flatMap((key) => groups.get(key) ?? []);
}

import { fold } from '../core/fold.ts';
import { formatDay } from '../core/number-words.ts';
import { reasonSentence } from '../core/reasons.ts';
import { isOfFullSync, type ReportHead } from '../core/report.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { ReportTable, ReportTables } from './ports/report-table.ts';
import { resultText } from './read-report-row.ts';
import type { PastVerdict, PersonKeys } from './report-desk.ts';
import type { ReportView } from './report-view.ts';

/** A text of one letter stands in nearly everybody; more than these are not looked through. */
const LOOKED_THROUGH = 2000;
const BATCH = 200;
const ROWS_OF_A_PERSON = 200;
const MOST_REPORTS = 50;

/**
 * People by name, e-mail, alias, employee number, external or console id, unchanged ones too (ux §8). Those whose
 * name or e-mail begins with the text come first.
 */
export function findPeople(
  view: ReportView,
  text: string,
  limit: number,
  checkCancelled: () => void,
): { readonly seqs: readonly number[]; readonly more: 'more' | 'all' } {
  const needle = fold(text);
  if (needle === '') return { seqs: [], more: 'all' };
  const found = new Set(view.table.peopleBeginning(needle, limit + 1));
  if (found.size <= limit) {
    for (const seq of peopleWith(view, needle, checkCancelled)) {
      found.add(seq);
      if (found.size > limit) break;
    }
  }
  const seqs = [...found];
  return { seqs: seqs.slice(0, limit), more: seqs.length > limit ? 'more' : 'all' };
}

function* peopleWith(
  view: ReportView,
  needle: string,
  checkCancelled: () => void,
): Generator<number, void, void> {
  const { table } = view;
  const columns = view.columns(checkCancelled);
  const users = columns.objects.indexOf('user');
  const withText = table.placesWith(needle, checkCancelled);
  const candidates: number[] = [];
  for (let place = 0; place < columns.size && candidates.length < LOOKED_THROUGH; place++) {
    if (withText[place] === 1 && columns.object[place] === users) candidates.push(columns.seq[place] ?? 0);
  }
  for (let at = 0; at < candidates.length; at += BATCH) {
    checkCancelled();
    for (const row of table.rows(candidates.slice(at, at + BATCH))) {
      // The text may stand in a changed value only, and a department is nobody's name.
      if (namesOf(row).some((name) => fold(name).includes(needle))) yield row.seq;
    }
  }
}

function namesOf(row: StoredRow): readonly string[] {
  const { changes, facts, also = [], consoleRef = '' } = row;
  return [
    row.name,
    row.address,
    row.key,
    consoleRef,
    String(facts.externalId ?? ''),
    ...also,
    ...changes.flatMap(({ field, old, new: now }) =>
      field === 'userName' || field === 'email' || field === 'externalId' || field === 'employeeNumber'
        ? [old, now]
        : [],
    ),
    ...row.warnings.flatMap(({ code, facts: { alias } }) => (code === 'alias' ? [String(alias)] : [])),
  ];
}

/** Who is meant: by address, key or id; else the only one in whose names the text stands; else several, none guessed. */
export function whoIsMeant(
  view: ReportView,
  who: string,
  checkCancelled: () => void,
): { readonly rows: readonly StoredRow[]; readonly several: readonly number[] } {
  const named = view.table.rowsOf(who, ROWS_OF_A_PERSON);
  const people = named.filter(({ object }) => object === 'user');
  if (people.length === 1) return { rows: named, several: [] };
  if (people.length > 1) return { rows: [], several: people.map(({ seq }) => seq) };
  const { seqs } = findPeople(view, who, SEVERAL_AT_MOST, checkCancelled);
  const [only] = seqs;
  if (only === undefined || seqs.length > 1) return { rows: [], several: seqs };
  return { rows: rowsOfPerson(view.table, only), several: [] };
}

const SEVERAL_AT_MOST = 20;

/** A person's row first, then the memberships. */
export function rowsOfPerson(table: ReportTable, seq: number): readonly StoredRow[] {
  const row = table.row(seq);
  if (row === undefined) return [];
  const key = row.key.slice(row.key.lastIndexOf('\n') + 1);
  const others = row.object === 'group' ? [] : table.rowsOf(key, ROWS_OF_A_PERSON);
  return [row, ...others.filter((other) => other.seq !== seq)];
}

/** Several are meant, and none is guessed (ux §8). */
export function severalSentence(asked: string): string {
  return `Several people are called “${asked}”.`;
}

/** Nobody found, and what that is worth (ux §11, `person.none`). */
export function nobodySentence(head: ReportHead, text: string): string {
  const hidden = head.profile === 'ksat' ? ' On this console a listing may not show everyone.' : '';
  const partial = head.partial ? ' The listing was incomplete, so this holds only as far as it went.' : '';
  return `Nobody with “${text}” in the directory or on the console, as of ${formatDay(head.startedAtMs)}.${hidden}${partial}`;
}

/** The newest report of everybody: of a one-off or an undo most people are missing. */
export function newestWhole(tables: ReportTables, tenantId: string): ReportHead | undefined {
  return tables.list(tenantId).find(isOfFullSync);
}

/** What the tenant's newest reports said of a person, newest first; a damaged report is passed over. */
export function verdictsBefore(
  tables: ReportTables,
  tenantId: string,
  { address, key }: PersonKeys,
  limit: number,
  checkCancelled: () => void,
): readonly PastVerdict[] {
  const found: PastVerdict[] = [];
  for (const head of tables.list(tenantId).slice(0, Math.min(limit, MOST_REPORTS))) {
    checkCancelled();
    const opened = tables.openTable(head.reportId);
    // Removed or damaged meanwhile: the list of reports says so itself.
    if (!opened.ok) continue;
    const table = opened.value;
    try {
      const person = personIn(table, key) ?? personIn(table, address);
      if (person === undefined) continue;
      found.push({
        reportId: head.reportId,
        startedAtMs: head.startedAtMs,
        testMode: head.testMode,
        ...(head.undoes !== undefined ? { isUndo: true as const } : {}),
        seq: person.seq,
        verdict: person.verdict,
        reasonSentence: reasonSentence(person),
        ...(person.result ? { result: resultText(person.result) } : {}),
      });
    } finally {
      table.close();
    }
  }
  return found;
}

function personIn(table: ReportTable, name: string | undefined): StoredRow | undefined {
  if (name === undefined || name === '') return undefined;
  return table.rowsOf(name, ROWS_OF_A_PERSON).find(({ object }) => object === 'user');
}

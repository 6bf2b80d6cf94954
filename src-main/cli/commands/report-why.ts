import type { Command } from 'commander';
import type { House } from '../../app/house.ts';
import type { ReportReader, StoredRow } from '../../app/ports/report-store.ts';
import { rowJson } from '../../app/report-json.ts';
import { type Result, succeed } from '../../core/failure.ts';
import { countOf, formatDay } from '../../core/number-words.ts';
import type { ReportHead } from '../../core/report.ts';
import { type Answer, done } from '../answer.ts';
import { pathsOf, pathText } from '../path-text.ts';
import { personText } from '../people-text.ts';
import { rowText } from '../row-text.ts';
import type { Session, Use } from '../session.ts';
import { inReport, type ReportOption, withReport } from './report.ts';

const ROWS_OF_A_PERSON = 200;
/** So many people are listed to choose from; more would be no choice. */
const PEOPLE_LISTED = 20;

export function addReportWhy(group: Command, session: Session): void {
  withReport(
    group
      .command('why <person> [report]')
      .description(
        'Why is this person in the report as they are, or not at all? By e-mail, alias, employee number, external ID, console id or name; tells the way to the verdict, step by step.',
      ),
  )
    .addHelpText('after', '\nExample:\n  muster report why ana.ruiz@contoso.com')
    .action((person: string, id: string | undefined, options: ReportOption) =>
      session.actInHouse({}, 'read', async (house, use) => {
        // Both orders read naturally, so both are taken: an address has an @, a report's id has none.
        const [who, report] = id?.includes('@') && !person.includes('@') ? [id, person] : [person, id];
        return inReport(house, report, options, (reader) => whyAnswer(house, reader, who, use));
      }),
    );
}

async function whyAnswer(house: House, reader: ReportReader, who: string, use: Use): Promise<Result<Answer>> {
  const head = reader.head();
  const asOf = `As of ${formatDay(head.startedAtMs)}, report ${head.reportId}.`;
  const named = reader.rowsOf(who, ROWS_OF_A_PERSON);
  const found = named.length > 0 ? [] : peopleWith(reader, who);
  // A number or alias that stands on one side alone is in the listings, not in the rows.
  const called =
    named.length > 0 || found.length > 0
      ? undefined
      : await house.peopleCalled(head.reportId, who, use.hooks.signal);
  if (called && !called.ok) return called;
  const people = [...found, ...(called?.value ?? []).flatMap((seq) => reader.row(seq) ?? [])];
  const [person] = people;
  // Several people are listed and none is guessed (ux §8).
  if (person && people.length > 1) return succeed(severalAnswer(head, who, people, asOf, use));
  const rows = person ? rowsOfPerson(reader, person) : named;
  const paths = await pathsOf(house, head.reportId, rows, use.hooks.signal);
  if (!paths.ok) return paths;
  const json = {
    reportId: head.reportId,
    person: who,
    found: rows.length > 0,
    rows: rows.map(rowJson),
    paths: paths.value,
  };
  if (rows.length === 0) return succeed(done(json, `${nobodyText(head, who)}\n${asOf}`));
  const lines = rows.map((row) => rowText(row, use.layout, 'whole', 'with-verdict'));
  const more = rows.length === ROWS_OF_A_PERSON ? [`The first ${countOf(rows.length, 'row', 'rows')}.`] : [];
  const ways = paths.value.map(({ steps }) => pathText(steps, use.layout));
  return succeed(done(json, [...lines, ...more, ...ways, asOf].join('\n')));
}

/** People in whose name, addresses, ids or values the text stands; one more than are listed. */
function peopleWith(reader: ReportReader, text: string): readonly StoredRow[] {
  const found: StoredRow[] = [];
  if (text.trim() === '') return found;
  let after: string | undefined;
  do {
    // A page may end early, even empty, with a cursor to go on from.
    const limit = PEOPLE_LISTED + 1 - found.length;
    const page = reader.page(
      { object: 'user', text: text.trim() },
      { limit, ...(after === undefined ? {} : { after }) },
    );
    found.push(...page.rows);
    after = page.next;
  } while (after !== undefined && found.length <= PEOPLE_LISTED);
  return found;
}

function rowsOfPerson(reader: ReportReader, person: StoredRow): readonly StoredRow[] {
  const rows = reader.rowsOf(person.key, ROWS_OF_A_PERSON);
  return rows.some(({ seq }) => seq === person.seq) ? rows : [person];
}

function severalAnswer(
  head: ReportHead,
  who: string,
  people: readonly StoredRow[],
  asOf: string,
  use: Use,
): Answer {
  const listed = people.slice(0, PEOPLE_LISTED);
  const count =
    people.length > listed.length ? `More than ${listed.length} people` : `${listed.length} people`;
  const json = {
    reportId: head.reportId,
    person: who,
    found: true,
    several: true,
    rows: listed.map(rowJson),
  };
  const lines = listed.map((row) => rowText(row, use.layout, 'in-list', 'with-verdict'));
  return done(json, [`${count} with “${personText(who)}”; name one by e-mail:`, ...lines, asOf].join('\n'));
}

function nobodyText(head: ReportHead, who: string): string {
  const hidden = head.profile === 'ksat' ? ' On this console a listing may not show everyone.' : '';
  const partial = head.partial ? ' The listing was incomplete, so this holds only as far as it went.' : '';
  return `Nobody with “${personText(who)}” in the directory or on the console: no name, e-mail, alias, employee number, external ID, console id or changed value.${hidden}${partial}`;
}

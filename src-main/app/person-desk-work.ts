import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { Breathe } from './listing-search.ts';
import { namesInListings, rowsNamed } from './named-in-listings.ts';
import { type PersonPath, personPath } from './person-path.ts';
import type { ReportTable } from './ports/report-table.ts';
import type { PeopleFound, WhyAnswer } from './report-desk.ts';
import { type DeskTools, noSuchRow, type ReportDeskWork } from './report-desk-work.ts';
import { rowsOfPerson, severalSentence } from './report-people.ts';
import { ReportView } from './report-view.ts';

type CheckCancelled = () => void;

/** Names are found in rows; only what may be an employee number, an id or an alias is worth reading listings for. */
const NUMBER_OR_ADDRESS = /[\d@]/;

/**
 * What the desk answers of one person from the listings behind a report. Reading these takes a second or two of a
 * million people, so other questions are answered in between, and each answer reads a report file of its own.
 */
export class PersonDeskWork {
  readonly #tools: Pick<DeskTools, 'tables' | 'snapshots' | 'clock'>;
  readonly #desk: ReportDeskWork;

  constructor(tools: Pick<DeskTools, 'tables' | 'snapshots' | 'clock'>, desk: ReportDeskWork) {
    this.#tools = tools;
    this.#desk = desk;
  }

  async path(reportId: string, seq: number, checkCancelled: CheckCancelled): Promise<Result<PersonPath>> {
    const read = this.#in(reportId, (table) => ({ head: table.head(), rows: rowsOfPerson(table, seq) }));
    if (!read.ok) return read;
    const { head, rows } = read.value;
    const [row, ...others] = rows;
    if (row === undefined) return fail(noSuchRow());
    return succeed(
      await personPath(head, [row, ...others], this.#tools.snapshots, this.#breathing(checkCancelled)),
    );
  }

  async calledSo(
    reportId: string,
    name: string,
    checkCancelled: CheckCancelled,
  ): Promise<Result<readonly number[]>> {
    const names = await namesInListings(
      reportId,
      name,
      this.#tools.snapshots,
      this.#breathing(checkCancelled),
    );
    return this.#in(reportId, (table) => rowsNamed(table, names));
  }

  /** As the desk's `why`; whom the report's rows do not name so is looked for in its listings. */
  async why(reportId: string, who: string, checkCancelled: CheckCancelled): Promise<Result<WhyAnswer>> {
    const told = this.#desk.why(reportId, who, checkCancelled);
    if (!told.ok || told.value.person || told.value.several.length > 0) return told;
    const called = await this.calledSo(reportId, who.trim(), checkCancelled);
    if (!called.ok) return called;
    const [first, ...more] = called.value;
    if (first === undefined) return told;
    if (more.length > 0) {
      const several = this.#briefs(reportId, called.value, checkCancelled);
      return several.ok
        ? succeed({ ...told.value, several: several.value, sentence: severalSentence(who.trim()) })
        : several;
    }
    const detail = this.#desk.detail(reportId, first, checkCancelled);
    if (!detail.ok) return detail;
    return succeed({ ...told.value, person: detail.value, sentence: detail.value.reasonSentence });
  }

  /** As the desk's `searchPeople`; a number or address that no row names is looked for in the report's listings. */
  async search(
    tenantId: string,
    text: string,
    limit: number,
    checkCancelled: CheckCancelled,
  ): Promise<Result<PeopleFound>> {
    const found = this.#desk.searchPeople(tenantId, text, limit, checkCancelled);
    const head = found.ok ? found.value.head : undefined;
    if (!found.ok || !head || found.value.people.length > 0 || !NUMBER_OR_ADDRESS.test(text)) return found;
    const called = await this.calledSo(head.reportId, text.trim(), checkCancelled);
    if (!called.ok || called.value.length === 0) return called.ok ? found : called;
    const people = this.#briefs(head.reportId, called.value.slice(0, limit), checkCancelled);
    return people.ok ? succeed({ ...found.value, people: people.value, sentence: undefined }) : people;
  }

  /** A pause of no time at all: the thread's other questions come between. */
  #breathing(checkCancelled: CheckCancelled): Breathe {
    return async () => {
      await this.#tools.clock.sleep(0);
      checkCancelled();
    };
  }

  #briefs(reportId: string, seqs: readonly number[], checkCancelled: CheckCancelled) {
    return this.#in(reportId, (table) => new ReportView(table).briefs(seqs, checkCancelled));
  }

  #in<T>(reportId: string, read: (table: ReportTable) => T): Result<T, Failure> {
    const opened = this.#tools.tables.openTable(reportId);
    if (!opened.ok) return opened;
    try {
      return succeed(read(opened.value));
    } finally {
      opened.value.close();
    }
  }
}

import type { Answer, FailureView } from '../../../src-preload/contract/failure.ts';
import type { LinesPage, ReportLine } from '../../../src-preload/contract/report-rows.ts';
import type { LineQuery } from '../../../src-preload/contract/report-words.ts';

export const PAGE_LINES = 100;
const PAGES_KEPT = 60;
const AT_ONCE = 2;

export type ReadLines = (query: LineQuery, offset: number, limit: number) => Promise<Answer<LinesPage>>;

/** The lines of one query, read in pages as they come into sight and kept for a while; a place not read yet is empty. */
export class LinesCache {
  readonly query: LineQuery;
  total = 0;
  rows = 0;
  failure: FailureView | undefined;
  readonly #read: ReadLines;
  readonly #onChange: () => void;
  readonly #pages = new Map<number, readonly ReportLine[]>();
  readonly #asked = new Set<number>();
  #wanted = { first: 0, last: 0 };
  #isOver = false;

  constructor(query: LineQuery, read: ReadLines, onChange: () => void) {
    this.query = query;
    this.#read = read;
    this.#onChange = onChange;
  }

  lineAt(index: number): ReportLine | undefined {
    return this.#pages.get(Math.floor(index / PAGE_LINES))?.[index % PAGE_LINES];
  }

  /** Says which lines are in sight; what is missing of them is read, the newest wish first. */
  want(first: number, last: number): void {
    this.#wanted = {
      first: Math.floor(Math.max(0, first) / PAGE_LINES),
      last: Math.floor(Math.max(0, last) / PAGE_LINES),
    };
    this.#readMissing();
  }

  /** Reads what is known once more: a mark or a result changed. The lines stand where they are meanwhile. */
  async refresh(): Promise<void> {
    const pages = [...this.#pages.keys()];
    for (const page of pages) {
      if (this.#isOver) return;
      if (page < this.#wanted.first || page > this.#wanted.last) this.#pages.delete(page);
      else await this.#readPage(page);
    }
    // What could not be read before is not among the pages.
    this.#readMissing();
  }

  /** Nothing is asked or told any more. */
  end(): void {
    this.#isOver = true;
  }

  #readMissing(): void {
    const { first, last } = this.#wanted;
    for (let page = first; page <= last && this.#asked.size < AT_ONCE; page++) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#readPage(page);
    }
  }

  async #readPage(page: number): Promise<void> {
    this.#asked.add(page);
    const read = await this.#read(this.query, page * PAGE_LINES, PAGE_LINES);
    this.#asked.delete(page);
    if (this.#isOver) return;
    if (read.ok) {
      this.failure = undefined;
      this.total = read.value.total;
      this.rows = read.value.rows;
      this.#pages.delete(page);
      this.#pages.set(page, read.value.lines);
      this.#forgetFar();
    } else if (read.failure.code !== 'cancelled') {
      this.failure = read.failure;
    }
    this.#onChange();
    if (read.ok) this.#readMissing();
  }

  #forgetFar(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) return;
      if (page < this.#wanted.first || page > this.#wanted.last) this.#pages.delete(page);
    }
  }
}

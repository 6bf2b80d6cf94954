import { faultSentence, staysBehind } from '../core/draft-checks.ts';
import { type EditedLine, foldedOf, protects } from '../core/draft-lines.ts';
import { fold } from '../core/fold.ts';
import type { FieldChange, Verdict } from '../core/report.ts';
import { type DraftDocument, isSame } from './draft-document.ts';
import type {
  Difference,
  DifferencePage,
  DraftLine,
  LineEffect,
  LinePage,
  LineProblem,
  LineQuery,
} from './exclusion-desk.ts';
import type { ListInForce } from './ports/draft-store.ts';
import type { ReportReader } from './ports/report-store.ts';

const MOST_LINES = 1000;

interface Found {
  readonly version: number;
  readonly people: unknown;
  readonly key: string;
  readonly lines: readonly EditedLine[];
}

/** Finds, sorts and pages the lines of a draft; a page further on of the same question is already found. */
export class DraftPages {
  readonly #document: DraftDocument;
  #found: Found | undefined;

  constructor(document: DraftDocument) {
    this.#document = document;
  }

  page(query: LineQuery, openReport: (reportId: string) => ReportReader | undefined): LinePage {
    const found = this.#find(query);
    const limit = Math.min(Math.max(0, query.limit), MOST_LINES);
    const lines = found.slice(query.offset, query.offset + limit);
    const { people } = this.#document;
    const report = people && lines.length > 0 ? openReport(people.reportId) : undefined;
    try {
      return {
        lines: lines.map((line) => this.#show(line, report)),
        total: found.length,
        offset: query.offset,
      };
    } finally {
      report?.close();
    }
  }

  #find(query: LineQuery): readonly EditedLine[] {
    const { lines, people } = this.#document;
    const { show = 'all', find = '', sort } = query;
    const key = JSON.stringify([show, find, sort]);
    const before = this.#found;
    if (before?.key === key && before.version === lines.version && before.people === people) {
      return before.lines;
    }
    let found: readonly EditedLine[] = lines.order;
    if (show === 'problems') found = found.filter((line) => this.#document.faultsOf(line).length > 0);
    if (show === 'edited') found = found.filter((line) => this.#stateOf(line) !== 'saved');
    const needle = fold(find);
    if (needle !== '') found = found.filter((line) => this.#matches(line, needle));
    if (sort) found = sorted(found, (line) => this.#sortKey(line, sort.by), sort.order);
    this.#found = { version: lines.version, people, key, lines: found };
    return found;
  }

  #matches(line: EditedLine, needle: string): boolean {
    const folded = foldedOf(line);
    if (folded.includes(needle) || fold(line.managed).includes(needle)) return true;
    const person = this.#document.people?.person(folded);
    return person !== undefined && fold(person.name).includes(needle);
  }

  #sortKey(line: EditedLine, by: NonNullable<LineQuery['sort']>['by']): string {
    if (by === 'managed') return fold(line.managed);
    const folded = foldedOf(line);
    if (by === 'email') return folded;
    if (by === 'person') return fold(this.#document.people?.person(folded)?.name ?? '');
    const effect = this.#document.effect?.rowOf(folded);
    // What is about to change stands first, by what it was.
    if (!effect) return '2';
    return `${effect.becomes === effect.row.verdict ? 1 : 0}${effect.row.verdict}`;
  }

  #stateOf(line: EditedLine): DraftLine['state'] {
    const base = this.#document.baseLine(line.id);
    if (base === undefined) return 'new';
    return isSame(base, line) ? 'saved' : 'changed';
  }

  #show(line: EditedLine, report: ReportReader | undefined): DraftLine {
    const folded = foldedOf(line);
    const person = this.#document.people?.person(folded);
    const effect = this.#effectOf(folded, report);
    return {
      id: line.id,
      email: line.email,
      managed: line.managed,
      protects: protects(line),
      state: this.#stateOf(line),
      problems: this.#problemsOf(line, folded),
      ...(person ? { person } : {}),
      ...(effect ? { effect } : {}),
    };
  }

  #problemsOf(line: EditedLine, folded: string): readonly LineProblem[] {
    const { people, addresses, lines } = this.#document;
    return this.#document.faultsOf(line).map((kind) => {
      const suggestion =
        kind === 'unknown-person' || kind === 'bad-email' ? people?.suggestion(folded) : undefined;
      const repeated = addresses.repeatOf(line);
      const first = repeated ? lines.numberOf(repeated.first) : 0;
      return {
        kind,
        column: kind === 'bad-value' || kind === 'conflict' ? 'Provisioning Managed' : 'Email',
        sentence: faultSentence(kind, line, { first, suggestion }),
        staysBehind: staysBehind(kind),
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
  }

  #effectOf(folded: string, report: ReportReader | undefined): LineEffect | undefined {
    const found = this.#document.effect?.rowOf(folded);
    if (!found || found.row.seq === 0) return undefined;
    const { row, becomes = 'Unchanged' } = found;
    return {
      was: row.verdict,
      becomes,
      protection: protectionOf(row.verdict, becomes),
      changes: changesOf(report, row.seq, row.verdict),
    };
  }
}

function protectionOf(was: Verdict, becomes: Verdict): LineEffect['protection'] {
  if (was === becomes) return 'same';
  return becomes === 'Excluded' ? 'gained' : 'lost';
}

function changesOf(report: ReportReader | undefined, seq: number, was: Verdict): readonly FieldChange[] {
  const row = report?.row(seq);
  return (was === 'Excluded' ? row?.wouldBe?.changes : row?.changes) ?? [];
}

function sorted(
  lines: readonly EditedLine[],
  keyOf: (line: EditedLine) => string,
  order: 'ascending' | 'descending',
): readonly EditedLine[] {
  const sign = order === 'ascending' ? 1 : -1;
  return lines
    .map((line, at) => ({ line, at, key: keyOf(line) }))
    .sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.at - b.at))
    .map(({ line }) => line);
}

/** Mine and theirs by address, only what differs: first in my order, then what stands only there. */
export function differencesOf(mine: readonly EditedLine[], theirs: ListInForce): readonly Difference[] {
  const there = firstByAddress(theirs.lines);
  const here = firstByAddress(mine);
  const differences: Difference[] = [];
  for (const [folded, line] of here) {
    const other = there.get(folded);
    if (other && saysTheSame(line, other)) continue;
    differences.push({ email: line.email, mine: line.managed, theirs: other?.managed });
  }
  for (const [folded, line] of there) {
    if (!here.has(folded)) differences.push({ email: line.email, mine: undefined, theirs: line.managed });
  }
  return differences;
}

export function pageOf(
  differences: readonly Difference[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): DifferencePage {
  return {
    lines: differences.slice(offset, offset + Math.min(limit, MOST_LINES)),
    total: differences.length,
  };
}

function saysTheSame(a: EditedLine, b: EditedLine): boolean {
  return a.managed.trim().toLowerCase() === b.managed.trim().toLowerCase();
}

function firstByAddress(lines: readonly EditedLine[]): ReadonlyMap<string, EditedLine> {
  const first = new Map<string, EditedLine>();
  for (const line of lines) {
    const folded = foldedOf(line);
    const before = first.get(folded);
    // Of two lines the one that protects stands (R5).
    if (before === undefined || (protects(line) && !protects(before))) first.set(folded, line);
  }
  return first;
}

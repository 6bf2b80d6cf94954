import type {
  ExclusionDraft,
  ExclusionLine,
  ExclusionPage,
} from '../../../src-preload/contract/exclusions.ts';

/** Lines of one page; the window holds the pages around what is seen, never the document. */
export const PAGE = 100;

/** Further away than this, a page is read again when it is scrolled to. */
const PAGES_AROUND = 20;

/** Pages of one view, some of them older than the last edit. */
export interface LinePages {
  /** Which view they are of. */
  readonly view: string;
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, { readonly lines: readonly ExclusionLine[]; readonly edition: number }>;
}

export const NO_PAGES: LinePages = { view: '', total: undefined, pages: new Map() };

/** The pages that a stretch of lines stands on. */
export function pagesOf(from: number, to: number): readonly number[] {
  const first = Math.floor(Math.max(0, from) / PAGE);
  const last = Math.floor(Math.max(0, to) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Pages that are missing or older than the document's edition. */
export function missingPages(
  { view, pages, total }: LinePages,
  wanted: { readonly view: string; readonly edition: number; readonly from: number; readonly to: number },
): readonly number[] {
  const all = pagesOf(wanted.from, wanted.to);
  if (view !== wanted.view || total === undefined) return all;
  return all.filter((page) => pages.get(page)?.edition !== wanted.edition);
}

/**
 * Lays a page that came over the others. Pages of another view go; pages of an older edition that are not its
 * neighbours go too, as their lines may stand elsewhere now.
 */
export function withPage(
  before: LinePages,
  view: string,
  edition: number,
  { lines, total, offset }: ExclusionPage,
): LinePages {
  const at = Math.floor(offset / PAGE);
  // An answer that took longer than a newer one tells nothing new.
  if (before.view === view && (before.pages.get(at)?.edition ?? edition) > edition) return before;
  const kept =
    before.view === view
      ? [...before.pages].filter(
          ([page, { edition: old }]) => Math.abs(page - at) <= (old === edition ? PAGES_AROUND : 1),
        )
      : [];
  return { view, total, pages: new Map([...kept, [at, { lines, edition }]]) };
}

export function lineAt({ pages }: LinePages, index: number): ExclusionLine | undefined {
  return pages.get(Math.floor(index / PAGE))?.lines[index % PAGE];
}

/** Shows typed text at once; the document's answer replaces it within milliseconds. */
export function withTyped(
  before: LinePages,
  cells: readonly { readonly id: number; readonly column: 'email' | 'managed'; readonly text: string }[],
): LinePages {
  const typed = new Map(cells.map((cell) => [cell.id, cell]));
  const pages = new Map(before.pages);
  for (const [page, { lines, edition }] of pages) {
    if (!lines.some(({ id }) => typed.has(id))) continue;
    pages.set(page, { edition, lines: lines.map((line) => typedLine(line, typed.get(line.id))) });
  }
  return { ...before, pages };
}

function typedLine(
  line: ExclusionLine,
  cell: { readonly column: 'email' | 'managed'; readonly text: string } | undefined,
): ExclusionLine {
  return cell === undefined ? line : { ...line, [cell.column]: cell.text };
}

/** Where a line stands among the pages that are held; `undefined` where it is on none of them. */
export function indexOfLine({ pages }: LinePages, id: number): number | undefined {
  for (const [page, { lines }] of pages) {
    const at = lines.findIndex((line) => line.id === id);
    if (at >= 0) return page * PAGE + at;
  }
  return undefined;
}

/** Whether the list has anything to show or to filter. */
export function isEmptyDocument(draft: Pick<ExclusionDraft, 'lines'>): boolean {
  return draft.lines === 0;
}

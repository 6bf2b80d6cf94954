import {
  type ExclusionColumn,
  type ExclusionEdit,
  type ExclusionRange,
  MOST_EXCLUSION_LINES,
} from '../../src-preload/contract/exclusions.ts';
import type { DraftCommand, DraftLine, ExclusionDesk } from '../app/exclusion-desk.ts';
import { fail, type Result, succeed } from '../core/failure.ts';

/**
 * The lines of a range, which the window knows by their places only: of 100,000 selected lines it holds a few pages.
 * Fails with `conflict` where other lines stand there meanwhile, so that no act meets a line nobody saw.
 */
export async function linesOfRange(
  desk: Pick<ExclusionDesk, 'lines'>,
  tenantId: string,
  { view, from, to, first, last }: ExclusionRange,
): Promise<Result<readonly DraftLine[]>> {
  const lines: DraftLine[] = [];
  while (from + lines.length <= to) {
    const offset = from + lines.length;
    const limit = Math.min(MOST_EXCLUSION_LINES, to - offset + 1);
    const page = await desk.lines(tenantId, { ...view, offset, limit });
    if (!page.ok) return page;
    lines.push(...page.value.lines);
    if (page.value.lines.length < limit) break;
  }
  const moved =
    from + lines.length <= to ||
    (first !== undefined && lines[0]?.id !== first) ||
    (last !== undefined && lines.at(-1)?.id !== last);
  if (!moved) return succeed(lines);
  return fail({
    code: 'conflict',
    sentence: 'The list changed in between, so other lines stand there now. Nothing was changed.',
    next: 'Look at the lines and do it again.',
  });
}

/** The desk's command for what the admin did. */
export async function commandOf(
  desk: Pick<ExclusionDesk, 'lines'>,
  tenantId: string,
  edit: ExclusionEdit,
): Promise<Result<DraftCommand>> {
  if (edit.kind === 'set' || edit.kind === 'add' || edit.kind === 'paste') return succeed(edit);
  const lines = await linesOfRange(desk, tenantId, edit.range);
  if (!lines.ok) return lines;
  if (edit.kind === 'delete') return succeed({ kind: 'delete', ids: lines.value.map(({ id }) => id) });
  const source = edit.kind === 'fill' ? lines.value[0] : undefined;
  return succeed({
    kind: 'set',
    cells: lines.value
      .filter((line) => line !== source)
      .flatMap(({ id }) =>
        edit.columns.map((column) => ({ id, column, text: source ? source[column] : '' })),
      ),
  });
}

/** Cells as a spreadsheet takes them from the clipboard. */
export function clipboardTextOf(lines: readonly DraftLine[], columns: readonly ExclusionColumn[]): string {
  return lines.map((line) => columns.map((column) => cellText(line[column])).join('\t')).join('\r\n');
}

/** A cell with a tab, a line end or a quote is quoted, so that it stays one cell. */
function cellText(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

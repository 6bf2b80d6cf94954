import { useCallback, useState } from 'react';
import type { ReportLine } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter, RowSelection } from '../../../src-preload/contract/report-words.ts';
import { keyOf } from './row-words.ts';

/** How many rows are meant, and by which selections of the contract they are named. */
export interface Meant {
  readonly rows: number;
  readonly selections: readonly RowSelection[];
  /** A whole group or all of a filter is asked about with its number; single rows are not (ux §5). */
  readonly asksFirst: boolean;
}

export interface Selection {
  readonly rows: number;
  readonly has: (key: string) => boolean;
  readonly toggle: (line: ReportLine) => void;
  readonly add: (lines: readonly ReportLine[]) => void;
  readonly all: (rows: number) => void;
  readonly clear: () => void;
  /** What an act means: the selection, or the line where nothing is selected. */
  readonly meant: (line: ReportLine | undefined, filter: ReportFilter) => Meant | undefined;
}

interface Selected {
  readonly lines: ReadonlyMap<string, ReportLine>;
  /** All rows of the filter: their number. */
  readonly all: number | undefined;
}

const NONE: Selected = { lines: new Map(), all: undefined };

/** Rows that are selected in the grid: some lines, or all that pass the filter. */
export function useSelection(): Selection {
  const [{ lines, all }, set] = useState<Selected>(NONE);
  return {
    rows: all ?? [...lines.values()].reduce((sum, line) => sum + rowsOf(line), 0),
    has: (key) => all !== undefined || lines.has(key),
    toggle: (line) =>
      set((before) => {
        const next = new Map(before.lines);
        if (!next.delete(keyOf(line)) && line.kind !== 'more') next.set(keyOf(line), line);
        return { lines: next, all: undefined };
      }),
    add: (more) =>
      set((before) => ({
        lines: new Map([
          ...before.lines,
          ...more.filter(({ kind }) => kind !== 'more').map((line) => [keyOf(line), line] as const),
        ]),
        all: undefined,
      })),
    all: (rows) => set({ lines: new Map(), all: rows }),
    clear: useCallback(() => set(NONE), []),
    meant: (line, filter) => meantBy({ lines, all }, line, filter),
  };
}

/** Which rows an act is for. */
export function meantBy(
  { lines, all }: Selected,
  line: ReportLine | undefined,
  filter: ReportFilter,
): Meant | undefined {
  if (all !== undefined) return { rows: all, selections: [{ filter }], asksFirst: true };
  const meant = lines.size > 0 ? [...lines.values()] : line && line.kind !== 'more' ? [line] : [];
  if (meant.length === 0) return undefined;
  const seqs = meant.flatMap((one) => (one.kind === 'row' ? [one.row.seq] : []));
  const groups = meant.flatMap((one) => (one.kind === 'group' ? [{ group: one.group, filter }] : []));
  return {
    rows: meant.reduce((sum, one) => sum + rowsOf(one), 0),
    selections: [...(seqs.length > 0 ? [{ seqs }] : []), ...groups],
    asksFirst: groups.length > 0,
  };
}

function rowsOf(line: ReportLine): number {
  return line.kind === 'group' ? line.rows : line.kind === 'row' ? 1 : 0;
}

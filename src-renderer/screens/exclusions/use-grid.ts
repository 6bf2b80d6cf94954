import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  ExclusionColumn,
  ExclusionEdit,
  ExclusionEditDone,
  ExclusionRange,
  ExclusionView,
} from '../../../src-preload/contract/exclusions.ts';
import { type Block, blockOf, type Cell, editableAt, type Selection, selectCell } from './selection.ts';
import type { LinesInUse } from './use-lines.ts';

/** A cell that is being typed into. */
export interface Typing {
  readonly cell: Cell;
  readonly column: ExclusionColumn;
  readonly text: string;
}

export interface GridParts {
  readonly lines: LinesInUse;
  readonly view: ExclusionView;
  /** Whether the last row takes new lines: only where the view shows the whole document in its own order. */
  readonly lastRow: 'takes new lines' | 'is a line';
  readonly onEdit: (edit: ExclusionEdit) => Promise<ExclusionEditDone | undefined>;
  readonly onAlreadyThere: (email: string) => void;
}

/** What is chosen and typed in the grid, and what becomes of it. */
export function useGrid({ lines, view, lastRow, onEdit, onAlreadyThere }: GridParts) {
  const [selection, setSelection] = useState<Selection>(selectCell({ row: 0, column: 0 }));
  const [typing, setTyping] = useState<Typing>();
  // Enter ends the typing and takes the input away, which would be a second end by its blur.
  const current = useRef<Typing>(undefined);
  current.current = typing;
  const total = lines.total ?? 0;
  const rows = total + (lastRow === 'takes new lines' ? 1 : 0);
  useKeptFocus(selection, setSelection, lines, rows);

  /** The lines of a block, as main finds them again; `undefined` where the block has none. */
  const rangeOf = ({ from, to }: Pick<Block, 'from' | 'to'>): ExclusionRange | undefined => {
    const [first, last] = [Math.max(0, from), Math.min(to, total - 1)];
    if (first > last) return undefined;
    const [firstId, lastId] = [lines.at(first)?.id, lines.at(last)?.id];
    return {
      view,
      from: first,
      to: last,
      ...(firstId === undefined ? {} : { first: firstId }),
      ...(lastId === undefined ? {} : { last: lastId }),
    };
  };

  const type = useCallback(
    (cell: Cell, text?: string) => {
      const column = editableAt(cell);
      if (column === undefined || cell.row < 0) return;
      const line = lines.at(cell.row);
      if (!line && (cell.row < total || column !== 'email')) return;
      setSelection(selectCell(cell));
      setTyping({ cell, column, text: text ?? line?.[column] ?? '' });
    },
    [lines, total],
  );

  const endTyping = async (how: 'keep' | 'forget', follow?: (cell: Cell) => Selection | undefined) => {
    const typed = current.current;
    if (!typed) return;
    current.current = undefined;
    setTyping(undefined);
    const { cell, column, text } = typed;
    const next = follow?.(cell);
    const line = lines.at(cell.row);
    if (how === 'forget' || text === (line?.[column] ?? '')) {
      if (next) setSelection(next);
      return;
    }
    if (line) {
      if (next) setSelection(next);
      const cells = [{ id: line.id, column, text }];
      lines.showTyped(cells);
      await onEdit({ kind: 'set', cells });
      return;
    }
    const done = await onEdit({ kind: 'add', lines: [{ email: text }] });
    if (done && done.added === 0) onAlreadyThere(text);
    // The new line stands where it was typed; the row for the next one is below it.
    else if (done && follow) setSelection(next ?? selectCell({ row: cell.row + 1, column: 0 }));
  };

  return {
    selection,
    setSelection,
    typing,
    setTypedText: (text: string) => setTyping((before) => before && { ...before, text }),
    type,
    endTyping,
    rows,
    total,
    rangeOf,
    block: blockOf(selection),
  };
}

/** The focus stays on its line when the list is sorted or filtered; where its line goes, on one nearby (ux §14). */
function useKeptFocus(
  { active }: Selection,
  setSelection: (selection: Selection) => void,
  { at, indexOf, viewShown }: LinesInUse,
  rows: number,
): void {
  const kept = useRef<{ view: string; id: number | undefined; rows: number }>({
    view: viewShown,
    id: undefined,
    rows,
  });
  const id = active.row < 0 ? undefined : at(active.row)?.id;
  useEffect(() => {
    const { view, id: before, rows: rowsBefore } = kept.current;
    kept.current = { view: viewShown, id, rows };
    if (active.row < 0) return;
    const found = view !== viewShown && before !== undefined ? indexOf(before) : undefined;
    if (found !== undefined && found !== active.row) {
      kept.current = { view: viewShown, id: before, rows };
      setSelection(selectCell({ ...active, row: found }));
    } else if (rows < rowsBefore && active.row >= rows && rows > 0) {
      setSelection(selectCell({ ...active, row: rows - 1 }));
    }
  }, [active, id, viewShown, rows, indexOf, setSelection]);
}

export type Grid = ReturnType<typeof useGrid>;

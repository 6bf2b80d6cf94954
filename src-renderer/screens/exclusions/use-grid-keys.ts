import type { ClipboardEvent, KeyboardEvent } from 'react';
import type {
  ExclusionColumn,
  ExclusionEdit,
  ExclusionRange,
} from '../../../src-preload/contract/exclusions.ts';
import { documentColumns, editableAt, isWholeLines, moveBy, selectCell, selectLines } from './selection.ts';
import type { Grid } from './use-grid.ts';
import type { LinesInUse } from './use-lines.ts';

export interface GridActs {
  readonly onEdit: (edit: ExclusionEdit) => Promise<unknown>;
  readonly onPaste: (edit: Extract<ExclusionEdit, { kind: 'paste' }>) => void;
  readonly onCopy: (range: ExclusionRange, columns: readonly ExclusionColumn[]) => void;
  readonly onDelete: (range: ExclusionRange) => void;
  readonly onSort: (column: number) => void;
  /** Takes what the active line suggests; `false` where it suggests nothing. */
  readonly onUse: (row: number) => boolean;
  readonly onSelectAll: (lines: number) => void;
}

/** The keys of a spreadsheet (ux §7, §14), while the grid has the focus. */
export function gridKeys(grid: Grid, lines: LinesInUse, acts: GridActs, page: () => number) {
  const { selection, rangeOf, block, total } = grid;
  const columns = [...documentColumns(selection)];

  const copy = () => {
    const range = rangeOf(block);
    if (range) acts.onCopy(range, columns);
  };

  const remove = () => {
    const range = rangeOf(block);
    if (!range) return;
    if (isWholeLines(selection)) acts.onDelete(range);
    else if (editableAt(selection.active) ?? block.left < 2)
      void acts.onEdit({ kind: 'clear', range, columns });
  };

  const fill = () => {
    // One line is filled from the one above it, as in a spreadsheet.
    const range = rangeOf(block.from === block.to ? { from: block.from - 1, to: block.to } : block);
    if (range && range.from < range.to) void acts.onEdit({ kind: 'fill', range, columns });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (grid.typing || event.altKey) return;
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    const withCommand = event.ctrlKey || event.metaKey;
    if (act(event, withCommand)) {
      event.preventDefault();
      return;
    }
    const moved = moveBy(
      selection,
      { key: event.key, shiftKey: event.shiftKey, withCommand },
      grid.rows,
      page(),
    );
    if (!moved) return;
    event.preventDefault();
    grid.setSelection(moved);
  };

  /** Whether the key was one of the grid's acts. */
  const act = ({ key, shiftKey }: KeyboardEvent, withCommand: boolean): boolean => {
    const { active } = selection;
    if (withCommand) {
      switch (key.toLowerCase()) {
        case 'a':
          if (total > 0) grid.setSelection(selectLines(0, total - 1));
          acts.onSelectAll(total);
          return true;
        case 'c':
          copy();
          return true;
        case 'd':
          fill();
          return true;
        case 'delete':
        case 'backspace': {
          const range = rangeOf(block);
          if (range) acts.onDelete(range);
          return true;
        }
        default:
          return false;
      }
    }
    if (key === 'F2') grid.type(active);
    else if (key === 'Delete' || key === 'Backspace') remove();
    else if (key === 'Escape') grid.setSelection(selectCell(active));
    else if (key === ' ' && shiftKey && active.row >= 0) grid.setSelection(selectLines(block.from, block.to));
    else if ((key === 'Enter' || key === ' ') && active.row === -1) acts.onSort(active.column);
    else if ((key === 'Enter' || key === ' ') && active.column === 3) return acts.onUse(active.row);
    else if (key === 'Dead' || key === 'Process') grid.type(active, '');
    else if ([...key].length === 1 && active.row >= 0) grid.type(active, key);
    else return false;
    return true;
  };

  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    // A single cell's text that is pasted into what is being typed is the text field's own matter.
    if (text === '' || (grid.typing && !/[\t\r\n]/.test(text.trimEnd()))) return;
    event.preventDefault();
    if (grid.typing) void grid.endTyping('forget');
    const line = block.from < 0 ? undefined : lines.at(block.from);
    const column = editableAt({ row: block.from, column: block.left }) ?? 'email';
    acts.onPaste({ kind: 'paste', text, ...(line ? { at: { id: line.id, column } } : {}) });
  };

  const onCopy = (event: ClipboardEvent) => {
    if (grid.typing) return;
    event.preventDefault();
    copy();
  };

  return { onKeyDown, onPaste, onCopy };
}

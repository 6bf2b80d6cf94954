import type { ExclusionColumn } from '../../../src-preload/contract/exclusions.ts';

// Which cells are chosen in the grid. Pure, so that every key has a test.

/** The grid's columns; the first two are the document, the others say what is known of it. */
export const GRID_COLUMNS = ['email', 'managed', 'person', 'effect'] as const;
export type GridColumn = (typeof GRID_COLUMNS)[number];

/** `row` -1 is the heading; the row behind the last line takes new ones. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** From `anchor` to `active`, both counted; `active` has the focus. */
export interface Selection {
  readonly anchor: Cell;
  readonly active: Cell;
}

export interface Block {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

const LAST_COLUMN = GRID_COLUMNS.length - 1;

export function selectCell(cell: Cell): Selection {
  return { anchor: cell, active: cell };
}

export function selectLines(from: number, to: number): Selection {
  return { anchor: { row: from, column: LAST_COLUMN }, active: { row: to, column: 0 } };
}

export function blockOf({ anchor, active }: Selection): Block {
  return {
    from: Math.min(anchor.row, active.row),
    to: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  };
}

/** Whole lines are deleted by Del; single cells are emptied. */
export function isWholeLines(selection: Selection): boolean {
  const { left, right } = blockOf(selection);
  return left === 0 && right === LAST_COLUMN;
}

/** The document's columns of a selection; both where only what is known of them is chosen. */
export function documentColumns(selection: Selection): readonly ExclusionColumn[] {
  const { left, right } = blockOf(selection);
  const both = ['email', 'managed'] as const;
  const chosen = both.filter((_, column) => column >= left && column <= right);
  return chosen.length === 0 ? both : chosen;
}

/** The cell that an edit at the active cell means; `undefined` where nothing can be typed. */
export function editableAt({ column }: Cell): ExclusionColumn | undefined {
  const name = GRID_COLUMNS[column];
  return name === 'email' || name === 'managed' ? name : undefined;
}

/**
 * Where the keys of a spreadsheet lead. `rows` counts the lines and the row for new ones; `page` is how many fit on
 * the screen. `undefined`: not a key that moves, or the way out of the grid (Tab at its edge).
 */
export function moveBy(
  selection: Selection,
  key: {
    readonly key: string;
    readonly shiftKey: boolean;
    readonly withCommand: boolean;
  },
  rows: number,
  page: number,
): Selection | undefined {
  const { active, anchor } = selection;
  if (key.key === 'Tab') {
    const column = active.column + (key.shiftKey ? -1 : 1);
    return column < 0 || column > LAST_COLUMN ? undefined : selectCell({ row: active.row, column });
  }
  const to = targetOf(active, key, rows, page);
  if (!to) return undefined;
  const active2 = {
    row: Math.max(-1, Math.min(rows - 1, to.row)),
    column: Math.max(0, Math.min(LAST_COLUMN, to.column)),
  };
  const extends_ = key.shiftKey && key.key !== 'Enter' && active.row >= 0;
  return extends_ ? { anchor, active: { ...active2, row: Math.max(0, active2.row) } } : selectCell(active2);
}

function targetOf(
  { row, column }: Cell,
  { key, shiftKey, withCommand }: { key: string; shiftKey: boolean; withCommand: boolean },
  rows: number,
  page: number,
): Cell | undefined {
  switch (key) {
    case 'ArrowDown':
      return { row: withCommand ? rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: withCommand ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: withCommand ? LAST_COLUMN : column + 1 };
    case 'ArrowLeft':
      return { row, column: withCommand ? 0 : column - 1 };
    case 'Enter':
      return { row: Math.max(0, row + (shiftKey ? -1 : 1)), column };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'Home':
      return { row: withCommand ? 0 : row, column: 0 };
    case 'End':
      return { row: withCommand ? rows - 1 : row, column: LAST_COLUMN };
    default:
      return undefined;
  }
}

import { describe, expect, it } from 'vitest';
import {
  blockOf,
  documentColumns,
  isWholeLines,
  moveBy,
  selectCell,
  selectLines,
} from '../../src-renderer/screens/exclusions/selection.ts';

const at = (row: number, column: number) => selectCell({ row, column });
const press = (name: string, from = at(5, 1), rows = 100, page = 10) => {
  const [key = '', ...held] = name.split('+').reverse();
  return moveBy(
    from,
    { key, shiftKey: held.includes('Shift'), withCommand: held.includes('Control') },
    rows,
    page,
  );
};

describe('the keys of the grid', () => {
  it.each([
    ['ArrowDown', 6, 1],
    ['ArrowUp', 4, 1],
    ['ArrowLeft', 5, 0],
    ['ArrowRight', 5, 2],
    ['Control+ArrowDown', 99, 1],
    ['Control+ArrowUp', 0, 1],
    ['Enter', 6, 1],
    ['Shift+Enter', 4, 1],
    ['Tab', 5, 2],
    ['Shift+Tab', 5, 0],
    ['PageDown', 15, 1],
    ['PageUp', 0, 1],
    ['Home', 5, 0],
    ['End', 5, 3],
    ['Control+Home', 0, 0],
    ['Control+End', 99, 3],
  ])('%s leads from row 5 to row %i, column %i', (key, row, column) => {
    expect(press(key)).toEqual(at(row, column));
  });

  it('leave the grid by Tab at its edges, so that nobody is caught in it', () => {
    expect(press('Tab', at(5, 3))).toBeUndefined();
    expect(press('Shift+Tab', at(5, 0))).toBeUndefined();
  });

  it('come to the heading above the first line, and not beyond the last row', () => {
    expect(press('ArrowUp', at(0, 2))).toEqual(at(-1, 2));
    expect(press('ArrowDown', at(99, 2))).toEqual(at(99, 2));
  });

  it('extend the block from where it began', () => {
    const chosen = press('Shift+ArrowDown', press('Shift+ArrowRight', at(5, 0)));
    expect(chosen && blockOf(chosen)).toEqual({ from: 5, to: 6, left: 0, right: 1 });
  });
});

describe('what is chosen', () => {
  it('is whole lines by their number, so that Del deletes them, and cells otherwise', () => {
    expect(isWholeLines(selectLines(2, 9))).toBe(true);
    expect(isWholeLines(at(2, 0))).toBe(false);
  });

  it('means the cells of the document, never what is only known of a person', () => {
    expect(documentColumns(at(1, 0))).toEqual(['email']);
    expect(documentColumns(at(1, 1))).toEqual(['managed']);
    expect(documentColumns(at(1, 3))).toEqual(['email', 'managed']);
    expect(documentColumns(selectLines(0, 3))).toEqual(['email', 'managed']);
  });
});

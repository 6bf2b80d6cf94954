export const ROW_HEIGHT = 34;

/** Browsers lay out nothing taller than some 33 million pixels, half of it at 200 % zoom; taller tables are scaled. */
const TALLEST = 12_000_000;

export interface ScrollScale {
  /** How tall the place of all rows is made. */
  readonly height: number;
  /** How far the rows themselves are scrolled, at this place of the scrollbar. */
  readonly toRows: (scrollTop: number) => number;
  /** Where the scrollbar stands when the rows are scrolled so far. */
  readonly toBar: (rowsTop: number) => number;
}

/**
 * A million rows under one scrollbar: the place is by number of row, so that it works however many there are. Under
 * the limit both are the same.
 */
export function scrollScale(total: number, viewHeight: number): ScrollScale {
  const full = total * ROW_HEIGHT;
  if (full <= TALLEST) return { height: full, toRows: (top) => top, toBar: (top) => top };
  const factor = (full - viewHeight) / (TALLEST - viewHeight);
  return { height: TALLEST, toRows: (top) => top * factor, toBar: (top) => top / factor };
}

const BEYOND = 12;

/** Which rows are in sight, with some more on both sides, so that fast scrolling meets few empty places. */
export function rowsInSight(
  rowsTop: number,
  viewHeight: number,
  total: number,
  beyond = BEYOND,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(rowsTop / ROW_HEIGHT) - beyond);
  const last = Math.min(total - 1, Math.ceil((rowsTop + viewHeight) / ROW_HEIGHT) + beyond);
  return { first, last };
}

/** So many rows `rowsInSight` names at most. */
export function rowsAtMost(viewHeight: number): number {
  return Math.ceil(viewHeight / ROW_HEIGHT) + 2 * BEYOND + 2;
}

/** How far the rows must be scrolled so that one is wholly in sight; the same where it is already. */
export function rowsTopShowing(index: number, rowsTop: number, viewHeight: number): number {
  const top = index * ROW_HEIGHT;
  if (top < rowsTop) return top;
  return top + ROW_HEIGHT > rowsTop + viewHeight ? top + ROW_HEIGHT - viewHeight : rowsTop;
}

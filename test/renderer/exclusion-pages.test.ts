import { describe, expect, it } from 'vitest';
import type { ExclusionLine } from '../../src-preload/contract/exclusions.ts';
import {
  indexOfLine,
  lineAt,
  missingPages,
  NO_PAGES,
  PAGE,
  withPage,
  withTyped,
} from '../../src-renderer/screens/exclusions/line-pages.ts';

const line = (id: number, email = `p${id}@contoso.example`): ExclusionLine => ({
  id,
  email,
  managed: 'false',
  protects: true,
  state: 'saved',
  problems: [],
});
const page = (at: number, total = 1000) => ({
  lines: Array.from({ length: PAGE }, (_, place) => line(at * PAGE + place)),
  total,
  offset: at * PAGE,
});

describe('pages of the grid', () => {
  it('are asked for only where they are in sight and not held', () => {
    const held = withPage(NO_PAGES, 'all', 1, page(0));
    expect(missingPages(held, { view: 'all', edition: 1, from: 0, to: PAGE + 5 })).toEqual([1]);
    expect(missingPages(held, { view: 'all', edition: 1, from: 3, to: 40 })).toEqual([]);
  });

  it('stay in sight after an edit until the newer ones come', () => {
    const held = withPage(NO_PAGES, 'all', 1, page(0));
    expect(missingPages(held, { view: 'all', edition: 2, from: 0, to: 5 })).toEqual([0]);
    expect(lineAt(held, 4)?.id).toBe(4);
  });

  it('are never replaced by an answer that is older', () => {
    const newer = withPage(NO_PAGES, 'all', 2, { lines: [line(7)], total: 1, offset: 0 });
    expect(withPage(newer, 'all', 1, page(0))).toBe(newer);
  });

  it('are let go when they are far away, so that the window never holds the document', () => {
    const all = Array.from({ length: 1000 }, (_, at) => at);
    const held = all.reduce((before, at) => withPage(before, 'all', 1, page(at, 100_000)), NO_PAGES);
    expect(held.pages.size).toBeLessThan(50);
    expect(lineAt(held, 999 * PAGE)?.id).toBe(999 * PAGE);
  });

  it('of another view go', () => {
    const held = withPage(withPage(NO_PAGES, 'all', 1, page(0)), 'problems', 1, {
      lines: [line(9)],
      total: 1,
      offset: 0,
    });
    expect([held.total, lineAt(held, 0)?.id, lineAt(held, 1)]).toEqual([1, 9, undefined]);
  });

  it('show typed text at once, in its own cell only', () => {
    const typed = withTyped(withPage(NO_PAGES, 'all', 1, page(0)), [
      { id: 3, column: 'managed', text: 'true' },
    ]);
    expect([lineAt(typed, 3)?.managed, lineAt(typed, 4)?.managed]).toEqual(['true', 'false']);
    expect(indexOfLine(typed, 3)).toBe(3);
  });
});

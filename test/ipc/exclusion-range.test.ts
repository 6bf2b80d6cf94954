import { describe, expect, it } from 'vitest';
import type { DraftLine, ExclusionDesk, LineQuery } from '../../src-main/app/exclusion-desk.ts';
import { succeed } from '../../src-main/core/failure.ts';
import { clipboardTextOf, commandOf, linesOfRange } from '../../src-main/ipc/exclusion-range.ts';

const line = (id: number): DraftLine => ({
  id,
  email: `p${id}@contoso.example`,
  managed: id === 1 ? 'true' : 'false',
  protects: id !== 1,
  state: 'saved',
  problems: [],
});

/** A desk of so many lines; line 0 has the id 1. */
function deskOf(lines: number): Pick<ExclusionDesk, 'lines'> {
  const all = Array.from({ length: lines }, (_, at) => line(at + 1));
  return {
    lines: async (_tenant: string, { offset, limit }: LineQuery) =>
      succeed({ lines: all.slice(offset, offset + limit), total: lines, offset }),
  };
}

const view = {};

describe('a range of lines that the window knows by their places', () => {
  it('is found whole, however long it is', async () => {
    const found = await linesOfRange(deskOf(1700), 't', {
      view,
      from: 100,
      to: 1699,
      first: 101,
      last: 1700,
    });
    expect(found.ok && [found.value.length, found.value[0]?.id, found.value.at(-1)?.id]).toEqual([
      1600, 101, 1700,
    ]);
  });

  it.each([
    ['other lines stand at its beginning', { from: 0, to: 3, first: 9 }],
    ['other lines stand at its end', { from: 0, to: 3, last: 9 }],
    ['it goes beyond the list, which became shorter', { from: 8, to: 12 }],
  ])('is refused where %s, so that nothing happens to lines that nobody saw', async (_what, range) => {
    const found = await linesOfRange(deskOf(10), 't', { view, ...range });
    expect(found.ok ? 'done' : found.failure.code).toBe('conflict');
  });
});

describe('what the admin did, as a command', () => {
  const range = { view, from: 0, to: 2 };

  it('fills the first line into all others', async () => {
    const command = await commandOf(deskOf(5), 't', { kind: 'fill', range, columns: ['managed'] });
    expect(command).toEqual(
      succeed({
        kind: 'set',
        cells: [
          { id: 2, column: 'managed', text: 'true' },
          { id: 3, column: 'managed', text: 'true' },
        ],
      }),
    );
  });

  it('empties cells, and deletes lines by their ids', async () => {
    const cleared = await commandOf(deskOf(5), 't', {
      kind: 'clear',
      range: { view, from: 1, to: 1 },
      columns: ['email'],
    });
    expect(cleared).toEqual(succeed({ kind: 'set', cells: [{ id: 2, column: 'email', text: '' }] }));
    const deleted = await commandOf(deskOf(5), 't', { kind: 'delete', range });
    expect(deleted).toEqual(succeed({ kind: 'delete', ids: [1, 2, 3] }));
  });
});

describe('cells on the clipboard', () => {
  it('stay one cell each, whatever they hold', () => {
    const odd = { ...line(2), email: 'a\tb"c' };
    expect(clipboardTextOf([line(1), odd], ['email', 'managed'])).toBe(
      'p1@contoso.example\ttrue\r\n"a\tb""c"\tfalse',
    );
  });
});

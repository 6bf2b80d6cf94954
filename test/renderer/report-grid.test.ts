import { expect, test } from 'vitest';
import type { LinesPage, ReportLine } from '../../src-preload/contract/report-rows.ts';
import type { LineQuery } from '../../src-preload/contract/report-words.ts';
import { actOfKey } from '../../src-renderer/screens/reports/grid-keys.ts';
import { LinesCache, PAGE_LINES, type ReadLines } from '../../src-renderer/screens/reports/lines-cache.ts';
import { changeOf, lineLabel } from '../../src-renderer/screens/reports/row-words.ts';
import {
  ROW_HEIGHT,
  rowsInSight,
  rowsTopShowing,
  scrollScale,
} from '../../src-renderer/screens/reports/scroll-scale.ts';
import { meantBy } from '../../src-renderer/screens/reports/use-selection.ts';

const query: LineQuery = {
  reportId: 'r',
  filter: {},
  sort: { by: 'harm', direction: 'ascending' },
  fold: 'nothing',
  opened: [],
};

function row(seq: number): Extract<ReportLine, { kind: 'row' }> {
  return {
    kind: 'row',
    row: {
      seq,
      object: 'user',
      verdict: 'Archived',
      name: `Person ${seq}`,
      address: `p${seq}@x.org`,
      groupName: '',
      department: '',
      reason: 'archived.absent',
      reasonSentence: 'Not in the directory.',
      changes: [],
      changeCount: 0,
      warnings: [
        {
          code: 'alias',
          weight: 'heavy',
          sentence: 'a@x.org will vanish at the first live sync: SCIM has no aliases.',
        },
      ],
      review: 'open',
    },
  };
}

/** A report of so many rows, which counts what is read of it. */
function reportOf(total: number) {
  const reads: number[] = [];
  const read: ReadLines = async (_query, offset, limit) => {
    reads.push(offset);
    const lines = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) =>
      row(offset + i),
    );
    const value: LinesPage = { lines, offset, total, rows: total, of: total };
    return { ok: true, value };
  };
  return { read, reads };
}

test('A million rows stand under one scrollbar, and the last one can be reached', () => {
  const total = 1_000_000;
  const scale = scrollScale(total, 600);
  expect(scale.height).toBeLessThan(16_000_000);
  const bottom = scale.toRows(scale.height - 600);
  expect(bottom).toBeCloseTo(total * ROW_HEIGHT - 600, 3);
  expect(rowsInSight(bottom, 600, total).last).toBe(total - 1);
  expect(scale.toRows(scale.toBar(17_000_000))).toBeCloseTo(17_000_000, 3);
});

test('A hundred thousand rows are not scaled: a pixel of the scrollbar is a pixel of the rows', () => {
  const scale = scrollScale(100_000, 600);
  expect(scale.height).toBe(100_000 * ROW_HEIGHT);
  expect(scale.toRows(1234)).toBe(1234);
});

test('A row is scrolled into sight only as far as needed', () => {
  expect(rowsTopShowing(5, 0, 600)).toBe(0);
  expect(rowsTopShowing(0, 340, 600)).toBe(0);
  expect(rowsTopShowing(100, 0, 600)).toBe(101 * ROW_HEIGHT - 600);
});

test('Only pages that come into sight are read, each once', async () => {
  const { read, reads } = reportOf(100_000);
  const cache = new LinesCache(query, read, () => undefined);
  cache.want(0, 20);
  await settled();
  cache.want(50_000, 50_120);
  await settled();
  cache.want(50_010, 50_130);
  await settled();
  expect(reads).toEqual([0, 50_000, 50_000 + PAGE_LINES]);
  expect(cache.total).toBe(100_000);
  expect(cache.lineAt(50_119)).toEqual(row(50_119));
  expect(cache.lineAt(70_000)).toBeUndefined();
});

test('After its end a query tells nothing more, so that an old filter cannot overwrite a new one', async () => {
  const { read } = reportOf(10);
  let told = 0;
  const cache = new LinesCache(query, read, () => {
    told++;
  });
  cache.want(0, 5);
  cache.end();
  await settled();
  expect(told).toBe(0);
});

test('The grid has the keys of the shortcut sheet, and none that approves, applies or overrides', () => {
  const act = (key: string, held: Partial<{ shift: boolean; command: boolean; alt: boolean }> = {}) =>
    actOfKey({ key, shift: false, command: false, alt: false, ...held }, 10);
  expect(act('j')).toEqual({ do: 'move', by: 1, extends: false });
  expect(act('ArrowUp', { shift: true })).toEqual({ do: 'move', by: -1, extends: true });
  expect(act('n')).toEqual({ do: 'next-heavy' });
  expect(act('N', { shift: true })).toEqual({ do: 'previous-heavy' });
  expect(['r', 'x', 'w', 'c', ' ', 'Enter'].map((key) => act(key)?.do)).toEqual([
    'review',
    'exclude',
    'why',
    'copy',
    'select',
    'detail',
  ]);
  expect(act('a', { command: true })).toEqual({ do: 'select-all' });
  expect(act('Escape', { shift: true })).toEqual({ do: 'clear-all' });
  expect(['a', 'o', 'p', 's', 'f'].map((key) => act(key))).toEqual(Array(5).fill(undefined));
  expect(act('e', { command: true })).toBeUndefined();
});

test('A row reads as its place, verdict, person, change and heavy warning', () => {
  expect(lineLabel(row(3), 2, 65)).toBe(
    'Row 3 of 65, Archived, Person 3, Not in the directory., heavy warning: a@x.org will vanish at the first live sync: SCIM has no aliases.',
  );
});

test('A single row is acted on at once; a group and a whole filter ask first, with their number', () => {
  const filter = { object: 'user' as const };
  const none = { lines: new Map(), all: undefined };
  const group: ReportLine = {
    kind: 'group',
    group: 7,
    object: 'user',
    verdict: 'Changed',
    changes: [],
    rows: 14,
    reviewed: 0,
    state: 'closed',
  };
  expect(meantBy(none, row(4), filter)).toEqual({ rows: 1, selections: [{ seqs: [4] }], asksFirst: false });
  expect(meantBy(none, group, filter)).toEqual({
    rows: 14,
    selections: [{ group: 7, filter }],
    asksFirst: true,
  });
  expect(meantBy({ ...none, all: 40 }, row(4), filter)).toEqual({
    rows: 40,
    selections: [{ filter }],
    asksFirst: true,
  });
  expect(meantBy(none, undefined, filter)).toBeUndefined();
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test('A person who only leaves or joins a group is not taken for one who is archived or created', () => {
  const membership = { ...row(1).row, object: 'membership' as const, groupName: 'Finance' };
  expect(changeOf(membership)).toBe('Out of Finance: Not in the directory.');
  expect(changeOf({ ...membership, verdict: 'Created' })).toMatch(/^Into Finance: /);
  expect(changeOf({ ...membership, verdict: 'Blocked' })).toMatch(/^Finance: /);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFiles } from '../../scripts/make-demo-data.ts';
import { readExclusions } from '../../src-main/adapters/csv-files/read-exclusions.ts';
import { fold } from '../../src-main/core/fold.ts';
import type { ReasonCode, WarningCode } from '../../src-main/core/reason-codes.ts';
import { DEFAULT_GUARD_LIMITS } from '../../src-main/core/settings.ts';
import { listFile } from '../adapters/csv/listing.ts';

const demo = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const text = (name: string) => readFileSync(join(demo, name), 'utf8');

interface Expected {
  readonly users: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<string, number>>;
  readonly memberships: Readonly<Record<string, number>>;
  readonly activeBefore: number;
  readonly directoryRows: number;
  readonly consoleRows: number;
  readonly stories: readonly {
    readonly reason: ReasonCode | '';
    readonly warnings: readonly WarningCode[];
  }[];
  readonly groupStories: readonly { readonly reason: ReasonCode }[];
}
const expected: Expected = JSON.parse(text('expected.json'));

describe('the demo data', () => {
  it('is what its generator makes, file by file', () => {
    expect([...demoFiles().keys()].sort()).toEqual(readdirSync(demo).sort());
    for (const [name, made] of demoFiles()) expect(text(name), name).toBe(made);
  });

  it.each([
    ['directory.csv', 'directory', 290],
    ['console.csv', 'console', 279],
    ['last-sync.csv', 'directory', 272],
  ] as const)('%s is complete and understood to the last column', async (name, role, rows) => {
    const { people, end } = await listFile(join(demo, name), role);
    expect(end).toMatchObject({ completeness: { status: 'complete' }, ignoredColumns: [], notes: [] });
    expect(people).toHaveLength(rows);
  });

  it('counts the rows that it promises', async () => {
    const { created, changed, archived, restored, unchanged, excluded, blocked } = expected.users;
    expect({ created, changed, archived, restored, unchanged, excluded, blocked }).toEqual({
      created: 12,
      changed: 22,
      archived: 5,
      restored: 3,
      unchanged: 234,
      excluded: 10,
      blocked: 13,
    });
    // One row for each directory row, else one for each console user for whom no row speaks (design §4):
    // three leavers, the admin, three archived long ago, and two excluded stand on the console alone.
    const rows = Object.values(expected.users).reduce((sum, n) => sum + n, 0) - (expected.users.adopted ?? 0);
    expect(rows).toBe(expected.directoryRows + 9);
  });

  it('stays within the limits of the guard, as a healthy sync does (R4)', () => {
    const { users, memberships, activeBefore } = expected;
    const limits = DEFAULT_GUARD_LIMITS;
    expect(users.archived).toBeLessThanOrEqual(
      Math.max(limits.archivedFloor, limits.archivedShare * activeBefore),
    );
    expect(users.blocked).toBeLessThanOrEqual(
      Math.max(limits.blockedFloor, limits.blockedShare * activeBefore),
    );
    expect(users.changed).toBeLessThanOrEqual(limits.changedFloor);
    expect((users.created ?? 0) + (users.restored ?? 0)).toBeLessThanOrEqual(limits.createdFloor);
    expect(memberships.archived).toBeLessThanOrEqual(limits.membershipsRemovedFloor);
  });

  it('has no two console users with one address or one External ID', async () => {
    const { people } = await listFile(join(demo, 'console.csv'), 'console');
    const addresses = people.map(({ values }) => fold(values.userName ?? ''));
    const ids = people.map(({ values }) => values.externalId ?? '').filter((id) => id !== '');
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has an exclusion list without a problem, whose people exist', async () => {
    const exclusions = await readExclusions(join(demo, 'exclusions.csv'));
    if (!exclusions.ok) throw new Error(exclusions.failure.sentence);
    expect(exclusions.value.list.problems).toEqual([]);
    const both = [await listFile(join(demo, 'directory.csv')), await listFile(join(demo, 'console.csv'))];
    const known = new Set(
      both.flatMap(({ people }) => people.map(({ values }) => fold(values.userName ?? ''))),
    );
    expect(exclusions.value.list.entries.filter(({ folded }) => !known.has(folded))).toEqual([]);
    expect(exclusions.value.list.entries).toHaveLength(4);
  });

  it('tells a story for each reason that files can show', () => {
    const reasons: readonly ReasonCode[] = [
      ...([
        'created.new',
        'changed.attrs',
        'changed.rename',
        'archived.absent',
        'archived.inactive',
      ] as const),
      ...([
        'restored.back',
        'unchanged.same',
        'unchanged.case',
        'unchanged.adopt',
        'unchanged.archived',
      ] as const),
      ...(['unchanged.inactiveabsent', 'excluded.list', 'excluded.flag', 'excluded.column'] as const),
      ...([
        'blocked.twoRows',
        'blocked.twoUsers',
        'blocked.noEmail',
        'blocked.badEmail',
        'blocked.tooLong',
      ] as const),
      ...([
        'blocked.id',
        'blocked.held',
        'blocked.swap',
        'blocked.status',
        'blocked.admin',
        'blocked.alias',
      ] as const),
    ];
    expect(new Set(expected.stories.map(({ reason }) => reason))).toEqual(new Set(reasons));
    expect(new Set(expected.groupStories.map(({ reason }) => reason))).toEqual(
      new Set<ReasonCode>([
        'group.created',
        'group.changed',
        'group.same',
        'group.unmanaged',
        'group.smart',
        'group.archived',
        'group.empty',
      ]),
    );
    const warnings: readonly WarningCode[] = [
      ...(['alias', 'manager.leaves', 'names.nobody', 'clears', 'email', 'console.edit'] as const),
      ...(['manager.unknown', 'field.dropped', 'restore.enrol', 'lookalike', 'unverified.domain'] as const),
    ];
    expect(new Set(expected.stories.flatMap((story) => story.warnings))).toEqual(new Set(warnings));
  });
});

import { describe, expect, it } from 'vitest';
import { applied } from '../worlds/model-console.ts';
import type { SomeGroup } from '../worlds/people.ts';
import { listedOf, reportOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };

/** Ana and Ben on both sides; the lines about groups and memberships only. */
function groupLines(
  inDirectory: { readonly ana?: readonly string[]; readonly ben?: readonly string[] },
  onConsole: readonly SomeGroup[],
  world: Partial<World> = {},
): readonly string[] {
  const { lines } = reportOf({
    directory: [
      { ...ana, groups: inDirectory.ana ?? [] },
      { ...ben, groups: inDirectory.ben ?? [] },
    ],
    console: [ana, ben],
    consoleGroups: onConsole,
    ...world,
  });
  return lines.filter((line) => line.includes(' group ') || line.includes(' in '));
}

/** Groups of a directory that has ids for them. */
function scimGroups(
  directoryGroups: readonly SomeGroup[],
  consoleGroups: readonly SomeGroup[],
  world: Partial<World> = {},
) {
  const { lines } = reportOf({
    directory: [ana, ben],
    console: [ana, ben],
    directoryGroups,
    consoleGroups,
    ...world,
  });
  return lines.filter((line) => line.includes(' group ') || line.includes(' in '));
}

describe('R19 groups', () => {
  it('counts the groups that a directory names on its people', () => {
    const { head } = reportOf({
      directory: [
        { address: 'ana@x.example', groups: ['Sales', 'IT'] },
        { address: 'ben@x.example', groups: ['Sales'] },
      ],
      console: [],
    });
    expect(head.directory.groups).toBe(2);
  });

  it('R19 match by externalId before the name, and a new name is a rename', () => {
    expect(
      scimGroups(
        [{ name: 'New name', id: 'g7' }],
        [
          { name: 'Old name', id: 'g7' },
          { name: 'New name', id: '' },
        ],
      ),
    ).toEqual(['~ Changed group New name', '= Unchanged group New name']);
  });

  it('R19 match by folded displayName', () => {
    expect(groupLines({ ana: ['sales '] }, [{ name: 'SALES', id: '', members: ['ana@x.example'] }])).toEqual([
      '= Unchanged group sales',
    ]);
  });

  it('R19 two console groups of the name: Blocked, and nobody is moved', () => {
    const twice = [
      { name: 'Sales', id: '', members: ['ben@x.example'] },
      { name: 'sales', id: '', members: ['ben@x.example'] },
    ];
    expect(groupLines({ ana: ['Sales'] }, twice)).toEqual([
      '! Blocked group Sales [group.twice]',
      '! Blocked ana@x.example in Sales [member.blocked]',
    ]);
  });

  it('R19 two console groups with one externalId: Blocked', () => {
    expect(
      scimGroups(
        [{ name: 'Sales', id: 'g7' }],
        [
          { name: 'Sales', id: 'g7' },
          { name: 'Sales 2', id: 'g7' },
        ],
      ),
    ).toEqual(['! Blocked group Sales [group.twice]']);
  });

  it('R19 two directory groups with one name, or with one id: both Blocked', () => {
    expect(
      scimGroups(
        [
          { name: 'Sales', id: 'g7' },
          { name: 'sales', id: 'g8' },
        ],
        [],
      ),
    ).toEqual(['! Blocked group Sales [group.twice]', '! Blocked group sales [group.twice]']);
    expect(
      scimGroups(
        [
          { name: 'Sales', id: 'g7' },
          { name: 'IT', id: 'g7' },
        ],
        [{ name: 'Sales', id: 'g7' }],
      ),
    ).toEqual(['! Blocked group Sales [group.twice]', '! Blocked group IT [group.twice]']);
  });

  it('R19 writes an external id derived from the name where the directory has none', () => {
    const { rows } = reportOf({ directory: [{ ...ana, groups: ['Sales & IT'] }], console: [ana] });
    expect(rows[1]).toMatchObject({
      verdict: 'Created',
      operation: {
        act: { kind: 'create-group', displayName: 'Sales & IT', externalId: 'muster:group:sales & it' },
      },
    });
    expect(rows[2]).toMatchObject({
      operation: { act: { kind: 'add-member', group: { createdKey: 'sales & it' }, user: { id: 'u1' } } },
    });
  });

  it('R19 to a foreign group of the same name members are added, none removed', () => {
    expect(groupLines({ ana: ['Sales'] }, [{ name: 'Sales', id: '', members: ['ben@x.example'] }])).toEqual([
      '= Unchanged group Sales',
      '+ Created ana@x.example in Sales',
    ]);
  });

  it('R19 from a managed group members are removed, too', () => {
    const members = ['ben@x.example'];
    const removed = [
      '= Unchanged group Sales',
      '+ Created ana@x.example in Sales',
      '- Archived ben@x.example in Sales',
    ];
    expect(groupLines({ ana: ['Sales'] }, [{ name: 'Sales', members }])).toEqual(removed);
    // Known from the journal.
    expect(
      groupLines({ ana: ['Sales'] }, [{ name: 'Sales', ref: 'g1', id: '', members }], {
        managedGroups: ['g1'],
      }),
    ).toEqual(removed);
  });

  it('R19 a group taken over is written our id and the directory’s name, and is managed from then on', () => {
    const world: World = {
      directory: [
        { ...ana, groups: ['Sales'] },
        { ...ben, groups: [] },
      ],
      console: [ana, ben],
      consoleGroups: [{ name: 'SALES', id: '', members: ['ben@x.example'] }],
      groupsTakenOver: ['Sales'],
    };
    const listed = listedOf(world);
    const first = reportOf(world, listed);
    expect(first.lines.slice(2)).toEqual([
      '~ Changed group Sales',
      '+ Created ana@x.example in Sales',
      '- Archived ben@x.example in Sales',
    ]);
    const after = applied(listed.console, listed.consoleGroups, first.rows);
    expect(after.consoleGroups).toMatchObject([
      { displayName: 'Sales', externalId: 'muster:group:sales', members: ['u1'] },
    ]);
    expect(reportOf(world, { ...listed, ...after }).lines.slice(2)).toEqual(['= Unchanged group Sales']);
  });

  it('R19 smart groups are never touched', () => {
    const smart = { name: 'Smart', id: '', smart: true, members: ['ben@x.example'] };
    expect(groupLines({ ana: ['Smart'] }, [smart])).toEqual([
      '! Blocked group Smart [group.smart]',
      '! Blocked ana@x.example in Smart [member.blocked]',
    ]);
    expect(groupLines({}, [{ ...smart, id: 'muster:group:smart' }])).toEqual(['= Unchanged group Smart']);
  });

  it('R19 archiving a group removes the members that Muster manages, and the group stays', () => {
    const { rows, lines } = reportOf({
      directory: [
        { ...ana, groups: [] },
        { ...ben, groups: [] },
      ],
      console: [ana, ben, { address: 'kept@x.example', managed: false }],
      consoleGroups: [
        { name: 'Old', members: ['ana@x.example', 'ben@x.example', 'kept@x.example', 'stranger'] },
      ],
    });
    expect(lines.slice(3)).toEqual([
      '- Archived group Old',
      '- Archived ana@x.example in Old',
      '- Archived ben@x.example in Old',
    ]);
    expect(rows.find((row) => row.object === 'group')?.operation).toBeUndefined();
  });

  it('R19 a group that is already empty, or holds only excluded and archived people, is Unchanged', () => {
    const members = ['gone@x.example', 'kept@x.example'];
    const console = [
      ana,
      ben,
      { address: 'gone@x.example', status: 'archived' },
      { address: 'kept@x.example', managed: false },
    ];
    expect(
      groupLines(
        {},
        [
          { name: 'Empty', members: [] },
          { name: 'Old', members },
        ],
        { console },
      ),
    ).toEqual(['= Unchanged group Empty', '= Unchanged group Old']);
  });

  it('R19 a group that holds only people who are undecided is Blocked, not archived again and again', () => {
    const lines = groupLines({}, [{ name: 'Old', members: ['u3'] }], {
      console: [ana, ben, { address: 'root@x.example', admin: true }],
    });
    expect(lines).toEqual([
      '! Blocked group Old [member.blocked]',
      '! Blocked root@x.example in Old [member.blocked]',
    ]);
  });

  it('R19 a foreign group that the directory does not name is left alone', () => {
    expect(groupLines({}, [{ name: 'Theirs', id: 'theirs', members: ['ana@x.example'] }])).toEqual([
      '= Unchanged group Theirs',
    ]);
  });

  it('R19 a group that Muster archived and that is back is Restored, with its name, once', () => {
    const world: World = {
      directory: [{ ...ana, groups: ['Sales'] }],
      console: [ana],
      consoleGroups: [{ name: 'SALES', ref: 'g1', members: [] }],
      managedGroups: ['g1'],
      archivedGroups: ['g1'],
    };
    const listed = listedOf(world);
    const first = reportOf(world, listed);
    expect(first.lines.slice(1)).toEqual(['^ Restored group Sales', '+ Created ana@x.example in Sales']);
    const after = applied(listed.console, listed.consoleGroups, first.rows);
    const second = reportOf({ ...world, archivedGroups: [] }, { ...listed, ...after });
    expect(second.lines.slice(1)).toEqual(['= Unchanged group Sales']);
  });

  it('R19 a directory without group data leaves groups and memberships out of scope', () => {
    const { head, lines } = reportOf({
      directory: [ana],
      console: [ana],
      consoleGroups: [{ name: 'Sales', members: ['ana@x.example'] }],
    });
    expect(lines).toEqual(['= Unchanged ana@x.example']);
    expect(head.counts.groups).toEqual({
      created: 0,
      changed: 0,
      archived: 0,
      restored: 0,
      unchanged: 0,
      blocked: 0,
    });
    expect(head.counts.memberships).toEqual({ created: 0, archived: 0, unchanged: 0, blocked: 0 });
  });

  it('R19 in a comparison of files the groups that the console’s file names are managed', () => {
    const { lines } = reportOf({
      directory: [{ ...ana, groups: ['IT'] }],
      console: [{ ...ana, groups: ['Sales'] }],
      consoleKind: 'csv',
    });
    expect(lines.slice(1)).toEqual([
      '+ Created group IT',
      '- Archived group Sales',
      '+ Created ana@x.example in IT',
      '- Archived ana@x.example in Sales',
    ]);
  });

  it('R19 of several spellings of a group the same one is written, in whatever order people stand', () => {
    const one = reportOf({
      directory: [
        { ...ana, groups: ['sales'] },
        { ...ben, groups: ['Sales'] },
      ],
      console: [],
    });
    const other = reportOf({
      directory: [
        { ...ben, groups: ['Sales'] },
        { ...ana, groups: ['sales'] },
      ],
      console: [],
    });
    expect(one.lines).toContain('+ Created group Sales');
    expect(other.head.planHash).toBe(one.head.planHash);
  });
});

describe('memberships count only real operations', () => {
  it('those of people archived, excluded or leaving are neither planned nor counted, those of Blocked people are blocked', () => {
    const sales = ['Sales'];
    const { head, lines } = reportOf({
      directory: [
        { ...ana, groups: sales },
        { address: 'new@x.example', groups: sales },
        { address: 'back@x.example', groups: sales },
        { address: 'off@x.example', status: 'archived', groups: sales },
        { address: 'excluded@x.example', managed: false, groups: sales },
        { address: 'twice@x.example', groups: sales },
        { address: 'twice@x.example', groups: sales },
      ],
      console: [
        ana,
        { address: 'back@x.example', status: 'archived' },
        { address: 'off@x.example' },
        { address: 'excluded@x.example' },
        { address: 'gone@x.example' },
        { address: 'long-gone@x.example', status: 'archived' },
      ],
      consoleGroups: [{ name: 'Sales', members: ['u1', 'u3', 'u4', 'u5', 'u6'] }],
    });
    expect(lines.filter((line) => line.includes(' in Sales'))).toEqual([
      '+ Created new@x.example in Sales',
      '+ Created back@x.example in Sales',
      '! Blocked twice@x.example in Sales [member.blocked]',
      '! Blocked twice@x.example in Sales [member.blocked]',
    ]);
    expect(head.counts.memberships).toEqual({ created: 2, archived: 0, unchanged: 1, blocked: 2 });
  });
});

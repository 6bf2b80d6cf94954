import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../src-main/core/profile.ts';
import { linesOf, reportOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };

describe('R1 an incomplete listing', () => {
  const leaving: World = {
    directory: [
      { ...ana, groups: [] },
      { ...ben, status: 'archived', groups: [] },
    ],
    console: [ana, ben, { address: 'gone@x.example' }],
    consoleGroups: [
      { name: 'Sales', members: ['ana@x.example'] },
      { name: 'Old', members: ['ana@x.example'] },
    ],
  };

  it.each(['directory', 'console'] as const)(
    'R1 of the %s archives nobody and removes no membership',
    (side) => {
      const { head, lines, rows } = reportOf({ ...leaving, listings: { [side]: 'partial' } });
      expect(head.partial).toBe(true);
      expect(lines).toEqual([
        '= Unchanged ana@x.example',
        '! Blocked ben@x.example [blocked.listing]',
        '! Blocked gone@x.example [blocked.listing]',
        '! Blocked group Sales [blocked.listing]',
        '! Blocked group Old [blocked.listing]',
        '! Blocked ana@x.example in Sales [member.blocked]',
        '! Blocked ana@x.example in Old [member.blocked]',
      ]);
      expect(rows.filter((row) => row.operation)).toEqual([]);
    },
  );

  it('R1 and a complete one archives them', () => {
    const { head, lines } = reportOf(leaving);
    expect(head.partial).toBe(false);
    expect(lines).toEqual([
      '= Unchanged ana@x.example',
      '- Archived ben@x.example',
      '- Archived gone@x.example',
      '- Archived group Sales',
      '- Archived group Old',
      '- Archived ana@x.example in Sales',
      '- Archived ana@x.example in Old',
    ]);
  });

  it('R1 still shows what would be created and changed', () => {
    const lines = linesOf({
      directory: [{ ...ana, values: { title: 'Lead' } }, ben],
      console: [{ ...ana, values: { title: 'Clerk' } }],
      listings: { directory: 'partial' },
    });
    expect(lines).toEqual(['~ Changed ana@x.example (title: Clerk → Lead)', '+ Created ben@x.example']);
  });

  it('R1 an empty directory, however complete, archives nobody and is partial', () => {
    const { head, lines } = reportOf({ directory: [], console: [ana] });
    expect(head).toMatchObject({ partial: true, directory: { complete: true, rows: 0 } });
    expect(lines).toEqual(['! Blocked ana@x.example [blocked.listing]']);
  });

  it('R1 a user export that was cut short makes the console incomplete', () => {
    const { head, lines } = reportOf({
      directory: [ana],
      console: [ana, ben],
      userExport: [ana],
      listings: { userExport: 'partial' },
    });
    expect(head).toMatchObject({ partial: true });
    expect(lines).toEqual(['= Unchanged ana@x.example', '! Blocked ben@x.example [blocked.listing]']);
  });
});

describe('R3 the plan hash', () => {
  const world: World = {
    directory: [
      { ...ana, id: '1', values: { title: 'Lead' } },
      { ...ben, groups: ['Sales'] },
    ],
    console: [{ ...ana, values: { title: 'Clerk' }, version: 'W/"1"' }, { address: 'gone@x.example' }],
  };
  const hash = (changes: Partial<World> = {}) => reportOf({ ...world, ...changes }).head.planHash;

  it('R3 is the same for the same operations, whatever the versions and the rows without an operation', () => {
    expect(hash()).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(hash({ console: [{ ...world.console[0]!, version: 'W/"2"' }, world.console[1]!] })).toBe(hash());
    const still = { address: 'still@x.example', status: 'archived' };
    expect(hash({ console: [...world.console, still], directory: world.directory })).toBe(hash());
  });

  it.each<[string, Partial<World>]>([
    ['an old value', { console: [{ ...ana, values: { title: 'Boss' } }, { address: 'gone@x.example' }] }],
    ['a new value', { directory: [{ ...ana, id: '1', values: { title: 'Chief' } }, world.directory[1]!] }],
    ['an external id', { directory: [{ ...ana, id: '2', values: { title: 'Lead' } }, world.directory[1]!] }],
    ['a key', { console: [{ ...world.console[0]!, ref: 'other' }, world.console[1]!] }],
    ['a person more', { directory: [...world.directory, { address: 'cem@x.example' }] }],
    ['a person less', { directory: world.directory.slice(0, 1) }],
    ['a membership', { directory: [world.directory[0]!, { ...ben, groups: ['IT'] }] }],
    ['somebody excluded', { excluded: ['gone@x.example'] }],
    ['the tenant', { tenantId: 'tenant-2' }],
  ])('R3 is another when %s differs', (_what, changes) => {
    expect(hash(changes)).not.toBe(hash());
  });
});

describe('R5 excluded people', () => {
  const inSales = { name: 'Sales', members: ['ana@x.example'] };

  it('R5 are not created, changed, archived or restored, and keep and gain no membership', () => {
    const { lines, rows } = reportOf({
      directory: [
        { ...ana, values: { title: 'Lead' }, groups: ['IT'] },
        { address: 'new@x.example', groups: ['IT'] },
        { address: 'old@x.example', groups: [] },
        ben,
      ],
      console: [
        { ...ana, values: { title: 'Clerk' } },
        { address: 'old@x.example', status: 'archived' },
        { address: 'gone@x.example' },
        ben,
      ],
      consoleGroups: [inSales],
      excluded: ['ana@x.example', 'new@x.example', 'old@x.example', 'gone@x.example'],
    });
    expect(lines).toEqual([
      '# Excluded ana@x.example [excluded.list]',
      '# Excluded new@x.example [excluded.list]',
      '# Excluded old@x.example [excluded.list]',
      '= Unchanged ben@x.example',
      '# Excluded gone@x.example [excluded.list]',
      '+ Created group IT',
      '= Unchanged group Sales',
    ]);
    expect(rows.filter((row) => row.object === 'user' && row.operation)).toEqual([]);
  });

  it('R5 are not counted among the memberships', () => {
    const { head } = reportOf({
      directory: [{ ...ana, groups: ['Sales'] }],
      console: [ana],
      consoleGroups: [inSales],
      excluded: ['ana@x.example'],
    });
    expect(head.counts.memberships).toEqual({ created: 0, archived: 0, unchanged: 0, blocked: 0 });
  });

  it('R5 excluded beats Blocked', () => {
    const lines = linesOf({
      directory: [ana, { ...ana, values: { title: 'Lead' } }],
      console: [ana],
      excluded: ['ana@x.example'],
    });
    expect(lines).toEqual([
      '# Excluded ana@x.example [excluded.list]',
      '# Excluded ana@x.example [excluded.list]',
    ]);
  });

  it('R5 true never lifts a false, from whatever source', () => {
    const protectedBy = (directory: boolean | undefined, console: boolean | undefined, excluded: string[]) =>
      linesOf({
        directory: [
          { ...ana, values: { title: 'Lead' }, ...(directory === undefined ? {} : { managed: directory }) },
        ],
        console: [{ ...ana, ...(console === undefined ? {} : { managed: console }) }],
        excluded,
      });
    expect(protectedBy(true, false, [])).toEqual(['# Excluded ana@x.example [excluded.flag]']);
    expect(protectedBy(false, true, [])).toEqual(['# Excluded ana@x.example [excluded.column]']);
    expect(protectedBy(true, true, ['ana@x.example'])).toEqual(['# Excluded ana@x.example [excluded.list]']);
    expect(protectedBy(true, true, [])).toEqual(['~ Changed ana@x.example (title:  → Lead)']);
  });

  it('R5 holds for the address of the console user whom the row matches, and for the row’s new address', () => {
    const rename = { directory: [{ address: 'ana.new@x.example', id: '7' }], console: [{ ...ana, id: '7' }] };
    expect(linesOf({ ...rename, excluded: ['ana@x.example'] })).toEqual([
      '# Excluded ana.new@x.example [excluded.list]',
    ]);
    expect(linesOf({ ...rename, excluded: ['ana.new@x.example'] })).toEqual([
      '# Excluded ana.new@x.example [excluded.list]',
    ]);
  });

  it('R5 a false in the directory holds for its address on the console too, also where the row means somebody else', () => {
    const lines = linesOf({
      directory: [{ ...ana, id: '7', managed: false }, ben],
      console: [{ address: 'ana.old@x.example', id: '7' }, { ...ana, id: '8' }, ben],
    });
    expect(lines).toEqual([
      '# Excluded ana@x.example [excluded.column]',
      '= Unchanged ben@x.example',
      '# Excluded ana@x.example [excluded.column]',
    ]);
  });

  it('R5 one of two rows of the same address says false: both are Excluded, and so is the person', () => {
    const both = { directory: [ana, { ...ana, managed: false }], console: [ana] };
    const { lines, head } = reportOf(both);
    expect(lines).toEqual([
      '# Excluded ana@x.example [excluded.column]',
      '# Excluded ana@x.example [excluded.column]',
    ]);
    expect(head.guard.activeBefore).toBe(0);
  });

  it('R5 a row that fits two users, one of them excluded, is Excluded and says by what', () => {
    const { lines } = reportOf({
      directory: [{ address: 'new@x.example', id: '7' }],
      console: [
        { ...ana, id: '7' },
        { ...ben, id: '7' },
      ],
      excluded: ['ben@x.example'],
    });
    expect(lines).toEqual(['# Excluded new@x.example [excluded.list]']);
  });

  it('R5 a line of a user export that says false is not lifted by another line', () => {
    const lines = linesOf({
      directory: [ben],
      console: [ana, ben],
      userExport: [
        { ...ana, managed: false },
        { ...ana, managed: true },
      ],
    });
    expect(lines).toEqual(['= Unchanged ben@x.example', '# Excluded ana@x.example [excluded.flag]']);
  });
});

describe('R6 nothing is deleted', () => {
  it('R6 who leaves is archived by status, who comes back is Restored, and no operation can delete', () => {
    const { rows } = reportOf({
      directory: [{ ...ana, groups: ['Sales'] }],
      console: [{ ...ana, status: 'archived' }, ben],
      consoleGroups: [{ name: 'Law', members: [] }],
    });
    const acts = rows.flatMap((row) =>
      row.operation ? [[row.operation.phase, row.operation.act.kind, row.changes]] : [],
    );
    expect(acts).toEqual([
      ['restore', 'update-user', [{ field: 'active', old: 'Archived', new: 'Active' }]],
      ['archive', 'update-user', [{ field: 'active', old: 'Active', new: 'Archived' }]],
      ['group', 'create-group', expect.anything()],
      ['member', 'add-member', expect.anything()],
    ]);
  });
});

describe('R8 the order of operations', () => {
  it('R8 names for each kind of row its phase', () => {
    const { rows } = reportOf({
      directory: [
        { address: 'renamed@x.example', id: '1' },
        { address: 'back@x.example' },
        { address: 'new@x.example', groups: ['Sales'] },
        { address: 'changed@x.example', values: { title: 'Lead' } },
        { address: 'link@x.example', id: '5' },
        { address: 'boss@x.example' },
        { address: 'reports@x.example', manager: 'boss@x.example' },
      ],
      console: [
        { address: 'old@x.example', id: '1' },
        { address: 'back@x.example', status: 'archived' },
        { address: 'changed@x.example' },
        { address: 'link@x.example' },
        { address: 'boss@x.example' },
        { address: 'reports@x.example' },
        { address: 'gone@x.example' },
      ],
    });
    const phases = rows.flatMap((row) =>
      row.operation ? [`${row.operation.phase} ${row.address || row.name}`] : [],
    );
    expect(phases).toEqual([
      'rename renamed@x.example',
      'restore back@x.example',
      'create new@x.example',
      'change changed@x.example',
      'adopt link@x.example',
      'manager reports@x.example',
      'archive gone@x.example',
      'group Sales',
      'member new@x.example',
    ]);
  });

  it('R8 a chain of addresses handed on is put in order: who frees an address goes first', () => {
    const { rows } = reportOf({
      directory: [
        { address: 'b@x.example', id: '1' },
        { address: 'c@x.example', id: '2' },
        { address: 'free@x.example', id: '3' },
        { address: 'a@x.example', id: '4' },
      ],
      console: [
        { address: 'a@x.example', id: '1' },
        { address: 'b@x.example', id: '2' },
        { address: 'c@x.example', id: '3' },
      ],
    });
    expect(rows.map((row) => `${row.operation?.phase} ${row.operation?.level} ${row.address}`)).toEqual([
      'rename 2 b@x.example',
      'rename 1 c@x.example',
      'rename 0 free@x.example',
      'create 3 a@x.example',
    ]);
  });

  it('R8 somebody who comes back under another address is renamed with the renames', () => {
    const { rows, lines } = reportOf({
      directory: [
        { address: 'b@x.example', id: '1' },
        { address: 'free@x.example', id: '2' },
      ],
      console: [
        { address: 'a@x.example', id: '1', status: 'archived' },
        { address: 'b@x.example', id: '2' },
      ],
    });
    expect(lines[0]).toBe(
      '^ Restored b@x.example (userName: a@x.example → b@x.example) !email !restore.enrol',
    );
    expect(rows.map((row) => `${row.operation?.phase} ${row.operation?.level}`)).toEqual([
      'rename 1',
      'rename 0',
    ]);
  });

  it('R8 managers who are created in the same plan are linked by their key', () => {
    const { rows } = reportOf({
      directory: [{ ...ana, manager: 'BEN@x.example' }, ben],
      console: [ana],
    });
    expect(rows[0]?.operation).toMatchObject({ phase: 'manager', manager: { createdKey: 'ben@x.example' } });
    expect(rows[0]?.changes).toEqual([{ field: 'manager', old: '', new: 'ben@x.example' }]);
  });
});

describe('a profile without external ids', () => {
  it('adopts nobody', () => {
    const profile = { ...PROFILES.generic, keepsExternalId: false };
    const { head } = reportOf({ directory: [{ ...ana, id: '7' }], console: [ana], profile });
    expect(head.counts.users).toMatchObject({ unchanged: 1, adopted: 0 });
  });
});

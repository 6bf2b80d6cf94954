import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../src-main/core/profile.ts';
import { linesOf, reportOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };
const ksat = PROFILES.ksat;

describe('R16 aliases that will vanish', () => {
  const world: World = {
    profile: PROFILES.demo,
    directory: [ana, ben],
    console: [ana, ben],
    userExport: [{ ...ana, aliases: ['a1@x.example', 'a2@x.example'] }, ben],
  };
  const facts = (changes: Partial<World>) => reportOf({ ...world, ...changes }).head.aliases;

  it('R16 are listed for each person and counted', () => {
    const { head, rows } = reportOf(world);
    expect(head.aliases).toMatchObject({ known: true, aliases: 2, people: 1 });
    expect(rows[0]?.warnings.map((warning) => warning.facts.alias)).toEqual(['a1@x.example', 'a2@x.example']);
  });

  it('R16 have a hash for exactly that list, in whatever order it is told', () => {
    const { hash } = facts({});
    expect(facts({ userExport: [ben, { ...ana, aliases: ['A2@x.example', 'a1@x.example'] }] }).hash).toBe(
      hash,
    );
    expect(facts({ userExport: [{ ...ana, aliases: ['a1@x.example'] }, ben] }).hash).not.toBe(hash);
    expect(facts({ userExport: [ana, { ...ben, aliases: ['a1@x.example', 'a2@x.example'] }] }).hash).not.toBe(
      hash,
    );
  });

  it('R16 are unknown, not zero, where the console does not show them and no export was given', () => {
    const { userExport: _none, ...unseen } = world;
    const unknown = reportOf(unseen).head.aliases;
    expect(unknown).toMatchObject({ known: false, aliases: 0 });
    const none = facts({ userExport: [ana, ben] });
    expect(none).toMatchObject({ known: true, aliases: 0 });
    expect(unknown.hash).not.toBe(none.hash);
  });
});

describe('R21 a user export beside the listing', () => {
  it('R21 tells the head from which file the console was completed', () => {
    const { head } = reportOf({ directory: [ana], console: [ana], userExport: [ana], profile: ksat });
    expect(head.console).toMatchObject({ completedFrom: 'export.csv' });
  });

  it('R21 adds nobody where the listing shows everybody', () => {
    const lines = linesOf({
      directory: [ana],
      console: [ana],
      userExport: [ana, ben],
      profile: PROFILES.demo,
    });
    expect(lines).toEqual(['= Unchanged ana@x.example']);
  });
});

describe('R22 a console that archives whom it was not told about', () => {
  it('R22 the first live run tells of everybody who is unchanged, and of nobody who is protected or Blocked', () => {
    const world: World = {
      profile: ksat,
      directory: [ana, ben, { address: 'twice@x.example' }, { address: 'twice@x.example' }],
      console: [ana, { ...ben, managed: false }, { address: 'twice@x.example' }],
    };
    const told = reportOf({ ...world, firstLive: true });
    expect(told.lines).toEqual([
      '= Unchanged ana@x.example [adopted]',
      '# Excluded ben@x.example [excluded.flag]',
      '! Blocked twice@x.example [blocked.twoRows]',
      '! Blocked twice@x.example [blocked.twoRows]',
    ]);
    expect(told.rows[0]?.operation).toMatchObject({ phase: 'adopt', act: { kind: 'update-user', id: 'u1' } });
    expect(reportOf(world).rows.filter((row) => row.operation)).toEqual([]);
  });

  const everything = { title: 'Clerk', department: 'R&D' };

  it('R22 somebody whom only the export shows is told by a create with every value', () => {
    const { lines, rows } = reportOf({
      profile: ksat,
      directory: [{ ...ana, id: '7', values: everything }],
      console: [],
      userExport: [{ ...ana, values: everything }],
      firstLive: true,
    });
    expect(lines).toEqual(['= Unchanged ana@x.example [adopted]']);
    expect(rows[0]).toMatchObject({
      key: 'ana@x.example',
      operation: { phase: 'create', act: { kind: 'create-user' } },
    });
    expect(rows[0]).not.toHaveProperty('consoleRef');
    const told = Object.fromEntries(rows[0]!.changes.map((change) => [change.field, change.new]));
    expect(told).toEqual({ userName: 'ana@x.example', externalId: '7', ...everything });
  });

  it('R22 what differs from the export is the change, and the rest is told with it', () => {
    const { lines, rows } = reportOf({
      profile: ksat,
      directory: [{ ...ana, values: { ...everything, title: 'Lead' } }],
      console: [],
      userExport: [{ ...ana, values: everything }],
    });
    expect(lines[0]).toMatch(/^~ Changed ana@x\.example \(title: Clerk → Lead/);
    expect(rows[0]).toMatchObject({ reason: 'changed.attrs', facts: { n: 1 } });
    expect(rows[0]!.changes.map((change) => change.field)).toEqual(
      expect.arrayContaining(['title', 'userName', 'department']),
    );
  });

  it.each<[string, World['directory']]>([
    ['absent from the directory', [ben]],
    ['inactive in the directory', [{ ...ana, status: 'archived' }, ben]],
  ])(
    'R22 somebody whom only the export shows and who is %s is named, and nothing is sent',
    (_what, directory) => {
      const { rows } = reportOf({ profile: ksat, directory, console: [ben], userExport: [ana, ben] });
      const row = rows.find((each) => each.address === 'ana@x.example');
      expect(row).toMatchObject({ verdict: 'Archived', warnings: [{ code: 'console.itself' }] });
      expect(row?.operation).toBeUndefined();
    },
  );

  it('R22 managers and memberships of such people go by what the create gives, never by a key of the file', () => {
    const { rows } = reportOf({
      profile: ksat,
      directory: [
        { ...ana, manager: 'ben@x.example', groups: ['Sales'] },
        { ...ben, groups: [], manager: '' },
      ],
      console: [ana],
      userExport: [ana, ben],
      firstLive: true,
    });
    expect(rows[0]?.operation?.manager).toEqual({ createdKey: 'ben@x.example' });
    const told = reportOf({
      profile: ksat,
      directory: [
        { ...ana, manager: 'ben@x.example', groups: ['Sales'] },
        { ...ben, groups: [], manager: '' },
      ],
      console: [ben],
      userExport: [{ ...ana, manager: 'ben@x.example' }, ben],
      firstLive: true,
    });
    expect(told.rows[0]).toMatchObject({ verdict: 'Unchanged', operation: { manager: { id: 'u1' } } });
    const member = told.rows.find((row) => row.object === 'membership');
    expect(member?.operation?.act).toMatchObject({
      kind: 'add-member',
      user: { createdKey: 'ana@x.example' },
    });
  });

  it('R22 a member of a group whose id reads like a key of the export is not that person', () => {
    const { lines } = reportOf({
      profile: ksat,
      directory: [{ ...ana, groups: [] }],
      console: [],
      consoleGroups: [{ name: 'Sales', members: ['2'] }],
      userExport: [{ ...ana, ref: '2' }],
    });
    expect(lines).toEqual(['= Unchanged ana@x.example [adopted]', '= Unchanged group Sales']);
  });
});

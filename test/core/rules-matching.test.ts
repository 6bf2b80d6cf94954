import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../src-main/core/profile.ts';
import { reasonSentence } from '../../src-main/core/reasons.ts';
import { applied } from '../worlds/model-console.ts';
import type { Someone } from '../worlds/people.ts';
import { linesOf, listedOf, reportOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };
const both = (directory: readonly Someone[], console: readonly Someone[], world: Partial<World> = {}) =>
  linesOf({ directory, console, ...world });

describe('R9 matching', () => {
  it('R9 goes by externalId before userName, and by userName before e-mail', () => {
    const lines = both(
      [
        { address: 'b@x.example', id: '1' },
        { address: 'c@x.example', email: 'a@x.example' },
      ],
      [{ address: 'a@x.example', id: '1' }, { address: 'c@x.example' }],
    );
    expect(lines).toEqual([
      '~ Changed b@x.example (userName: a@x.example → b@x.example) !email',
      '~ Changed a@x.example (email:  → a@x.example)',
    ]);
  });

  it('R9 finds somebody by the primary e-mail alone', () => {
    const lines = both(
      [{ address: 'ana', email: 'Ana@X.example' }],
      [{ address: 'ana.r', email: 'ana@x.example' }],
    );
    expect(lines).toEqual(['~ Changed Ana@X.example (userName: ana.r → ana) !email']);
  });

  it('R9 takes externalId exactly, but for outer spaces', () => {
    expect(both([{ address: 'b@x.example', id: ' A1 ' }], [{ address: 'a@x.example', id: 'A1' }])).toEqual([
      '~ Changed b@x.example (userName: a@x.example → b@x.example) !email',
    ]);
    expect(both([{ address: 'b@x.example', id: 'a1' }], [{ address: 'a@x.example', id: 'A1' }])).toEqual([
      '+ Created b@x.example',
      '- Archived a@x.example',
    ]);
  });

  it.each([
    ['letter case', 'ANA@X.EXAMPLE', 'ana@x.example'],
    ['outer spaces', '  ana@x.example ', 'ana@x.example'],
    ['Unicode form', 'zoe\u0308@x.example', 'zo\u00eb@x.example'],
    ['the dotless I of another locale', 'IVAN@X.EXAMPLE', 'ivan@x.example'],
  ])('R9 matches userNames that differ only in %s', (_what, one, other) => {
    expect(both([{ address: one }], [{ address: other }])).toEqual([
      `= Unchanged ${one.trim().normalize('NFC')}`,
    ]);
  });

  it.each(['userName', 'e-mail'])('R9 blocks a match by %s where the external ids differ', (by) => {
    const row =
      by === 'userName' ? { ...ana, id: '1' } : { address: 'other@x.example', email: ana.address, id: '1' };
    const lines = both([row, ben], [{ ...ana, id: '2' }, ben]);
    expect(lines).toEqual(['! Blocked ana@x.example [blocked.id]', '= Unchanged ben@x.example']);
  });

  it('R9 links by address once the tenant has acknowledged a new source of ids', () => {
    const { lines, rows } = reportOf({
      directory: [{ ...ana, id: '1' }],
      console: [{ ...ana, id: '2' }],
      idSourceChanged: true,
    });
    expect(lines).toEqual(['= Unchanged ana@x.example [adopted]']);
    expect(rows[0]?.changes).toEqual([{ field: 'externalId', old: '2', new: '1' }]);
  });

  it('R9 a new userName on the same externalId is one rename, never an archive and a create', () => {
    const { lines, rows } = reportOf({
      directory: [{ address: 'ana.new@x.example', id: '7' }],
      console: [{ ...ana, id: '7', version: 'W/"3"' }],
    });
    expect(lines).toEqual([
      '~ Changed ana.new@x.example (userName: ana@x.example → ana.new@x.example) !email',
    ]);
    expect(rows[0]).toMatchObject({
      reason: 'changed.rename',
      operation: { phase: 'rename', act: { kind: 'update-user', id: 'u1' }, seenVersion: 'W/"3"' },
    });
  });

  it('R9 blocks a userName that is another user’s alias, and leaves that user alone', () => {
    const lines = both([{ address: 'alias@x.example' }], [{ ...ana, aliases: ['Alias@X.example'] }]);
    expect(lines).toEqual(['! Blocked alias@x.example [blocked.alias]']);
  });

  it('R9 leaves all users alone whose alias it is', () => {
    const lines = both(
      [{ address: 'alias@x.example' }],
      [
        { ...ana, aliases: ['alias@x.example'] },
        { ...ben, aliases: ['alias@x.example'] },
      ],
    );
    expect(lines).toEqual(['! Blocked alias@x.example [blocked.alias]']);
  });

  it('R9 lets a person take one’s own alias as userName', () => {
    const lines = both(
      [{ address: 'alias@x.example', id: '7' }],
      [{ ...ana, id: '7', aliases: ['alias@x.example'] }],
    );
    expect(lines).toEqual([
      '~ Changed alias@x.example (userName: ana@x.example → alias@x.example) !alias !email',
    ]);
  });

  it('R9 adopts who lacks our externalId, and nobody twice', () => {
    const world = { directory: [{ ...ana, id: '7' }], console: [ana] };
    const listed = listedOf(world);
    const first = reportOf(world, listed);
    expect(first.lines).toEqual(['= Unchanged ana@x.example [adopted]']);
    expect(first.head.counts.users).toMatchObject({ unchanged: 1, adopted: 1 });
    expect(first.head.guard.halted).toBe(false);
    const { console } = applied(listed.console, [], first.rows);
    expect(reportOf(world, { ...listed, console }).lines).toEqual(['= Unchanged ana@x.example']);
  });
});

describe('R10 whatever is ambiguous', () => {
  it.each<[string, Someone, Someone]>([
    ['External ID 7', { ...ana, id: '7' }, { ...ben, id: ' 7' }],
    ['e-mail ana@x.example', ana, { address: 'ANA@x.example' }],
    ['e-mail same@x.example', { ...ana, email: 'same@x.example' }, { ...ben, email: 'Same@x.example' }],
  ])(
    'R10 two rows that share the %s are both Blocked, also where the console has nobody',
    (key, one, other) => {
      const { lines, rows } = reportOf({ directory: [one, other], console: [] });
      expect(rows[0] && reasonSentence(rows[0])).toMatch(
        new RegExp(`^Directory rows .* both have the ${key}\\. None`),
      );
      expect(lines.map((line) => line.replace(/ \S+@\S+/, ''))).toEqual([
        '! Blocked [blocked.twoRows]',
        '! Blocked [blocked.twoRows]',
      ]);
    },
  );

  it('R10 duplicates that mean a console user leave that user alone', () => {
    expect(both([ana, ana], [ana])).toEqual([
      '! Blocked ana@x.example [blocked.twoRows]',
      '! Blocked ana@x.example [blocked.twoRows]',
    ]);
  });

  it('R10 a row that fits two users in one pass is Blocked, and neither is touched', () => {
    const lines = both(
      [{ address: 'new@x.example', id: '7' }],
      [
        { ...ana, id: '7' },
        { ...ben, id: '7' },
      ],
    );
    expect(lines).toEqual(['! Blocked new@x.example [blocked.twoUsers]']);
  });

  it('R10 a user whom a Blocked row found by a stronger key goes to no other row', () => {
    const lines = both(
      [
        { address: 'new@x.example', id: '7' },
        { ...ana, status: 'archived' },
      ],
      [
        { ...ana, id: '7' },
        { ...ben, id: '7' },
      ],
    );
    expect(lines).toEqual([
      '! Blocked new@x.example [blocked.twoUsers]',
      '! Blocked ana@x.example [blocked.twoRows]',
    ]);
  });

  it('R10 a row that found somebody by an address only does not archive whom a Blocked row names', () => {
    const lines = both(
      [
        { address: 'old@x.example', email: 'same@x.example', status: 'archived' },
        { ...ana, status: 'on leave' },
        ben,
      ],
      [{ ...ana, email: 'same@x.example' }, ben],
    );
    expect(lines).toEqual([
      '! Blocked same@x.example [blocked.twoRows]',
      '! Blocked ana@x.example [blocked.status]',
      '= Unchanged ben@x.example',
    ]);
  });

  it('R10 a new userName held by somebody who is not renamed away is Blocked', () => {
    const lines = both(
      [
        { ...ana, id: '1' },
        { ...ben, id: '3' },
      ],
      [
        { address: 'old@x.example', id: '1' },
        { ...ana, id: '9' },
        { ...ben, id: '3' },
      ],
    );
    expect(lines).toEqual(['! Blocked ana@x.example [blocked.twoUsers]', '= Unchanged ben@x.example']);
    const heldByAnother = both(
      [
        { ...ana, id: '1' },
        { address: 'ana.b@x.example', id: '9', status: 'archived' },
      ],
      [
        { address: 'old@x.example', id: '1' },
        { ...ana, id: '9' },
      ],
    );
    expect(heldByAnother).toEqual(['! Blocked ana@x.example [blocked.held]', '- Archived ana.b@x.example']);
  });

  it.each([2, 3, 5])('R10 a ring of %i people who would hand on their addresses is Blocked', (length) => {
    const at = (i: number) => `p${i % length}@x.example`;
    const numbers = Array.from({ length }, (_, i) => i);
    const { lines, rows } = reportOf({
      directory: numbers.map((i) => ({ address: at(i + 1), id: String(i) })),
      console: numbers.map((i) => ({ address: at(i), id: String(i) })),
    });
    expect(lines).toEqual(numbers.map((i) => `! Blocked ${at(i + 1)} [blocked.swap]`));
    for (const row of rows) expect(reasonSentence(row)).toContain(length === 2 ? 'would swap' : 'in a ring');
  });

  it('R10 a userName that two console users hold is given to nobody, also when one of them is renamed away', () => {
    const lines = both(
      [
        { ...ana, id: '1' },
        { address: 'free@x.example', id: '2' },
      ],
      [
        { address: 'old@x.example', id: '1' },
        { ...ana, id: '2' },
        { ...ana, id: '3', status: 'archived' },
      ],
    );
    expect(lines[0]).toMatch(/^! Blocked ana@x\.example/);
  });

  it('R10 who waits for a Blocked rename is Blocked as well, to the end of the chain', () => {
    const lines = both(
      [
        { address: 'b@x.example', id: '1' },
        { address: 'c@x.example', id: '2' },
        { address: 'd@x.example', id: '3' },
      ],
      [
        { address: 'a@x.example', id: '1' },
        { address: 'b@x.example', id: '2' },
        { address: 'c@x.example', id: '3' },
        { address: 'd@x.example', managed: false },
      ],
    );
    expect(lines).toEqual([
      '! Blocked b@x.example [blocked.held]',
      '! Blocked c@x.example [blocked.held]',
      '# Excluded d@x.example [excluded.flag]',
      '# Excluded d@x.example [excluded.flag]',
    ]);
  });
});

describe('R11 bad fields', () => {
  it.each([
    ['no single @', 'ana'],
    ['two @', 'ana@b@x.example'],
    ['an empty part', '@x.example'],
    ['a space', 'a na@x.example'],
    ['a control character', 'a\u0007na@x.example'],
    ['no dot in the domain', 'ana@localhost'],
  ])('R11 an address with %s Blocks the row, and the run goes on', (_what, address) => {
    const lines = both([{ address }, ben], [ben]);
    expect(lines).toEqual([`! Blocked ${address} [blocked.badEmail]`, '= Unchanged ben@x.example']);
  });

  it('R11 too long is Blocked', () => {
    expect(both([{ address: `${'a'.repeat(65)}@x.example` }], [])[0]).toMatch(/\[blocked\.tooLong\]$/);
  });

  it('R11 a Unicode address is fine', () => {
    expect(both([{ address: 'zoë@müller.example' }], [])).toEqual(['+ Created zoë@müller.example']);
  });

  it('warns of somebody who is their own manager, new or known', () => {
    const self = { ...ana, manager: 'ana@x.example' };
    expect(both([self], [])[0]).toContain('!manager.self');
    expect(both([self], [ana])[0]).toContain('!manager.self');
    expect(both([{ ...ben, manager: 'ana@x.example' }, ana], []).join()).not.toContain('!manager.self');
  });

  it('R11 any other bad field is left alone with a warning', () => {
    const lines = both(
      [
        {
          ...ana,
          manager: 'nobody@x.example',
          values: { title: 'x'.repeat(300), customDate1: '31.01.2026' },
        },
      ],
      [{ ...ana, values: { title: 'Clerk', customDate1: '2026-01-31' } }],
      { profile: PROFILES.demo },
    );
    expect(lines).toEqual(['= Unchanged ana@x.example !manager.unknown !field.dropped']);
  });

  it('R11 an external id that the console would refuse is left alone, and the person goes by the address', () => {
    const { lines, rows } = reportOf({ directory: [{ ...ana, id: '7'.repeat(256) }], console: [ana] });
    expect(lines).toEqual(['= Unchanged ana@x.example !field.dropped']);
    expect(rows[0]?.operation).toBeUndefined();
  });

  it('R11 a bad row that names nobody warns that its person may be archived, one that names somebody does not', () => {
    expect(both([{ address: 'bad', id: '1' }, ben], [{ ...ana, id: '2' }, ben])).toEqual([
      '! Blocked bad [blocked.badEmail] !names.nobody',
      '= Unchanged ben@x.example',
      '- Archived ana@x.example',
    ]);
    expect(both([{ address: 'bad', id: '2' }, ben], [{ ...ana, id: '2' }, ben])).toEqual([
      '! Blocked bad [blocked.badEmail]',
      '= Unchanged ben@x.example',
    ]);
  });

  it('R11 a manager named by a number is nobody, not whoever stands in that line of the file', () => {
    const world: World = { directory: [{ ...ana, manager: '3' }, ben], console: [ana, ben] };
    const listed = listedOf(world);
    const lined = listed.directory.map((person, at) => ({ ...person, line: at + 2 }));
    expect(reportOf(world, { ...listed, directory: lined }).lines).toEqual([
      '= Unchanged ana@x.example !manager.unknown',
      '= Unchanged ben@x.example',
    ]);
  });
});

describe('R12 and R13 values', () => {
  it('R12 a second look after the first finds nothing, whatever form the values had', () => {
    const world: World = {
      profile: PROFILES.demo,
      directory: [
        {
          address: ' Zoe\u0308@X.example',
          id: ' 00123 ',
          manager: 'BEN@x.example',
          groups: ['sales', 'IT'],
          values: {
            title: '  Re\u0301sume\u0301 ',
            phone: '030 0012',
            customDate1: '2026-01-31T00:00:00+00:00',
            customDate2: '2026-01-31 09:30',
          },
        },
        { ...ben, groups: ['Sales'] },
      ],
      console: [ben],
      consoleGroups: [{ name: 'IT', members: [] }],
    };
    const listed = listedOf(world);
    const first = reportOf(world, listed);
    expect(first.head.counts.users).toMatchObject({ created: 1, unchanged: 1 });
    const after = applied(listed.console, listed.consoleGroups, first.rows);
    expect(after.faults).toEqual([]);
    const second = reportOf(world, { ...listed, ...after });
    expect(second.rows.filter((row) => row.operation)).toEqual([]);
  });

  it('R12 a date is the same in whatever form the two sides write it', () => {
    const lines = both(
      [{ ...ana, values: { customDate1: '2026-01-31' } }],
      [{ ...ana, values: { customDate1: '2026-01-31T00:00:00Z' } }],
      { profile: PROFILES.demo },
    );
    expect(lines).toEqual(['= Unchanged ana@x.example']);
  });

  it('R12 an empty e-mail on the console is the userName', () => {
    const lines = both([{ ...ana, values: { title: 'Lead' } }], [ana]);
    expect(lines).toEqual(['~ Changed ana@x.example (title:  → Lead)']);
  });

  it('names the external id that only the console knows, so that somebody can be looked up by it', () => {
    const { rows } = reportOf({ directory: [ana], console: [{ ...ana, id: 'K-24' }] });
    expect(rows.map((row) => row.facts.externalId)).toEqual(['K-24']);
  });

  it('R13 ids and numbers stay text', () => {
    const { rows } = reportOf({
      directory: [{ ...ana, id: '00123', values: { employeeNumber: '007', phone: '0151 1' } }],
      console: [{ address: 'b@x.example', id: '123' }],
    });
    expect(rows[0]).toMatchObject({ verdict: 'Created', facts: { externalId: '00123' } });
    expect(rows[0]?.changes.map((change) => change.new)).toEqual(
      expect.arrayContaining(['00123', '007', '0151 1']),
    );
    expect(
      both([{ ...ana, values: { employeeNumber: '007' } }], [{ ...ana, values: { employeeNumber: '7' } }]),
    ).toEqual(['~ Changed ana@x.example (employeeNumber: 7 → 007)']);
  });
});

describe('R14 what the directory carries', () => {
  const held = [{ ...ana, values: { title: 'Clerk', department: 'R&D' } }];

  it('R14 leaves alone what it does not carry, and clears what it carries as empty, with a warning', () => {
    expect(both([ana], held)).toEqual(['= Unchanged ana@x.example']);
    expect(both([{ ...ana, values: { title: '' } }], held)).toEqual([
      '~ Changed ana@x.example (title: Clerk → ) !clears',
    ]);
  });

  it('R14 leaves alone what only this one person does not carry, and does not call it a difference of form', () => {
    const { rows } = reportOf({
      directory: [ana, { ...ben, values: { title: 'Lead' } }],
      console: [...held, ben],
    });
    expect(rows[0]).toMatchObject({ verdict: 'Unchanged', reason: 'unchanged.same' });
  });

  it('R14 never clears e-mail or external id', () => {
    const lines = both([{ ...ana, email: '', id: '' }], [{ ...ana, email: 'ana@x.example', id: '7' }]);
    expect(lines).toEqual(['= Unchanged ana@x.example']);
  });

  it('R14 a status that is neither active nor archived Blocks the row', () => {
    expect(both([{ ...ana, status: 'On leave' }], [ana])).toEqual([
      '! Blocked ana@x.example [blocked.status]',
    ]);
  });

  it('R14 a manager column that stands there empty clears the manager, a missing one does not', () => {
    const boss = { address: 'boss@x.example' };
    const led = [{ ...ana, manager: 'u2' }, boss];
    expect(
      both(
        [
          { ...ana, manager: '' },
          { ...boss, manager: '' },
        ],
        led,
      ),
    ).toEqual(['~ Changed ana@x.example (manager: boss@x.example → ) !clears', '= Unchanged boss@x.example']);
    expect(both([ana, boss], led)).toEqual(['= Unchanged ana@x.example', '= Unchanged boss@x.example']);
  });
});

describe('R15 console edits', () => {
  it('R15 a value changed by hand since the last sync is named, one changed in the directory is not', () => {
    const world = {
      directory: [
        { ...ana, values: { title: 'Lead', department: 'R&D' } },
        { ...ben, values: { title: 'Chief', department: 'R&D' } },
      ],
      console: [
        { ...ana, values: { title: 'Boss', department: 'R&D' } },
        { ...ben, values: { title: 'Lead', department: 'R&D' } },
      ],
      lastSynced: [
        { ...ana, values: { title: 'Lead', department: 'R&D' } },
        { ...ben, values: { title: 'Lead', department: 'R&D' } },
      ],
    };
    const { lines, rows } = reportOf(world);
    expect(lines).toEqual([
      '~ Changed ana@x.example (title: Boss → Lead) !console.edit',
      '~ Changed ben@x.example (title: Lead → Chief)',
    ]);
    expect(rows[0]?.warnings).toEqual([
      { code: 'console.edit', facts: { a: 'Lead', b: 'Boss', label: 'Job Title' } },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import type { Someone } from '../../worlds/people.ts';
import type { World } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { reportOf } from '../outcome.ts';
import { approvedRun, completeWorld, deskOf, wholeRuns } from './whole-runs.ts';

/** How one side writes what the other writes plainly. */
const spelling = fc.constantFrom<((text: string) => string)[]>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => ` ${text}\u00a0`,
  (text) => text.normalize('NFD'),
);
const outerSpaces = fc.constantFrom<((text: string) => string)[]>(
  (text) => text,
  (text) => ` ${text} `,
  (text) => `\u00a0${text}`,
);

/** Somebody beside any world, in its form; nobody of that world has such a name. */
function beside(world: World, someone: Someone): Someone {
  return { ...someone, ...(world.directory.some(({ groups }) => groups) ? { groups: [] } : {}) };
}

const withPeople = (world: World, directory: readonly Someone[], console: readonly Someone[]): World => ({
  ...world,
  directory: [...world.directory, ...directory.map((one) => beside(world, one))],
  console: [...world.console, ...console.map((one, at) => ({ ref: `c${at}`, ...one }))],
});

const personOf = (desk: Desk, ref: string) => {
  const { version: _stamp, ...person } = desk.console.people().find((one) => one.ref === ref)!;
  return person;
};

describe('R9 matching', () => {
  it('R9 a new userName or e-mail on the same id is one change of the same person, in whatever spelling', async () => {
    const property = fc.asyncProperty(
      completeWorld,
      spelling,
      outerSpaces,
      fc.constantFrom('active', 'archived'),
      async (world, spell, idSpell, status) => {
        const desk = deskOf(
          withPeople(
            world,
            [{ address: spell('née.new@x.example'), id: '00777' }],
            [{ address: 'née.old@x.example', id: idSpell('00777'), status }],
          ),
        );
        const { report } = await approvedRun(desk);
        const rows = desk
          .rows(report.reportId)
          .filter(({ object, consoleRef }) => object === 'user' && consoleRef === 'c0');
        expect(rows.map(({ verdict, matchedBy }) => [verdict, matchedBy])).toEqual([
          [status === 'active' ? 'Changed' : 'Restored', 'externalId'],
        ]);
        const { status: now, values } = personOf(desk, 'c0');
        expect([now, fold(values.userName ?? '')]).toEqual(['active', 'née.new@x.example']);
        const bearers = desk.console
          .people()
          .filter((one) => fold(one.values.userName ?? '').startsWith('née'));
        expect(bearers).toHaveLength(1);
      },
    );
    await fc.assert(property, wholeRuns);
  });

  it('R9 an address whose two sides carry different ids is Blocked and nobody is touched, unless a change of id source is acknowledged', async () => {
    const property = fc.asyncProperty(completeWorld, spelling, async (world, spell) => {
      const both = withPeople(
        world,
        [{ address: spell('née@x.example'), id: 'new-id' }],
        [{ address: 'née@x.example', id: 'old-id' }],
      );
      const desk = deskOf(both);
      const before = personOf(desk, 'c0');
      const { report, watched } = await approvedRun(desk);
      const row = desk
        .rows(report.reportId)
        .find(({ directoryRef }) => directoryRef === String(world.directory.length + 2));
      if (world.idSourceChanged === true) {
        expect(row?.verdict).toBe('Unchanged');
        expect(personOf(desk, 'c0')).toMatchObject({ status: 'active', values: { externalId: 'new-id' } });
        return;
      }
      expect(row?.verdict).toBe('Blocked');
      expect(personOf(desk, 'c0')).toEqual(before);
      expect(watched.sent.flatMap(({ names }) => names)).not.toContain('c0');
    });
    await fc.assert(property, wholeRuns);
  });
});

/** What stands twice or in the way, and whom that names on the console. */
interface Clash {
  readonly rows: readonly Someone[];
  readonly users: readonly Someone[];
}

const clashes = fc.tuple(spelling, outerSpaces).chain(([spell, idSpell]) =>
  fc.constantFrom<Clash[]>(
    {
      rows: [{ address: 'née@x.example' }, { address: spell('née@x.example') }],
      users: [{ address: 'née@x.example' }],
    },
    { rows: [{ address: 'née@x.example' }, { address: spell('née@x.example') }], users: [] },
    {
      rows: [
        { address: 'née1@x.example', id: '00777' },
        { address: 'née2@x.example', id: idSpell('00777') },
      ],
      users: [{ address: 'née1@x.example', id: '00777' }, { address: 'née2@x.example' }],
    },
    {
      rows: [
        { address: 'née1@x.example', email: 'née@x.example' },
        { address: 'née2@x.example', email: spell('née@x.example') },
      ],
      users: [{ address: 'née1@x.example' }, { address: 'née3@x.example', email: 'née@x.example' }],
    },
    // A swap, a ring of three, and an address whose holder goes nowhere.
    {
      rows: [
        { address: spell('née2@x.example'), id: '701' },
        { address: 'née1@x.example', id: '702' },
      ],
      users: [
        { address: 'née1@x.example', id: '701' },
        { address: 'née2@x.example', id: '702' },
      ],
    },
    {
      rows: [
        { address: 'née2@x.example', id: '701' },
        { address: 'née3@x.example', id: '702' },
        { address: spell('née1@x.example'), id: '703' },
      ],
      users: [
        { address: 'née1@x.example', id: '701' },
        { address: 'née2@x.example', id: '702' },
        { address: 'née3@x.example', id: '703' },
      ],
    },
    {
      rows: [
        { address: spell('née2@x.example'), id: '701' },
        { address: 'née2b@x.example', id: '702', status: 'archived' },
      ],
      users: [
        { address: 'née1@x.example', id: '701' },
        { address: 'née2@x.example', id: '702', status: 'archived' },
      ],
    },
    // Two people of the console to one row, by e-mail.
    {
      rows: [{ address: 'née9@x.example', email: spell('née@x.example') }],
      users: [
        { address: 'née1@x.example', email: 'née@x.example' },
        { address: 'née2@x.example', email: 'née@x.example' },
      ],
    },
  ),
);

describe('R10 what is not clear', () => {
  it('R10 is Blocked on every row that it names, whether the console has the person or not, and nobody is archived or guessed', async () => {
    const property = fc.asyncProperty(completeWorld, clashes, async (world, { rows, users }) => {
      const desk = deskOf(withPeople(world, rows, users));
      const before = users.map((_, at) => personOf(desk, `c${at}`));
      const { report, watched } = await approvedRun(desk);
      const refs = rows.map((_, at) => String(world.directory.length + at + 2));
      for (const [at, ref] of refs.entries()) {
        // A leaver who is in nobody's way but by address is a leaver all the same.
        if (rows[at]?.status === 'archived') continue;
        const row = desk
          .rows(report.reportId)
          .find(({ object, directoryRef }) => object === 'user' && directoryRef === ref);
        expect([ref, row?.verdict]).toEqual([ref, 'Blocked']);
      }
      expect(users.map((_, at) => personOf(desk, `c${at}`))).toEqual(before);
      const asked = watched.sent.flatMap(({ names }) => names.map(fold));
      expect(asked.filter((name) => /^c\d$|^née/.test(name))).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });
});

const badAddress = fc.constantFrom(
  '',
  '   ',
  'née',
  'a@b@x.example',
  '@x.example',
  'née@',
  'née @x.example',
  'née\u00a0née@x.example',
  'née\u0007@x.example',
  'née\u202e@x.example',
  'née@example',
  'née@x..example',
  'née@.example',
  `${'n'.repeat(65)}@x.example`,
  `née@${'x'.repeat(250)}.example`,
  '\ufffd@x.example',
);

describe('R11 a row that nobody can use', () => {
  it('R11 is Blocked, fails nothing, and changes nothing about the plan for the others', async () => {
    const property = fc.asyncProperty(
      completeWorld,
      fc.array(badAddress, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('active', 'archived', 'on leave'),
      async (world, bad, status) => {
        const plain = reportOf(await deskOf(world).testSync());
        const rows = bad.map((address) => ({ address, status }));
        const desk = deskOf(withPeople(world, rows, []));
        const report = reportOf(await desk.testSync());
        expect(report.planHash).toBe(plain.planHash);
        expect(report.counts.users.blocked).toBe(plain.counts.users.blocked + bad.length);
        const { outcome } = await approvedRun(desk);
        expect(outcome.status).toBe('Completed');
        expect(outcome.report?.applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
      },
    );
    await fc.assert(property, wholeRuns);
  });
});

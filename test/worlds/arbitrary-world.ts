import fc from 'fast-check';
import type { SomeGroup, Someone } from './people.ts';
import type { World } from './world.ts';

/** Few names in several spellings, so that people collide, swap and differ only in form, all the time. */
const NAMES = ['ana', 'ben', 'zo\u00eb', 'dan', 'eve', 'fay', 'gus', 'kay'] as const;
const address = fc.constantFrom(...NAMES).map((name) => `${name}@x.example`);
const spelt = fc
  .tuple(
    address,
    fc.constantFrom('as it is', 'as it is', 'as it is', 'upper', 'spaces', 'nfd', 'kelvin', 'odd spaces'),
  )
  .map(([text, form]) => {
    // The sign for kelvin is a letter of its own until it is composed; no editor shows the other two.
    if (form === 'kelvin') return text.replace('k', '\u212a');
    if (form === 'odd spaces') return `\u00a0${text}\ufeff`;
    if (form === 'upper') return text.toUpperCase();
    if (form === 'spaces') return ` ${text} `;
    return form === 'nfd' ? text.normalize('NFD') : text;
  });
const rarely = <T>(value: fc.Arbitrary<T>, otherwise: T, weight = 6) =>
  fc.oneof({ weight, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });
const id = fc.constantFrom('1', '00123', 'A', 'a', ' 1 ', '4');
const title = fc.constantFrom('Clerk', ' Clerk', 'Lead', '007', 'R\u00e9s', 'Re\u0301s', '');
const GROUPS = ['Sales', 'sales', 'IT', 'IT\nEast', 'IT\nWest', 'Law'] as const;
const groups = fc.uniqueArray(fc.constantFrom(...GROUPS), {
  maxLength: 2,
  selector: (name) => name.toLowerCase(),
});

const inDirectory: fc.Arbitrary<Someone> = fc.record(
  {
    address: fc.oneof(
      { weight: 12, arbitrary: spelt },
      { weight: 1, arbitrary: fc.constantFrom('', 'nobody', 'a b@x.example') },
    ),
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constant('active') },
      { weight: 2, arbitrary: fc.constant('archived') },
      { weight: 1, arbitrary: fc.constant('on leave') },
    ),
    id: fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 2, arbitrary: id }),
    managed: rarely(fc.constantFrom(true, false), true, 10),
    email: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: spelt }),
    manager: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: address }),
    groups,
    values: fc.record({ title, department: fc.constantFrom('R&D', '') }, { requiredKeys: ['title'] }),
  },
  { requiredKeys: ['address', 'status', 'id', 'groups', 'values'] },
);

const onConsole: fc.Arbitrary<Someone> = fc.record(
  {
    address: spelt,
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constant('active') },
      { weight: 1, arbitrary: fc.constant('archived') },
    ),
    id: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: id }),
    email: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: spelt }),
    managed: rarely(fc.constantFrom(true, false), true, 10),
    admin: rarely(fc.constant(true), false, 10),
    aliases: rarely(fc.array(spelt, { minLength: 1, maxLength: 1 }), []),
    manager: rarely(fc.constantFrom('u1', 'u2', 'u3', 'stranger'), '', 2),
    values: fc.record({ title, department: fc.constantFrom('R&D', '') }),
  },
  { requiredKeys: ['address', 'status', 'values'] },
);

const lower = (text: string) => text.trim().normalize('NFC').toLowerCase();

/** SCIM consoles hold each userName once, without regard to case (RFC 7643 §4.1.1). */
const consolePeople = fc.uniqueArray(onConsole, { maxLength: 6, selector: (one) => lower(one.address) });

const consoleGroups: fc.Arbitrary<readonly SomeGroup[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom(...GROUPS, 'Old'),
      kind: fc.constantFrom('ours', 'ours', 'foreign', 'smart', 'renamed'),
      members: fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'stranger'), { maxLength: 4 }),
    })
    .map(({ name, kind, members }): SomeGroup => {
      if (kind === 'ours') return { name, members };
      if (kind === 'renamed')
        return { name: `${name} by hand`, id: `muster:group:${name.toLowerCase()}`, members };
      return { name, id: '', members, smart: kind === 'smart' };
    }),
  // One group of a name and one with an id: what stands there twice is asked for in tests of its own.
  { maxLength: 4, selector: (group) => group.name.toLowerCase().replace(' by hand', '') },
);

/** People who are known by their ids and hand on their addresses: chains, rings, and who stands in their way. */
const handingOn: fc.Arbitrary<World> = fc
  .record({
    now: fc.shuffledSubarray([...NAMES], { minLength: 3, maxLength: 6 }),
    later: fc.shuffledSubarray([...NAMES], { minLength: 6 }),
    stands: fc.array(
      fc.constantFrom('both', 'both', 'both', 'both', 'directory', 'console', 'inactive', 'archived'),
      {
        minLength: 6,
        maxLength: 6,
      },
    ),
    excluded: rarely(
      address.map((one) => [one]),
      [] as string[],
    ),
    alias: rarely(fc.array(address, { minLength: 1, maxLength: 1 }), [] as string[]),
  })
  .map(({ now, later, stands, excluded, alias }): World => {
    const number = (at: number) => ({ id: String(at), groups: [], values: { title: 'Clerk' } });
    return {
      directory: [
        { address: 'same@x.example', groups: [], values: { title: 'Clerk' } },
        ...now.flatMap((_, at) =>
          stands[at] === 'console'
            ? []
            : [
                {
                  ...number(at),
                  address: `${later[at]}@x.example`,
                  status: stands[at] === 'inactive' ? 'archived' : 'active',
                },
              ],
        ),
      ],
      console: now.flatMap((name, at) =>
        stands[at] === 'directory'
          ? []
          : [
              {
                id: String(at),
                address: `${name}@x.example`,
                status: stands[at] === 'archived' ? 'archived' : 'active',
                aliases: at === 0 ? alias : [],
                values: { title: 'Clerk' },
              },
            ],
      ),
      excluded,
    };
  });

const anybody: fc.Arbitrary<World> = fc.record({
  directory: fc.array(inDirectory, { minLength: 1, maxLength: 7 }),
  console: consolePeople,
  consoleGroups,
  excluded: fc.uniqueArray(address, { maxLength: 1 }),
  listings: rarely(
    fc.constantFrom({ directory: 'partial' as const }, { console: 'partial' as const }),
    {} as { directory?: 'partial'; console?: 'partial' },
  ),
  idSourceChanged: rarely(fc.constant(true), false),
});

export const arbitraryWorld: fc.Arbitrary<World> = fc.oneof(
  { weight: 2, arbitrary: anybody },
  { weight: 1, arbitrary: handingOn },
);

const groupName = fc.constantFrom('Sales', 'sales', ' SALES', 'IT', 'Law');
const groupId = fc.constantFrom('', 'g7', 'g8', 'muster:group:sales', 'muster:group:it');
const members = fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u3', 'stranger'), { maxLength: 3 });

/** Groups of every kind of collision: names and ids that stand twice on either side, by ids of the directory's own. */
export const arbitraryGroupWorld: fc.Arbitrary<World> = fc
  .record({
    directoryGroups: fc.array(fc.record({ name: groupName, id: groupId, members }), { maxLength: 4 }),
    consoleGroups: fc.array(
      fc.record({ name: groupName, id: groupId, members, smart: rarely(fc.constant(true), false) }),
      { maxLength: 4 },
    ),
    groupsTakenOver: fc.uniqueArray(fc.constantFrom('sales', 'it'), { maxLength: 1 }),
    managedGroups: fc.uniqueArray(fc.constantFrom('g1', 'g2', 'g3'), { maxLength: 2 }),
    leaver: fc.constantFrom('active', 'archived', 'on leave'),
    excluded: fc.constantFrom([], ['ben@x.example']),
  })
  .map(({ leaver, ...groups }) => ({
    // The two sides name people by the same refs, so that a member is written alike on both.
    directory: [
      { address: 'ana@x.example', ref: 'u1' },
      { address: 'ben@x.example', ref: 'u2' },
      { address: 'zo\u00eb@x.example', ref: 'u3', status: leaver },
    ],
    console: [{ address: 'ana@x.example' }, { address: 'ben@x.example' }, { address: 'zo\u00eb@x.example' }],
    ...groups,
  }));

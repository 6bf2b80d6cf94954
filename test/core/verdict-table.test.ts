import { describe, expect, it } from 'vitest';
import type { Someone } from '../worlds/people.ts';
import { linesOf, type World } from '../worlds/world.ts';

const ana = { address: 'ana@x.example', values: { title: 'Clerk' } } satisfies Someone;
const lead = { ...ana, values: { title: 'Lead' } };
const archived = (person: Someone): Someone => ({ ...person, status: 'archived' });
const unmanaged = (person: Someone): Someone => ({ ...person, managed: false });
/** Somebody who is the same on both sides, so that no listing is empty. */
const zoe = { address: 'zoe@x.example' };

interface Line {
  readonly when: string;
  readonly directory?: readonly Someone[];
  readonly console?: readonly Someone[];
  readonly world?: Partial<World>;
  readonly expected: readonly string[];
}

const table: readonly Line[] = [
  { when: 'active, absent on the console', directory: [ana], expected: ['+ Created ana@x.example'] },
  {
    when: 'active on both sides, a value differs',
    directory: [lead],
    console: [ana],
    expected: ['~ Changed ana@x.example (title: Clerk → Lead)'],
  },
  {
    when: 'active on both sides, the same',
    directory: [ana],
    console: [ana],
    expected: ['= Unchanged ana@x.example'],
  },
  {
    when: 'active on both sides, only the letter case of the e-mail differs',
    directory: [{ ...ana, address: 'Ana@X.example' }],
    console: [ana],
    expected: ['= Unchanged Ana@X.example'],
  },
  {
    when: 'active on both sides, only outer spaces differ',
    directory: [{ address: ' ana@x.example ', values: { title: ' Clerk  ' } }],
    console: [ana],
    expected: ['= Unchanged ana@x.example'],
  },
  {
    when: 'active on both sides, only the Unicode form differs',
    directory: [{ address: 'zoe\u0308@x.example', values: { title: 'Re\u0301sume\u0301' } }],
    console: [{ address: 'zo\u00eb@x.example', values: { title: 'R\u00e9sum\u00e9' } }],
    expected: ['= Unchanged zo\u00eb@x.example'],
  },
  {
    when: 'active, archived on the console',
    directory: [ana],
    console: [archived(ana)],
    expected: ['^ Restored ana@x.example !restore.enrol'],
  },
  {
    when: 'active, archived on the console with another value: both in one row',
    directory: [lead],
    console: [archived(ana)],
    expected: ['^ Restored ana@x.example (title: Clerk → Lead) !restore.enrol'],
  },
  { when: 'absent, active on the console', console: [ana], expected: ['- Archived ana@x.example'] },
  {
    when: 'inactive, active on the console',
    directory: [archived(ana)],
    console: [ana],
    expected: ['- Archived ana@x.example'],
  },
  {
    when: 'absent, archived on the console',
    console: [archived(ana)],
    expected: ['= Unchanged ana@x.example'],
  },
  {
    when: 'inactive, archived on the console, whatever values differ',
    directory: [archived(lead)],
    console: [archived(ana)],
    expected: ['= Unchanged ana@x.example'],
  },
  {
    when: 'inactive, absent on the console',
    directory: [archived(ana)],
    expected: ['= Unchanged ana@x.example'],
  },
  {
    when: 'differs, Provisioning Managed = false on the console',
    directory: [lead],
    console: [unmanaged(ana)],
    expected: ['# Excluded ana@x.example [excluded.flag]'],
  },
  {
    when: 'absent, Provisioning Managed = false on the console',
    console: [unmanaged(ana)],
    expected: ['# Excluded ana@x.example [excluded.flag]'],
  },
  {
    when: 'absent on the console, Provisioning Managed = false in the directory',
    directory: [unmanaged(ana)],
    expected: ['# Excluded ana@x.example [excluded.column]'],
  },
  {
    when: 'differs, on the exclusion list in another letter case',
    directory: [lead],
    console: [ana],
    world: { excluded: ['ANA@x.example'] },
    expected: ['# Excluded ana@x.example [excluded.list]'],
  },
  {
    when: 'absent, on the exclusion list',
    console: [ana],
    world: { excluded: ['ana@x.example'] },
    expected: ['# Excluded ana@x.example [excluded.list]'],
  },
  {
    when: 'two directory rows of one person: both Blocked, and the person is no row of its own',
    directory: [ana, lead],
    console: [ana],
    expected: ['! Blocked ana@x.example [blocked.twoRows]', '! Blocked ana@x.example [blocked.twoRows]'],
  },
  {
    when: 'no e-mail, but an external id that a console user has',
    directory: [{ address: '', id: '7' }],
    console: [{ ...ana, id: '7' }],
    expected: ['! Blocked (no address, row 3) [blocked.noEmail]'],
  },
  {
    when: 'no e-mail and nobody named: the person may be among the archived',
    directory: [{ address: '', id: '8' }],
    console: [{ ...ana, id: '7' }],
    expected: ['! Blocked (no address, row 3) [blocked.noEmail] !names.nobody', '- Archived ana@x.example'],
  },
  {
    when: 'absent, directory incomplete',
    console: [ana],
    world: { listings: { directory: 'partial' } },
    expected: ['! Blocked ana@x.example [blocked.listing]'],
  },
];

describe('the verdict table of design §4', () => {
  it.each(table)('$when', ({ directory = [], console = [], world, expected }) => {
    const lines = linesOf({ directory: [zoe, ...directory], console: [zoe, ...console], ...world });
    expect(lines[0]).toBe('= Unchanged zoe@x.example');
    expect(lines.slice(1)).toEqual(expected);
  });

  it('absent, directory empty', () => {
    expect(linesOf({ directory: [], console: [ana] })).toEqual(['! Blocked ana@x.example [blocked.listing]']);
  });

  it('counts each row once', () => {
    const lines = linesOf({
      directory: [zoe, lead, { address: 'new@x.example' }],
      console: [zoe, ana, { address: 'gone@x.example' }],
    });
    expect(lines).toEqual([
      '= Unchanged zoe@x.example',
      '~ Changed ana@x.example (title: Clerk → Lead)',
      '+ Created new@x.example',
      '- Archived gone@x.example',
    ]);
  });
});

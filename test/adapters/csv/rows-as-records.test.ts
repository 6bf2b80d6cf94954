import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import { openSnapshotFolder } from '../../../src-main/adapters/snapshots/snapshot-files.ts';
import { listAndIndexConsole, listAndIndexDirectory } from '../../../src-main/app/list-and-index.ts';
import type { SnapshotReader } from '../../../src-main/app/ports/snapshot-store.ts';
import type { Source } from '../../../src-main/app/ports/source.ts';
import { briefAt, briefsIn } from '../../../src-main/core/brief-block.ts';
import { briefOf } from '../../../src-main/core/index-entry.ts';
import { comparedAttributes, mapDirectoryPerson } from '../../../src-main/core/mapping.ts';
import type { PersonIndex } from '../../../src-main/core/person-index.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import type { Carried } from '../../../src-main/core/records.ts';
import { folder } from './listing.ts';

const here = folder();
const snapshots = openSnapshotFolder(join(here, 'snapshots'));
const clock = { now: () => 1, monotonic: () => 1, sleep: async () => {} };
const options = { signal: new AbortController().signal, checkCancelled: () => {} };

const HEADINGS = [
  'External ID',
  'First Name',
  'Last Name',
  'Job Title',
  'Department',
  'Employee Number',
  'Manager Email',
  'Group',
  'Email Alias',
  'Provisioning Managed',
  'Status',
  'Console Admin',
  'Custom Date 1',
  'Phone Number',
  'Password',
  'Größe',
  '',
] as const;

const space = fc.constantFrom('', '', '', '', ' ', '\u00a0', '\t', '\ufeff', '\u3000', '\u2028');
const oddText = fc.oneof(
  fc.constantFrom(
    'Ana',
    'Jörg',
    'Дарья',
    'Nguyễn',
    'Zoe\u0301',
    '李',
    'O’Neill',
    '𝅘𝅥𝅮'.repeat(9),
    'x'.repeat(300),
    'ы'.repeat(90),
  ),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'É',
      'e\u0301',
      '"',
      ',',
      ';',
      '|',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '@',
      '\u0085',
      '\\',
    ),
    maxLength: 6,
  }),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('\0', '')),
);
const spaced = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
const address = fc.oneof(
  { weight: 6, arbitrary: fc.nat(20).map((n) => `user${n}@Example.com`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'a@b',
      'a@b..c',
      '@b.c',
      'jürg@x.example',
      'a@@b.c',
      'a b@c.d',
      'a@b.c.',
      'x'.repeat(65).concat('@b.c'),
      `a@${'b.'.repeat(130)}c`,
      'ana@.b.c',
      'a.@b.c',
    ),
  },
);
const word = (...words: string[]) =>
  fc.constantFrom('', ...words, ...words.map((text) => text.toUpperCase()));

/** Mostly ordinary, now and then anything. */
const cellOf: Readonly<Record<string, fc.Arbitrary<string>>> = {
  Email: spaced(address),
  'External ID': fc.oneof(
    fc.nat(30).map((n) => `E${n}`),
    spaced(oddText),
  ),
  'Manager Email': fc.oneof(fc.constant(''), spaced(address), fc.constant('E7')),
  Group: fc.oneof(fc.constantFrom('', 'Staff', 'staff;Nurses', ' STAFF ; ;É'), oddText),
  'Email Alias': fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('al@x.example', 'b@x.example; c@x.example') },
  ),
  'Provisioning Managed': word('true', 'false', 'maybe', ' false'),
  Status: word('active', 'archived', 'inactive', 'disabled', 'on leave', 'actıve', ' active '),
  'Console Admin': word('true', 'false', 'yes'),
  'Custom Date 1': fc.constantFrom(
    '',
    '2026-01-31',
    '2026-02-28',
    '2026-02-31',
    '2026-01-31T00:00:00Z',
    '31.01.2026',
    '2026-13-01',
    ' 2026-01-05',
  ),
};
const otherCell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'Sales', 'Nurse') },
  { weight: 1, arbitrary: spaced(oddText) },
);

interface File {
  readonly bytes: Buffer;
  readonly text: string;
}

const file: fc.Arbitrary<File> = fc
  .record({
    headings: fc.shuffledSubarray([...HEADINGS], { maxLength: 9 }),
    emailAt: fc.nat(5),
    separator: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    openEnd: fc.boolean(),
    mark: fc.boolean(),
    always: fc.boolean(),
    fault: fc.oneof(
      { weight: 8, arbitrary: fc.constant('none') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'short',
          'long',
          'cut',
          'quote',
          'latin',
          'nul',
          'twice',
          'empty',
          'mac',
          'sep',
        ),
      },
    ),
    seed: fc.array(fc.nat(99), { minLength: 0, maxLength: 12 }),
  })
  .chain(({ headings, emailAt, ...form }) => {
    const columns = [...headings];
    columns.splice(Math.min(emailAt, columns.length), 0, 'Email' as never);
    const row = fc.tuple(...columns.map((heading) => cellOf[heading] ?? otherCell));
    return fc.record({
      columns: fc.constant(columns as readonly string[]),
      form: fc.constant(form),
      rows: fc.array(fc.tuple(row, fc.nat(11)), { maxLength: 12 }),
    });
  })
  .map(({ columns, form, rows }) => {
    const { separator, lineEnd, fault } = form;
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const written = (cell: string) =>
      form.always || cell.includes(separator) || /["\n\r]/.test(cell) ? quoted(cell) : cell;
    const lines = [(fault === 'twice' ? [...columns, 'EMAIL'] : columns).map(written).join(separator)];
    for (const [cells, kind] of rows) {
      if (kind === 0) lines.push('');
      if (kind === 1) lines.push(columns.map(() => '').join(separator));
      if (kind === 2) lines.push([...cells.map(written), '', ''].join(separator));
      else lines.push(cells.map(written).join(separator));
    }
    if (fault === 'short') lines.push('x@y.example');
    if (fault === 'long')
      lines.push(
        columns
          .map(() => 'a@b.example')
          .concat('more')
          .join(separator),
      );
    if (fault === 'quote') lines.push(columns.map(() => '"a"b').join(separator));
    if (fault === 'cut') lines.push('"never closed');
    if (fault === 'sep') lines.unshift(`sep=${separator}`);
    const text =
      fault === 'empty'
        ? ''
        : (form.mark ? '\ufeff' : '') + lines.join(lineEnd) + (form.openEnd ? '' : lineEnd);
    const whole = fault === 'mac' ? text.replaceAll(/\r?\n/g, '\r') : text;
    const tail = fault === 'latin' ? [0xe9, 0x40, 0x0a] : fault === 'nul' ? [0x61, 0, 0x0a] : [];
    return { bytes: Buffer.concat([Buffer.from(whole), Buffer.from(tail)]), text: whole };
  });

type Role = 'directory' | 'console';
const everything: Carried = {
  attributes: ['userName', 'givenName', 'familyName', 'title', 'department', 'customDate1', 'phone'],
  manager: true,
  groups: true,
};

async function read(
  source: Source,
  role: Role,
  id: string,
  profile: (typeof PROFILES)[keyof typeof PROFILES],
) {
  const carried: Carried[] = [];
  if (role === 'directory') {
    const onCarried = (what: Carried) => carried.push(what);
    const listed = await listAndIndexDirectory(source, snapshots, id, profile, clock, {
      ...options,
      onCarried,
    });
    return { ...listed, carried, domains: new Set<string>(), console: undefined };
  }
  const compared = Promise.resolve(comparedAttributes(everything, profile));
  const listed = await listAndIndexConsole(
    source,
    undefined,
    snapshots,
    id,
    compared,
    profile,
    clock,
    options,
  );
  return { ...listed, carried, console: listed };
}

function plain(index: PersonIndex) {
  const numbers = ({ lo, hi }: { lo: Uint32Array; hi: Uint32Array }) => [[...lo], [...hi]];
  const { size, externalId, userName, email, ref, manager, content, flags, fault, alias, aliasOwner } = index;
  const keys = [externalId, userName, email, ref, manager, content, alias].map(numbers);
  return { size, keys, flags: [...flags], fault: [...fault], aliasOwner: [...aliasOwner] };
}

function everybody(snapshot: SnapshotReader) {
  return Array.from({ length: snapshot.people }, (_, row) => snapshot.person(row));
}

describe('a CSV read as bytes and the same one read as text', () => {
  let byBytes = 0;
  it.each<[Role, keyof typeof PROFILES]>([
    ['directory', 'demo'],
    ['directory', 'generic'],
    ['console', 'ksat'],
    ['console', 'generic'],
  ])('are the same people, index and end: %s, %s', async (role, name) => {
    const profile = PROFILES[name];
    await fc.assert(
      fc.asyncProperty(file, async ({ bytes }) => {
        const path = join(here, 'people.csv');
        writeFileSync(path, bytes);
        const source = csvSource({ file: path, role });
        const fast = await read(source, role, 'fast', profile);
        const { scan: _scan, ...listed } = source;
        const slow = await read(listed, role, 'slow', profile);
        try {
          expect(fast.snapshot.facts).toEqual(slow.snapshot.facts);
          expect(everybody(fast.snapshot)).toEqual(everybody(slow.snapshot));
          expect(plain(fast.people)).toEqual(plain(slow.people));
          const groups = ({ groups }: typeof fast) => [
            groups.groups,
            [...groups.memberPerson],
            [...groups.memberGroup],
          ];
          expect(groups(fast)).toEqual(groups(slow));
          expect(fast.domains).toEqual(slow.domains);
          // Of a file that is no CSV of people nothing is carried, whatever its heading said.
          if (slow.people.size > 0) expect(fast.carried).toEqual(slow.carried);
          for (let user = 0; fast.console && user < slow.people.size; user++) {
            expect(fast.console.ref(user)).toBe(slow.console?.ref(user));
            expect(fast.console.externalId(user)).toBe(slow.console?.externalId(user));
          }
          if (fast.snapshot.storedIndex === undefined) return;
          byBytes++;
          const compared = comparedAttributes(
            role === 'directory' ? slow.snapshot.facts.end.carried : everything,
            profile,
          );
          const found = (snapshot: SnapshotReader, text: string) => [
            ...snapshot.concerning((line) => line.includes(text)),
          ];
          for (const text of ['user1', 'É', 'Staff']) {
            expect(found(fast.snapshot, text)).toEqual(found(slow.snapshot, text));
          }
          if (role === 'console') return;
          const briefs = fast.snapshot.briefs!;
          const read = Array.from({ length: briefs.blocks }, (_, i) => {
            const block = briefs.block(i);
            return Array.from({ length: briefsIn(block) }, (_, at) => briefAt(block, at));
          }).flat();
          expect(read).toEqual(
            everybody(slow.snapshot).map((person) =>
              briefOf(person, mapDirectoryPerson(person, compared, profile)),
            ),
          );
        } finally {
          fast.snapshot.close();
          slow.snapshot.close();
        }
      }),
      { numRuns: 80 },
    );
  });

  it('was read as bytes often enough for this to say something', () => {
    expect(byBytes).toBeGreaterThan(100);
  });
});

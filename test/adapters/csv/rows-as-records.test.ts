import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import { openSnapshotFolder } from '../../../src-main/adapters/snapshots/snapshot-files.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { type Role, readBothWays } from './both-ways.ts';
import { folder } from './listing.ts';

const here = folder();
const snapshots = openSnapshotFolder(join(here, 'snapshots'));

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

const file: fc.Arbitrary<Buffer> = fc
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
    return Buffer.concat([Buffer.from(whole), Buffer.from(tail)]);
  });

describe('a CSV read as bytes and the same one read as text', () => {
  let byBytes = 0;
  it.each<[Role, keyof typeof PROFILES]>([
    ['directory', 'demo'],
    ['directory', 'generic'],
    ['console', 'ksat'],
    ['console', 'generic'],
  ])('are the same people, index and end: %s, %s', async (role, name) => {
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        const path = join(here, 'people.csv');
        writeFileSync(path, bytes);
        if ((await readBothWays(path, role, PROFILES[name], snapshots)) === 'as bytes') byBytes++;
      }),
      { numRuns: 80 },
    );
  });

  it('was read as bytes often enough for this to say something', () => {
    expect(byBytes).toBeGreaterThan(100);
  });
});

const columns = 'Email,First Name,Password,Job Title,Group,Manager Email,Status,Employee Number';

/** Rows of many lengths, so that the pieces in which a file is read end at every kind of place in a row. */
function largeFile(lineEnd: string, shift: number): string {
  const lines = [columns.replace('First', `${' '.repeat(1 + shift)}First`)];
  for (let i = 0; i < 6000; i++) {
    const titles = [
      'Nurse',
      '"Clerk, first floor"',
      '"Head ""on loan"""',
      `"two${lineEnd}lines"`,
      'Ärztin',
      '',
    ];
    const name = i % 7 === 0 ? 'Дарья 李' : 'Ana';
    const secret = `"${`secret-${i},`.repeat(1 + (i % 5))}"`;
    const status = i % 90 === 0 ? 'left' : 'Active';
    const manager = `user${i % 50}@x.example`;
    if (i % 997 === 0) lines.push(i % 2 === 0 ? '' : ',,,,,,,');
    const cells = [name, secret, titles[i % 6], `Staff;Team ${i % 9}`, manager, status, '7'.repeat(i % 23)];
    lines.push(`user${i}@x.example,${cells.join(',')}`);
  }
  return lines.join(lineEnd) + lineEnd;
}

describe('a CSV of several pieces', () => {
  it.each([0, 1, 2, 3])('reads the same wherever a piece ends (%i)', async (shift) => {
    const path = join(here, 'large.csv');
    writeFileSync(path, largeFile(shift % 2 === 0 ? '\r\n' : '\n', shift * 7));
    for (const role of ['directory', 'console'] as const) {
      expect(await readBothWays(path, role, PROFILES.demo, snapshots)).toBe('as bytes');
    }
  });

  it.each<[string, string | Uint8Array]>([
    ['a quote that is not doubled', 'a@x.example,"a"b",,,,,,\n'],
    ['a quote that is never closed', 'a@x.example,"a'],
    ['a short row', 'a@x.example,Ana\n'],
    ['another encoding', Uint8Array.of(0xe9, 0x40, 0x0a)],
    ['a NUL', 'a\0,,,,,,,\n'],
    ['a character that is cut in two', Uint8Array.of(0xc3)],
  ])('goes the other way from its start at %s in the last piece', async (_what, tail) => {
    const path = join(here, 'large.csv');
    writeFileSync(path, Buffer.concat([Buffer.from(largeFile('\n', 0)), Buffer.from(tail)]));
    expect(await readBothWays(path, 'directory', PROFILES.demo, snapshots)).toBe('as text');
  });

  it('goes the other way at a NUL in the heading', async () => {
    const path = join(here, 'nul.csv');
    writeFileSync(path, 'Email,Remarks\0\nana@x.example,Ana\n');
    expect(await readBothWays(path, 'console', PROFILES.demo, snapshots)).toBe('as text');
  });

  it('is not taken for whole when it was changed meanwhile', async () => {
    const path = join(here, 'growing.csv');
    writeFileSync(path, largeFile('\n', 0));
    const source = csvSource({ file: path, role: 'directory' });
    let pieces = 0;
    const end = await source.scan?.({
      signal: new AbortController().signal,
      begin: () => () => {
        if (pieces++ === 1) appendFileSync(path, 'new@x.example,Ana,,,,,,\n');
      },
    });
    expect(pieces).toBeGreaterThan(1);
    expect(end).toBeUndefined();
  });
});

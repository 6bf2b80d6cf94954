import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guessColumns } from '../../../src-main/adapters/directory/csv/guess-columns.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-guess-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function guess(content: string | Uint8Array) {
  const file = join(folder, 'hr.csv');
  writeFileSync(file, content);
  const guessed = await guessColumns(file);
  if (!guessed.ok) throw new Error(guessed.failure.sentence);
  return guessed.value;
}

describe('a first look at a directory’s CSV (ux §2, step 2)', () => {
  it('shows what each column means, the first five people, and nothing of a column that is ignored', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => `p${n}@a.example;Sales;secret${n};boss@a.example`);
    const guessed = await guess(`email ; Department;Password;Manager Email\n${rows.join('\n')}\n`);
    expect(guessed).toMatchObject({
      name: 'hr.csv',
      encoding: 'UTF-8',
      separator: ';',
      rows: { seen: 7, more: false },
      problems: [],
    });
    expect(guessed.columns).toEqual([
      { heading: 'email', means: 'Email' },
      { heading: 'Department', means: 'Department' },
      { heading: 'Password', means: undefined },
      { heading: 'Manager Email', means: 'Manager Email' },
    ]);
    expect(guessed.people).toHaveLength(5);
    expect(guessed.people[0]).toEqual({ line: 2, cells: ['p0@a.example', 'Sales', '', 'boss@a.example'] });
    expect(JSON.stringify(guessed)).not.toContain('secret');
  });

  it.each([
    ['UTF-16LE', Buffer.from('\uFEFFEmail,First Name\nana@a.example,Zoë\n', 'utf16le')],
    ['Windows-1252', Buffer.from('Email,First Name\nana@a.example,Zoë\n', 'latin1')],
    ['UTF-8', Buffer.from('\uFEFFEmail,First Name\nana@a.example,Zoë\n', 'utf8')],
  ])('reads %s', async (encoding, bytes) => {
    const guessed = await guess(bytes);
    expect(guessed).toMatchObject({ encoding, people: [{ cells: ['ana@a.example', 'Zoë'] }] });
  });

  it('reads only the head of a long file, and says that there are more', async () => {
    const row = (n: number) => `person.number.${n}@a.example,Department ${n}\n`;
    const guessed = await guess(
      `Email,Department\n${Array.from({ length: 40_000 }, (_, n) => row(n)).join('')}`,
    );
    expect(guessed.rows.more).toBe(true);
    expect(guessed.rows.seen).toBeGreaterThan(1_000);
    expect(guessed.rows.seen).toBeLessThan(40_000);
    expect(guessed.problems).toEqual([]);
  });

  it('names what is wrong: a missing e-mail column, two columns for one thing, a row that slipped', async () => {
    expect((await guess('Name,Department\nAna,Sales\n')).problems[0]?.sentence).toContain('no column Email');
    const twice = await guess('Email,Department,department\na@a.example,Sales,Sales\n');
    expect(twice.problems[0]?.sentence).toContain('two columns for the same thing');
    const slipped = await guess('Email,Department\na@a.example,Sales,extra\nb@a.example,Sales\n');
    expect(slipped.problems).toMatchObject([{ where: { line: 2 } }]);
    expect(slipped.people).toEqual([{ line: 3, cells: ['b@a.example', 'Sales'] }]);
  });

  it('refuses a workbook, an empty file and a file that is not there, each in a sentence', async () => {
    await expect(guess(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toThrow('Excel workbook');
    await expect(guess('')).rejects.toThrow('hr.csv is empty.');
    const none = await guessColumns(join(folder, 'none.csv'));
    expect(none.ok ? '' : none.failure.sentence).toBe('There is no file none.csv.');
  });
});

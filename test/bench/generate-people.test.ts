import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatePeople } from './generate-people.ts';

type Row = Readonly<Record<string, string>>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-people-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the people of the benches', () => {
  it.each([100, 1_999, 20_000])('differ exactly as they say, for %i people', async (people) => {
    const files = await generatePeople(folder, people, 7);
    expect(compare(rowsOf(files.directory), rowsOf(files.console))).toEqual(files.expected);
    expect(Object.values(files.expected).reduce((sum, count) => sum + count, 0)).toBe(people);
  });

  it('are of every kind in a large world', async () => {
    const { expected } = await generatePeople(folder, 5_000, 7);
    expect(Object.values(expected).every((count) => count > 0)).toBe(true);
  });

  it('all are to be created in a first sync, and none differs in a quiet one', async () => {
    const first = await generatePeople(folder, 300, 7, 'first');
    const same = await generatePeople(folder, 300, 7, 'same');
    expect(first.expected.created).toBe(300);
    expect(compare(rowsOf(first.directory), rowsOf(first.console))).toEqual(first.expected);
    expect(same.expected.unchanged).toBe(300);
    expect(compare(rowsOf(same.directory), rowsOf(same.console))).toEqual(same.expected);
  });

  it('are the same for the same seed, and others for another', async () => {
    const first = readFileSync((await generatePeople(folder, 500, 7)).console, 'utf8');
    const again = readFileSync((await generatePeople(folder, 500, 7)).console, 'utf8');
    const other = readFileSync((await generatePeople(folder, 500, 8)).console, 'utf8');
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

function rowsOf(file: string): Map<string, Row> {
  const { data, errors } = Papa.parse<Row>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  const rows = new Map(data.map((row) => [row['External ID'] ?? '', row]));
  expect(rows.size).toBe(data.length);
  return rows;
}

/** Slow and plain on purpose: this is the count by hand. */
function compare(directory: ReadonlyMap<string, Row>, console: ReadonlyMap<string, Row>) {
  const counts = { created: 0, changed: 0, archived: 0, restored: 0, blocked: 0, unchanged: 0 };
  for (const [id, row] of directory) {
    const known = console.get(id);
    if (row.Status === 'On leave') counts.blocked++;
    else if (!known) counts.created++;
    else if (known.Status === 'Archived') counts.restored++;
    else if (JSON.stringify(known) === JSON.stringify(row)) counts.unchanged++;
    else counts.changed++;
  }
  for (const id of console.keys()) if (!directory.has(id)) counts.archived++;
  return counts;
}

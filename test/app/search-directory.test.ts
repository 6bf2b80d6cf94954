import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvSource } from '../../src-main/adapters/directory/csv/csv-directory.ts';
import { searchDirectory } from '../../src-main/app/search-directory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-search-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function search(csv: string, text: string, signal = new AbortController().signal) {
  const file = join(folder, 'hr.csv');
  writeFileSync(file, csv);
  return searchDirectory(csvSource({ file, role: 'directory' }), text, 20, signal);
}

const many = `Email,First Name\n${Array.from({ length: 5000 }, (_, n) => `p${n}@a.example,Kim`).join('\n')}\n`;

describe('people of a directory that no tenant has yet (ux §2)', () => {
  it('are found by name or address, in any case', async () => {
    const csv = 'Email,First Name,Last Name,Department\nana@a.example,Ana,Ruiz,Sales\nb@a.example,Ben,Ode,\n';
    const ana = { address: 'ana@a.example', name: 'Ana Ruiz', department: 'Sales' };
    expect(await search(csv, 'ana RU')).toEqual({ ok: true, value: { people: [ana], more: 'all' } });
    expect(await search(csv, 'ANA@')).toEqual({ ok: true, value: { people: [ana], more: 'all' } });
    expect(await search(csv, 'nobody')).toEqual({ ok: true, value: { people: [], more: 'all' } });
  });

  it('are at most twenty, and it is said that there are more', async () => {
    const found = await search(many, 'kim');
    expect(found.ok && [found.value.people.length, found.value.more]).toEqual([20, 'more']);
  });

  it('are refused in words where the file is none, and when nobody waits any more', async () => {
    const none = await search('', 'ana');
    expect(!none.ok && none.failure.sentence).toBe('hr.csv is empty.');
    const gone = await search(many, 'nobody', AbortSignal.abort());
    expect(!gone.ok && gone.failure.code).toBe('cancelled');
  });
});

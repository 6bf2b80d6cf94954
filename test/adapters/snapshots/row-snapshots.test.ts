import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import { openSnapshotFolder } from '../../../src-main/adapters/snapshots/snapshot-files.ts';
import { listAndIndexDirectory } from '../../../src-main/app/list-and-index.ts';
import type {
  SnapshotEdit,
  SnapshotReader,
  SnapshotStore,
} from '../../../src-main/app/ports/snapshot-store.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import type { PersonRecord } from '../../../src-main/core/records.ts';
import { folder } from '../csv/listing.ts';

const here = folder();
const clock = { now: () => 1, monotonic: () => 1, sleep: async () => {} };
const options = { signal: new AbortController().signal, checkCancelled: () => {} };

const PEOPLE = [
  'Email,Password,First Name,Last Name,Manager Email,PIN,Group',
  'ana@x.example,hunter1,Ana,"Canary ""Ann""",ben@x.example,4711,Staff',
  'ben@x.example,"hunter2,""x""",Ben,Other,,4712,Staff;Nurses',
  'cem@x.example,hunter3,Cem,"Two\nlines",ana@x.example,4713,"Nurses"',
  '',
  'dora@x.example,hunter4,Dora,Last,ana@x.example,4714,',
].join('\r\n');

let folders = 0;

async function listed(): Promise<{ store: SnapshotStore; path: string; before: readonly PersonRecord[] }> {
  const path = join(here, `store-${folders++}`);
  const file = join(here, 'people.csv');
  writeFileSync(file, PEOPLE);
  const store = openSnapshotFolder(path);
  const source = csvSource({ file, role: 'directory' });
  const { snapshot } = await listAndIndexDirectory(source, store, 'it', PROFILES.demo, clock, options);
  const before = everybody(snapshot);
  expect(snapshot.briefs?.count).toBe(4);
  snapshot.close();
  return { store, path: join(path, 'it'), before };
}

function everybody(snapshot: SnapshotReader): readonly PersonRecord[] {
  return Array.from({ length: snapshot.people }, (_, row) => snapshot.person(row));
}

function opened(store: SnapshotStore, id = 'it'): SnapshotReader {
  const snapshot = store.open(id);
  if (!snapshot.ok) throw new Error(snapshot.failure.sentence);
  return snapshot.value;
}

function bytesIn(path: string): string {
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name)).toString('latin1'))
    .join('\n');
}

const cem: SnapshotEdit = {
  mayConcern: (text) => text.includes('cem@x.example'),
  person: (person) => (person.values.userName === 'cem@x.example' ? 'gone' : person),
  group: (group) => group,
  facts: (facts, others) => (others === 'same' ? facts : { ...facts, name: 'without Cem' }),
};

describe('a listing of rows', () => {
  it('keeps nothing of a column that Muster does not know, and every value of the others', async () => {
    const { store, path, before } = await listed();
    const stored = bytesIn(path);
    for (const secret of ['hunter', '4711', '4714', 'Password,']) expect(stored).not.toContain(secret);
    expect(before.map(({ line, values, manager, groups }) => [line, values, manager, groups])).toEqual([
      [
        2,
        { userName: 'ana@x.example', givenName: 'Ana', familyName: 'Canary "Ann"' },
        'ben@x.example',
        ['Staff'],
      ],
      [3, { userName: 'ben@x.example', givenName: 'Ben', familyName: 'Other' }, '', ['Staff', 'Nurses']],
      [
        4,
        { userName: 'cem@x.example', givenName: 'Cem', familyName: 'Two\nlines' },
        'ana@x.example',
        ['Nurses'],
      ],
      [7, { userName: 'dora@x.example', givenName: 'Dora', familyName: 'Last' }, 'ana@x.example', []],
    ]);
    expect(opened(store).facts.end.ignoredColumns).toEqual(['Password', 'PIN']);
  });

  it('R24 has no byte of an erased person left, and everybody else as before', async () => {
    const { store, path, before } = await listed();
    expect(bytesIn(path)).toContain('cem@x.example');
    expect(store.erase('it', cem)).toEqual({ ok: true, value: 'changed' });
    expect(bytesIn(path)).not.toContain('cem@x');
    expect(bytesIn(path)).not.toContain('Two');
    const after = opened(store);
    expect(after.facts.name).toBe('without Cem');
    expect(everybody(after)).toEqual(before.filter(({ values }) => values.givenName !== 'Cem'));
    // They were made of all rows.
    expect(after.briefs).toBeUndefined();
    expect(after.storedIndex).toBeUndefined();
    expect(store.erase('it', cem)).toEqual({ ok: true, value: 'same' });
  });

  it('R24 is left alone where nobody in it is meant', async () => {
    const { store, path } = await listed();
    const files = readdirSync(path);
    const edit = { ...cem, mayConcern: () => true, person: (person: PersonRecord) => person };
    expect(store.erase('it', edit)).toEqual({ ok: true, value: 'same' });
    expect(readdirSync(path)).toEqual(files);
    expect(opened(store).briefs?.count).toBe(4);
  });

  it('R24 loses what a power cut left of the rows when it is erased again', async () => {
    const { store, path } = await listed();
    const copy = `${path}-copy`;
    cpSync(path, copy, { recursive: true });
    store.erase('it', cem);
    for (const name of ['rows', 'rows.json', 'rows.places', 'briefs'])
      cpSync(join(copy, name), join(path, name));
    expect(everybody(opened(store)).map(({ values }) => values.givenName)).toEqual(['Ana', 'Ben', 'Dora']);
    store.erase('it', cem);
    expect(bytesIn(path)).not.toContain('cem@x');
  });

  it('is whole under its second name when somebody is erased under the first', async () => {
    const { store, before } = await listed();
    store.share('it', 'other');
    store.erase('it', cem);
    const other = opened(store, 'other');
    expect(everybody(other)).toEqual(before);
    expect(other.briefs?.count).toBe(4);
    store.remove('other');
    expect(store.list().map(({ id }) => id)).not.toContain('other');
  });

  it('can be asked to be on disk, more than once', async () => {
    const { store, before } = await listed();
    await store.flush('it');
    await store.flush('it');
    expect(everybody(opened(store))).toEqual(before);
  });

  it.each(['rows', 'rows.places', 'rows.json'])('is none where %s did not reach the disk', async (name) => {
    const { store, path } = await listed();
    writeFileSync(join(path, name), readFileSync(join(path, name)).subarray(0, 10));
    expect(store.has('it')).toBe(false);
    expect(store.open('it')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('leaves nothing behind of a cancelled reading', async () => {
    const path = join(here, 'cancelled');
    const store = openSnapshotFolder(path);
    const file = join(here, 'people.csv');
    writeFileSync(file, PEOPLE);
    const cancel = () => {
      throw new Error('cancelled');
    };
    const source = csvSource({ file, role: 'directory' });
    const reading = listAndIndexDirectory(source, store, 'it', PROFILES.demo, clock, {
      ...options,
      checkCancelled: cancel,
    });
    await expect(reading).rejects.toThrow('cancelled');
    expect(readdirSync(path)).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { csvOfDrop, type DroppedThing } from '../../src-renderer/muster/dropped-csv.ts';

const file = (name: string, more: Partial<DroppedThing> = {}): DroppedThing => ({
  name,
  kind: 'file',
  path: `/home/kim/${name}`,
  ...more,
});

it.each(['a.csv', 'A.CSV', 'b.tsv', 'c.txt'])('takes %s by its path', (name) => {
  expect(csvOfDrop([file(name)])).toEqual({ ok: true, file: `/home/kim/${name}` });
});

it.each<[string, readonly DroppedThing[], string]>([
  ['another kind of file', [file('people.xlsx')], '“people.xlsx” is no CSV file, so it was not read.'],
  ['a name without an ending', [file('csv')], '“csv” is no CSV file, so it was not read.'],
  [
    'a folder, whatever it is called',
    [file('old.csv', { kind: 'folder' })],
    '“old.csv” is a folder, so it was not read.',
  ],
  ['two files', [file('a.csv'), file('b.csv')], '2 files were dropped at once, so none of them was read.'],
  [
    'what has no path',
    [file('mail.csv', { path: '' })],
    'What was dropped is no file of this computer, so it was not read.',
  ],
  ['nothing', [], 'What was dropped is no file of this computer, so it was not read.'],
])('says why it does not read %s', (_what, things, sentence) => {
  const dropped = csvOfDrop(things);
  expect(!dropped.ok && dropped.failure.sentence).toBe(sentence);
});

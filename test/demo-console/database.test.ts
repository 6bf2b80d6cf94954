import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../src-main/demo-console/database/migrations.ts';
import { openDatabase } from '../../src-main/demo-console/database/open-database.ts';
import { scratchFolder } from './console-under-test.ts';

it('takes every step once, and counts them in user_version', () => {
  const file = join(scratchFolder(), 'console.sqlite');
  openDatabase(file).close();
  const database = openDatabase(file);
  expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
});

it('refuses a database of a newer version in a sentence, and leaves it as it is', () => {
  const file = join(scratchFolder(), 'console.sqlite');
  const newer = openDatabase(file);
  newer.pragma('user_version = 999');
  newer.close();
  expect(() => openDatabase(file)).toThrow(/newer version of Muster/);
  expect(() => openDatabase(file)).toThrow(/newer version of Muster/);
});

it('has no table that is not STRICT', () => {
  const database = openDatabase(':memory:');
  const loose = database
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND strict = 0`,
    )
    .all();
  expect(loose).toEqual([]);
  database.close();
});

it('erases nobody, even by a bug (R6)', () => {
  const database = openDatabase(':memory:');
  database.exec(
    `INSERT INTO user VALUES (1, 'id', 'ana', NULL, NULL, 1, 0, NULL, '{}', '{}', '{}', 1, 0, 0)`,
  );
  expect(() => database.exec('DELETE FROM user')).toThrow('people are archived, never erased');
  database.close();
});

it.each([
  ['SELECT * FROM user u WHERE u.row >= 5 ORDER BY u.row LIMIT 5', 'USING INTEGER PRIMARY KEY'],
  [`SELECT row FROM user WHERE user_name_folded = 'x'`, 'USING COVERING INDEX'],
  [`SELECT row FROM user WHERE external_id = 'x'`, 'user_by_external_id'],
  [`SELECT row FROM console_group WHERE display_name_folded = 'x'`, 'group_by_display_name'],
  [
    'SELECT row FROM user WHERE active = 1 ORDER BY row LIMIT 5 OFFSET 5',
    'USING COVERING INDEX user_by_active',
  ],
])('answers from an index: %s', (sql, expected) => {
  const database = openDatabase(':memory:');
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(plan.map((step) => step.detail).join('\n')).toContain(expected);
  expect(plan.map((step) => step.detail).join('\n')).not.toMatch(/SCAN|TEMP B-TREE/);
  database.close();
});

// The reference for a preview: DuckDB reads both files, joins them on the external id and compares each column.
// Run as a program: node duckdb-join.ts DIRECTORY.csv CONSOLE.csv → counts as JSON.
import { DuckDBInstance } from '@duckdb/node-api';
import { columns } from './generate-people.ts';

const [directory = '', console_ = ''] = process.argv.slice(2);

const compared = columns
  .filter((name) => name !== 'External ID' && name !== 'Status')
  .map((name) => `d."${name}" IS DISTINCT FROM c."${name}"`)
  .join(' OR ');

const query = `
  SELECT verdict, count(*)::INTEGER AS people
  FROM (
    SELECT CASE
      WHEN d."Status" NOT IN ('Active', 'Archived') THEN 'blocked'
      WHEN c."External ID" IS NULL THEN 'created'
      WHEN d."External ID" IS NULL AND c."Status" = 'Active' THEN 'archived'
      WHEN d."External ID" IS NULL THEN 'unchanged'
      WHEN c."Status" <> 'Active' THEN 'restored'
      WHEN ${compared} THEN 'changed'
      ELSE 'unchanged' END AS verdict
    FROM read_csv(${text(directory)}, all_varchar = true, header = true) d
    FULL OUTER JOIN read_csv(${text(console_)}, all_varchar = true, header = true) c
      ON d."External ID" = c."External ID"
  )
  GROUP BY verdict`;

const database = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await database.connect();
const answer = await connection.runAndReadAll(query);
const counts: Record<string, unknown> = {};
for (const [verdict, people] of answer.getRows()) counts[String(verdict)] = people;
process.stdout.write(`${JSON.stringify(counts)}\n`);

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

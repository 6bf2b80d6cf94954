// npm run bench [-- --json] [-- --only NAME] [-- --people N]
import { readdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Ratio } from './bench.ts';

interface Outcome {
  readonly name: string;
  readonly ratios: readonly Ratio[];
  readonly error?: string;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    people: { type: 'string' },
  },
});

const people = values.people === undefined ? undefined : Number(values.people);
if (people !== undefined && (!Number.isInteger(people) || people < 100)) {
  stop(`--people needs a whole number of at least 100, not "${values.people}".`);
}
const all = await registered();
const chosen = values.only === undefined ? all : all.filter(({ name }) => name === values.only);
if (chosen.length === 0)
  stop(`There is no bench "${values.only}". There are: ${all.map(({ name }) => name).join(', ')}.`);

const outcomes: Outcome[] = [];
for (const bench of chosen) {
  process.stderr.write(`${bench.name} …\n`);
  outcomes.push(await outcomeOf(bench));
}
const machine = {
  cpus: availableParallelism(),
  memoryMb: Math.round(totalmem() / 1e6),
  node: process.version,
};
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ machine, ...(people ? { people } : {}), benches: outcomes }, undefined, 2)}\n`,
  );
else printTable(outcomes);
process.exitCode = outcomes.some(({ error }) => error !== undefined) ? 1 : 0;

/** Every `*.bench.ts` beside this file; each exports one `bench`. */
async function registered(): Promise<Bench[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'));
  const modules = await Promise.all(
    files.sort().map((file): Promise<{ bench: Bench }> => import(join(import.meta.dirname, file))),
  );
  return modules.map(({ bench }) => bench);
}

async function outcomeOf(bench: Bench): Promise<Outcome> {
  try {
    return { name: bench.name, ratios: await bench.run({ people: people ?? bench.people }) };
  } catch (error) {
    return { name: bench.name, ratios: [], error: error instanceof Error ? error.message : String(error) };
  }
}

function printTable(all: readonly Outcome[]): void {
  const rows = all.flatMap(({ ratios }) =>
    ratios.map(({ what, ours, reference, ratio, unit }) => [
      what,
      `${figure(ours)} ${unit}`,
      `${figure(reference)} ${unit}`,
      `${ratio.toFixed(2)}×`,
    ]),
  );
  const table = [['what', 'ours', 'reference', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  for (const row of table) {
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
  for (const note of new Set(all.flatMap(({ ratios }) => ratios.map((one) => one.note))))
    console.log(`\n${note}`);
  for (const { name, error } of all) if (error !== undefined) console.log(`\n${name} failed: ${error}`);
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

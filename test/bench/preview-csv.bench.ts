import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, median, type Ratio, type Scale } from './bench.ts';
import { generatePeople, type PeopleCounts, type PeopleFiles } from './generate-people.ts';
import { type Measured, measureProcess } from './measure-process.ts';

const cli = join(import.meta.dirname, '../../out/main/cli.js');
const rounds = 3;

/** `muster preview` of two CSV files beside DuckDB's full outer join with column compare on the same files. */
export const bench: Bench = { name: 'preview-csv', run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const files = await generatePeople(folder, people, 7);
    const ours: Measured[] = [];
    const reference: Measured[] = [];
    // In turn, so that a slow minute of the machine meets both; the first round of each only warms the disk cache.
    for (let round = 0; round <= rounds; round++) {
      reference.push(await joinWithDuckDb(files));
      ours.push(await preview(files, join(folder, `home-${round}`)));
    }
    return ratios(people, ours.slice(1), reference.slice(1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function joinWithDuckDb({ directory, console, expected }: PeopleFiles): Promise<Measured> {
  const program = join(import.meta.dirname, 'duckdb-join.ts');
  const measured = await measureProcess([program, directory, console], process.env);
  demandCounts('DuckDB', JSON.parse(measured.stdout), expected);
  return measured;
}

async function preview({ directory, console, expected }: PeopleFiles, home: string): Promise<Measured> {
  const args = [cli, 'preview', '--directory', directory, '--console', console, '--json'];
  const measured = await measureProcess(args, { ...process.env, MUSTER_HOME: home });
  demandCounts('muster preview', JSON.parse(measured.stdout).users, expected);
  return measured;
}

/** A fast wrong answer is no figure. */
function demandCounts(who: string, found: Readonly<Record<string, number>>, expected: PeopleCounts): void {
  for (const [kind, count] of Object.entries(expected)) {
    if ((found[kind] ?? 0) !== count) {
      throw new Error(`${who} found ${found[kind] ?? 0} ${kind}, but the files hold ${count}.`);
    }
  }
}

function ratios(people: number, ours: readonly Measured[], reference: readonly Measured[]): Ratio[] {
  const size = `${people.toLocaleString('en')} × ${people.toLocaleString('en')} people`;
  const note = `DuckDB full outer join with column compare, 2 threads, process start included; median of ${rounds}; lower is better`;
  const whole = [ours, reference].map((all) => median(all.map(({ seconds }) => seconds)));
  const answer = [
    median(ours.map(({ secondsToAnswer }) => secondsToAnswer)),
    median(reference.map(({ seconds }) => seconds)),
  ];
  const memory = [ours, reference].map((all) =>
    median(all.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)),
  );
  return [
    ratio(`preview of ${size}, until the report can be read`, answer, 's', note),
    ratio(`preview of ${size}, until all of it can be searched`, whole, 's', note),
    ...(memory.some(Number.isNaN) ? [] : [ratio(`preview of ${size}, peak memory`, memory, 'MB', note)]),
  ];
}

function ratio(
  what: string,
  [ours = 0, reference = 0]: readonly number[],
  unit: Ratio['unit'],
  note: string,
): Ratio {
  return { what, ours, reference, ratio: ours / reference, unit, note };
}

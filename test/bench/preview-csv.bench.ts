import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, median, type Ratio, type Scale } from './bench.ts';
import { generatePeople, type PeopleCounts, type PeopleFiles, type World } from './generate-people.ts';
import { type Measured, measureProcess } from './measure-process.ts';

const cli = join(import.meta.dirname, '../../out/main/cli.js');
const rounds = 5;
/** What the whole of a preview may take at its peak (MiB as MB). */
const memoryGoal = 300 * 1.048576;

/** `muster preview` of two CSV files beside DuckDB's full outer join with column compare on the same files. */
export const bench: Bench = { name: 'preview-csv', people: 1_000_000, run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const daily = await besideDuckDb(folder, people);
    const tenth = await once(folder, Math.max(100, Math.round(people / 10)), 'daily');
    const first = await once(folder, people, 'first');
    const same = await once(folder, people, 'same');
    const whole = median(daily.ours.map(({ seconds }) => seconds));
    return [
      ...daily.ratios,
      {
        ...ratio(`preview of ${sizeOf(people)}, whole time`, [whole, tenth.seconds], 's', growth),
      },
      ...inMemory(`a first sync of ${sizeOf(people)}`, first),
      ...inMemory(`nothing to do for ${sizeOf(people)}`, same),
      ratio(
        `first sync of ${sizeOf(people)}, until it can be read`,
        [first.secondsToAnswer, whole],
        's',
        beside,
      ),
      ratio(
        `nothing to do for ${sizeOf(people)}, until it can be read`,
        [same.secondsToAnswer, whole],
        's',
        beside,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const growth = 'reference: a tenth of the people; ten times the people may take 11×';
const beside = 'reference: the whole preview of a day like any other, of as many people';
const duckDb = `DuckDB full outer join with column compare, 2 threads, process start included; median of ${rounds}; lower is better`;

async function besideDuckDb(folder: string, people: number) {
  const files = await generatePeople(folder, people, 7);
  const ours: Measured[] = [];
  const reference: Measured[] = [];
  // In turn, so that a slow minute of the machine meets both; the first round of each only warms the disk cache.
  for (let round = 0; round <= rounds; round++) {
    reference.push(await joinWithDuckDb(files));
    ours.push(await preview(files, join(folder, 'home')));
  }
  removeFiles(files);
  const of = `preview of ${sizeOf(people)}`;
  const figures = (figure: (measured: Measured) => number) => [
    median(ours.slice(1).map(figure)),
    median(reference.slice(1).map(figure)),
  ];
  const [answer, whole, memory] = [
    [median(ours.slice(1).map((one) => one.secondsToAnswer)), figures((one) => one.seconds)[1] ?? Number.NaN],
    figures((one) => one.seconds),
    figures((one) => one.peakMegabytes ?? Number.NaN),
  ];
  return {
    ours: ours.slice(1),
    ratios: [
      ratio(`${of}, until the report can be read`, answer, 's', duckDb),
      ratio(`${of}, until all of it can be searched`, whole, 's', duckDb),
      ...(memory.some(Number.isNaN) ? [] : [ratio(`${of}, peak memory`, memory, 'MB', duckDb)]),
      ...inMemory(of, ours.at(-1)),
    ],
  };
}

async function once(folder: string, people: number, world: World): Promise<Measured> {
  const files = await generatePeople(folder, people, 7, world);
  const measured = await preview(files, join(folder, 'home'));
  removeFiles(files);
  return measured;
}

function removeFiles({ directory, console }: PeopleFiles): void {
  for (const file of [directory, console]) rmSync(file);
}

async function joinWithDuckDb({ directory, console, expected }: PeopleFiles): Promise<Measured> {
  const program = join(import.meta.dirname, 'duckdb-join.ts');
  const measured = await measureProcess([program, directory, console], process.env);
  demandCounts('DuckDB', JSON.parse(measured.stdout), expected);
  return measured;
}

async function preview({ directory, console, expected }: PeopleFiles, home: string): Promise<Measured> {
  rmSync(home, { recursive: true, force: true });
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

function sizeOf(people: number): string {
  return `${people.toLocaleString('en')} × ${people.toLocaleString('en')} people`;
}

function inMemory(what: string, measured: Measured | undefined): readonly Ratio[] {
  if (measured?.peakMegabytes === undefined) return [];
  const note = 'reference: 300 MiB for all processes together; lower is better';
  return [ratio(`${what}, peak memory against its bound`, [measured.peakMegabytes, memoryGoal], 'MB', note)];
}

function ratio(
  what: string,
  [ours = 0, reference = 0]: readonly number[],
  unit: Ratio['unit'],
  note: string,
): Ratio {
  return { what, ours, reference, ratio: ours / reference, unit, note };
}

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a comparison of the two files must find. */
export interface PeopleCounts {
  readonly created: number;
  /** Renames are among them: they keep their external id. */
  readonly changed: number;
  readonly archived: number;
  readonly restored: number;
  /** A status that nobody knows. */
  readonly blocked: number;
  readonly unchanged: number;
}

export interface PeopleFiles {
  readonly directory: string;
  readonly console: string;
  readonly expected: PeopleCounts;
}

/** `daily`: most people stand as they are. `first`: the console is empty. `same`: nobody differs. */
export type World = 'daily' | 'first' | 'same';

type Kind = keyof PeopleCounts | 'renamed';

export const columns = [
  'External ID',
  'Email',
  'First Name',
  'Last Name',
  'Job Title',
  'Department',
  'Division',
  'Organization',
  'Location',
  'Phone Number',
  'Mobile',
  'Employee Number',
  'Manager Email',
  'Group',
  'Custom Field 1',
  'Status',
] as const;

const firstNames =
  `Ana Björn Chloé Daria Eoin Fátima Giulia Hannah Ines Jörg Karen Liam Maria Noah Olga Peter Quentin Rosa Sven Tina
  Ursula Victor Wendy Дарья`.split(/\s+/);
const lastNames =
  `Meyer Ångström O'Neill Ivanova Silva Nguyen Şahin Smith Kovács Jones Brown Garcia Miller Davis Wilson Moore Taylor
  Anderson Thomas Jackson White Harris Martin Thompson Иванова`.split(/\s+/);
const titles = [
  'Engineer',
  'Analyst',
  'Nurse',
  'Clerk, first floor',
  'Team Lead',
  'Sales Representative',
  'Physician',
  'Accountant',
];
const quotedTitle = 'Teacher "on loan"';
const departments = [
  'Finance',
  'Research & Development',
  'Ward 7',
  'Logistics',
  'Legal',
  'Information Technology',
  'Human Resources',
];
const divisions = ['Northern Europe', 'Southern Europe', 'Americas', 'Asia Pacific'];
const places = ['Berlin', 'São Paulo', 'Zürich', 'Kraków', 'Tampa Bay, Florida', 'London', 'Clearwater'];
const groups = ['All Staff', 'All Staff;Managers', 'All Staff;First Aid', 'All Staff;Floor 3;Night Shift'];

/**
 * Writes a directory and a console of `people` people each way, row by row, the same for the same seed, some 240 bytes a
 * person: 2 % to change, 1 % to create, 1 % to archive, 0.1 % each to rename, to restore and that are blocked. The
 * console's rows come in another order.
 */
export async function generatePeople(
  folder: string,
  people: number,
  seed: number,
  world: World = 'daily',
): Promise<PeopleFiles> {
  const directory = join(folder, `directory-${world}.csv`);
  const console = join(folder, `console-${world}.csv`);
  await write(directory, directoryRows(people, seed, world));
  await write(console, consoleRows(people, seed, world));
  return { directory, console, expected: expectedCounts(people, seed, world) };
}

function* directoryRows(people: number, seed: number, world: World): Generator<string> {
  yield line(columns);
  for (let index = 0; index < people; index++) {
    const kind = kindOf(index, seed, world);
    if (kind === 'archived') continue;
    const status = kind === 'blocked' ? 'On leave' : 'Active';
    yield line(
      personOf(
        index,
        seed,
        emailOf(index, kind === 'renamed' ? 'new' : 'as ever'),
        titleOf(index, seed),
        status,
      ),
    );
  }
}

function* consoleRows(people: number, seed: number, world: World): Generator<string> {
  yield line(columns);
  const step = strideFor(people);
  for (let turn = 0; turn < people; turn++) {
    const index = (turn * step) % people;
    const kind = kindOf(index, seed, world);
    if (kind === 'created') continue;
    const title = kind === 'changed' ? `Junior ${titleOf(index, seed)}` : titleOf(index, seed);
    yield line(personOf(index, seed, emailOf(index), title, kind === 'restored' ? 'Archived' : 'Active'));
  }
}

/** A step that shares no divisor with the number of people visits each of them once, far from its neighbours. */
function strideFor(people: number): number {
  let step = Math.max(1, Math.floor(people * 0.618));
  while (divisor(step, people) !== 1) step++;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function kindOf(index: number, seed: number, world: World): Kind {
  if (world === 'first') return 'created';
  // Every fiftieth person is a manager and stands on both sides, so that no manager link is unknown.
  if (world === 'same' || index % 50 === 0) return 'unchanged';
  const share = chance(index, seed);
  if (share < 0.01) return 'created';
  if (share < 0.03) return 'changed';
  if (share < 0.04) return 'archived';
  if (share < 0.041) return 'renamed';
  if (share < 0.042) return 'blocked';
  return share < 0.043 ? 'restored' : 'unchanged';
}

function personOf(
  index: number,
  seed: number,
  email: string,
  title: string,
  status: string,
): readonly string[] {
  return [
    `E${String(index).padStart(9, '0')}`,
    email,
    pick(firstNames, index, seed + 1),
    pick(lastNames, index, seed + 2),
    title,
    pick(departments, index, seed + 4),
    pick(divisions, index, seed + 6),
    'Example Holding International',
    pick(places, index, seed + 5),
    `+49 30 ${String(index).padStart(7, '0')}`,
    `+49 170 ${String(index).padStart(7, '0')}`,
    String(index).padStart(8, '0'),
    index % 50 === 0 ? '' : emailOf(index - (index % 50)),
    pick(groups, index, seed + 8),
    `Cost centre ${String(index % 977).padStart(4, '0')}`,
    status,
  ];
}

function emailOf(index: number, name: 'as ever' | 'new' = 'as ever'): string {
  return `${name === 'new' ? 'new.' : ''}person.${index}@example.com`;
}

function titleOf(index: number, seed: number): string {
  return index % 199 === 7 ? quotedTitle : pick(titles, index, seed + 3);
}

function pick(list: readonly string[], index: number, seed: number): string {
  return list[Math.floor(chance(index, seed) * list.length)] ?? '';
}

/** A number from 0 to below 1 that depends only on its two arguments (the mixing steps of MurmurHash3). */
function chance(index: number, seed: number): number {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

function expectedCounts(people: number, seed: number, world: World): PeopleCounts {
  const counts = { created: 0, changed: 0, archived: 0, restored: 0, blocked: 0, unchanged: 0 };
  for (let index = 0; index < people; index++) {
    const kind = kindOf(index, seed, world);
    counts[kind === 'renamed' ? 'changed' : kind]++;
  }
  return counts;
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

async function write(file: string, rows: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(inBlocks(rows)), createWriteStream(file));
}

function* inBlocks(rows: Iterable<string>): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += row;
    if (block.length > 65_536) {
      yield block;
      block = '';
    }
  }
  yield block;
}

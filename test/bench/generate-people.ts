import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a comparison of the two files must find. */
export interface PeopleCounts {
  readonly created: number;
  readonly changed: number;
  readonly archived: number;
  readonly restored: number;
  readonly unchanged: number;
}

export interface PeopleFiles {
  readonly directory: string;
  readonly console: string;
  readonly expected: PeopleCounts;
}

type Kind = keyof PeopleCounts;

export const columns = [
  'Email',
  'First Name',
  'Last Name',
  'Job Title',
  'Department',
  'Location',
  'Phone Number',
  'Employee Number',
  'Manager Email',
  'Status',
] as const;

const firstNames = ['Ana', 'Björn', 'Chloé', 'Дарья', 'Eoin', 'Fátima', 'Giulia', 'Hồng', 'Ines', 'Jörg'];
const lastNames = ['Meyer', 'Ångström', "O'Neill", 'Иванова', 'Silva', 'Nguyễn', 'Şahin', 'Smith', 'Kovács'];
const titles = ['Engineer', 'Analyst', 'Nurse', 'Clerk, first floor', 'Team Lead', 'Teacher "on loan"'];
const departments = ['Finance', 'Research & Development', 'Ward 7', 'Logistics', 'Legal', 'IT'];
const places = ['Berlin', 'São Paulo', 'Zürich', 'Kraków', 'Tampa', 'Αθήνα'];

/**
 * Writes a directory and a console of `people` people each way, row by row, the same for the same seed: about
 * 2 % to create, 5 % to change, 1 % to archive, 1 % to restore. The console's rows come in another order.
 */
export async function generatePeople(folder: string, people: number, seed: number): Promise<PeopleFiles> {
  const directory = join(folder, 'directory.csv');
  const console = join(folder, 'console.csv');
  await write(directory, directoryRows(people, seed));
  await write(console, consoleRows(people, seed));
  return { directory, console, expected: expectedCounts(people, seed) };
}

function* directoryRows(people: number, seed: number): Generator<string> {
  yield line(columns);
  for (let index = 0; index < people; index++) {
    if (kindOf(index, seed) !== 'archived') yield line(personOf(index, seed, titleOf(index, seed), 'Active'));
  }
}

function* consoleRows(people: number, seed: number): Generator<string> {
  yield line(columns);
  const step = strideFor(people);
  for (let turn = 0; turn < people; turn++) {
    const index = (turn * step) % people;
    const kind = kindOf(index, seed);
    if (kind === 'created') continue;
    const title = kind === 'changed' ? `Junior ${titleOf(index, seed)}` : titleOf(index, seed);
    yield line(personOf(index, seed, title, kind === 'restored' ? 'Archived' : 'Active'));
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

function kindOf(index: number, seed: number): Kind {
  // Every fiftieth person is a manager and stands on both sides, so that no manager link is unknown.
  if (index % 50 === 0) return 'unchanged';
  const share = chance(index, seed);
  if (share < 0.02) return 'created';
  if (share < 0.07) return 'changed';
  if (share < 0.08) return 'archived';
  return share < 0.09 ? 'restored' : 'unchanged';
}

function personOf(index: number, seed: number, title: string, status: string): readonly string[] {
  return [
    emailOf(index),
    pick(firstNames, index, seed + 1),
    pick(lastNames, index, seed + 2),
    title,
    pick(departments, index, seed + 4),
    pick(places, index, seed + 5),
    `+49 30 ${String(index).padStart(7, '0')}`,
    String(index).padStart(8, '0'),
    index % 50 === 0 ? '' : emailOf(index - (index % 50)),
    status,
  ];
}

function emailOf(index: number): string {
  return `person.${index}@example.com`;
}

function titleOf(index: number, seed: number): string {
  return pick(titles, index, seed + 3);
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

function expectedCounts(people: number, seed: number): PeopleCounts {
  const counts = { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 0 };
  for (let index = 0; index < people; index++) counts[kindOf(index, seed)]++;
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

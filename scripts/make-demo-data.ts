import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../src-main/adapters/csv-files/write-csv.ts';
import { exclusionsAsCsv } from '../src-main/adapters/csv-files/write-exclusions.ts';
import { GROUPS } from './demo-data/groups.ts';
import { CONSOLE_COLUMNS, type DemoColumn, type DemoRow, DIRECTORY_COLUMNS } from './demo-data/people.ts';
import { readme } from './demo-data/readme.ts';
import { emptyStage, isActive, type Stage, tally } from './demo-data/stage.ts';
import { addBlocked } from './demo-data/stories-blocked.ts';
import { addChanges } from './demo-data/stories-changes.ts';
import { addHeads, addOrdinary, addQuiet } from './demo-data/stories-quiet.ts';

/** Enough that the Blocked and Archived stay within the guard's limits (R4), as a healthy sync's do. */
const ORDINARY_PEOPLE = 185;

/** The demo data, file by file; the same every time. */
export function demoFiles(): ReadonlyMap<string, string> {
  const stage = demoStage();
  const counts = tally(stage);
  const rowsOf = (side: 'directory' | 'console') => stage.scenes.flatMap((scene) => scene[side] ?? []);
  const expected = {
    ...counts,
    directoryRows: rowsOf('directory').length,
    consoleRows: rowsOf('console').length,
    stories: stage.scenes
      .filter((scene) => scene.story !== undefined)
      .map(({ story, verdict, reason, warnings = [], directory, console }) => ({
        address: (directory ?? console)?.Email ?? '',
        verdict,
        reason,
        warnings,
        story,
      })),
    groupStories: stage.groups.map(({ name, verdict, reason }) => ({ name, verdict, reason })),
  };
  return new Map([
    ['directory.csv', csv(DIRECTORY_COLUMNS, rowsOf('directory'))],
    ['console.csv', csv(CONSOLE_COLUMNS, rowsOf('console'))],
    ['last-sync.csv', csv(DIRECTORY_COLUMNS, lastSync(stage))],
    [
      'exclusions.csv',
      exclusionsAsCsv(
        stage.exclusions.map(({ address, managed }) => ({ address, managed: managed === 'true' })),
      ),
    ],
    ['expected.json', `${JSON.stringify(expected, null, 1)}\n`],
    ['README.md', readme(stage, counts)],
  ]);
}

function demoStage(): Stage {
  const stage = emptyStage(GROUPS);
  addHeads(stage);
  addQuiet(stage);
  addChanges(stage);
  addBlocked(stage);
  addOrdinary(stage, ORDINARY_PEOPLE);
  return stage;
}

/** The console as it would stand had nobody edited it by hand since. */
function lastSync(stage: Stage): DemoRow[] {
  return stage.scenes
    .filter((scene) => isActive(scene.console))
    .map((scene) => {
      const { 'Provisioning Managed': _flag, ...row } = scene.lastSync ?? scene.console ?? {};
      return row;
    });
}

function csv(columns: readonly DemoColumn[], rows: readonly DemoRow[]): string {
  return (
    csvLine(columns, 'exact') +
    rows
      .map((row) =>
        csvLine(
          columns.map((column) => row[column] ?? ''),
          'exact',
        ),
      )
      .join('')
  );
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'resources', 'demo');
  for (const [name, text] of demoFiles()) writeFileSync(join(folder, name), text);
}

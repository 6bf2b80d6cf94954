import { basename } from 'node:path';
import type { GuessedColumn, GuessedColumns } from '../../../app/ports/guessed-columns.ts';
import { labelOf } from '../../../core/attributes.ts';
import { type Failure, fail, type Result, succeed } from '../../../core/failure.ts';
import { type CsvColumn, isAttributeColumn } from '../../../core/person-of-row.ts';
import { foldColumn, type Heading } from '../../csv-files/heading.ts';
import { readHead } from '../../csv-files/read-head.ts';
import { columnMissing, placeColumns, readTable, type TableRow } from '../../csv-files/read-table.ts';
import type { TextEnd } from '../../csv-files/read-text.ts';
import { columnOf } from './columns.ts';

const SHOWN_PEOPLE = 5;
const SHOWN_FAULTS = 5;

/**
 * A first look at a directory's CSV, from its head alone: columns, first people, problems (ux §2, step 2). Cells of an
 * ignored column stay empty: it may hold passwords.
 */
export async function guessColumns(file: string): Promise<Result<GuessedColumns>> {
  const head = await readHead(file);
  if (!head.ok) return head;
  const { text, encoding, more } = head.value;
  const name = basename(file);
  const keyOf = (column: string) => columnOf(column, 'directory');
  const table = readTable({ name, text: whole(text), isKnown: (column) => keyOf(column) !== undefined });
  let heading: Heading | undefined;
  const rows: TableRow[] = [];
  let why: Failure | undefined;
  for (;;) {
    const step = await table.next();
    if (step.done) {
      heading ??= step.value.heading;
      why = step.value.why;
      break;
    }
    heading = step.value.heading;
    rows.push(...step.value.rows);
  }
  if (!heading) return fail(why ?? columnlessFile(name));
  const placed = placeColumns(heading, keyOf, name);
  const problems: Failure[] = [];
  if ('failure' in placed) problems.push(placed.failure);
  else if (!placed.places.has('userName')) problems.push(columnMissing(name, heading, 'Email'));
  if (rows.length === 0 && !more && why === undefined) problems.push(nobody(name));
  // The head of a longer file may end within a quoted cell; that is no fault of the file.
  if (why && !more) problems.push(why);
  for (const row of rows.filter(({ fault }) => fault !== undefined).slice(0, SHOWN_FAULTS)) {
    problems.push(faultyRow(row, name));
  }
  const columns = heading.cells.map((cell) => columnNamed(cell));
  return succeed({
    name,
    encoding: encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase(),
    separator: heading.separator,
    columns,
    people: rows
      .filter(({ fault }) => fault === undefined)
      .slice(0, SHOWN_PEOPLE)
      .map(({ line, cells }) => ({
        line,
        cells: columns.map(({ means }, place) => (means === undefined ? '' : shortened(cells[place] ?? ''))),
      })),
    rows: { seen: rows.length, more },
    problems,
  });
}

/** No more of a cell than fits a table. */
function shortened(cell: string): string {
  return cell.length > 200 ? `${cell.slice(0, 200)}…` : cell;
}

function columnNamed(cell: string): GuessedColumn {
  const column = columnOf(foldColumn(cell), 'directory');
  return {
    heading: cell.replace(/\s+/g, ' ').trim(),
    means: column === undefined ? undefined : labelOfColumn(column),
  };
}

const OTHER_LABELS = {
  manager: labelOf('manager'),
  groups: 'Group',
  aliases: 'Email Alias',
  provisioningManaged: 'Provisioning Managed',
  status: labelOf('active'),
  isAdmin: 'Console Admin',
} as const;

function labelOfColumn(column: CsvColumn): string {
  return isAttributeColumn(column) ? labelOf(column) : OTHER_LABELS[column];
}

async function* whole(text: string): AsyncGenerator<string, TextEnd, void> {
  yield text;
  return { notes: [] };
}

function faultyRow({ line, fault }: TableRow, name: string): Failure {
  return {
    code: 'bad-input',
    sentence: `Line ${line} of ${name} ${fault}, so its values may stand in the wrong columns.`,
    next: 'Correct that line, or export the file again.',
    where: { file: name, line },
  };
}

/** A sync takes it for a failed export, not for everybody having left (R1). */
function nobody(name: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `${name} has a heading, but nobody under it.`,
    next: 'Check the export that writes this file: a sync of it would be partial and archive nobody.',
    where: { file: name },
  };
}

function columnlessFile(name: string): Failure {
  return {
    code: 'bad-input',
    sentence: `${name} has no heading.`,
    next: 'Name the columns in the first line of the file.',
    where: { file: name, line: 1 },
  };
}

import { basename } from 'node:path';
import type { ListingEnd, ListingOptions, ScanOptions, Source } from '../../../app/ports/source.ts';
import type { Failure } from '../../../core/failure.ts';
import {
  type CellRow,
  carriedBy,
  type FlagFaults,
  type Places,
  personReader,
} from '../../../core/person-of-row.ts';
import type { Carried, PersonRecord, SourceRecord } from '../../../core/records.ts';
import { scanPlainTable } from '../../csv-files/plain-table.ts';
import {
  columnMissing,
  placeColumns,
  readTable,
  type TablePart,
  type TableRow,
} from '../../csv-files/read-table.ts';
import { readText } from '../../csv-files/read-text.ts';
import { columnOf } from './columns.ts';

const BATCH = 1000;

export interface CsvSourceOptions {
  readonly file: string;
  /**
   * `directory`: a person's key is the line. `console`: it is the folded address, so that a console's
   * export gives the same person the same key every time; two rows of one address share theirs (R10).
   */
  readonly role: 'directory' | 'console';
}

/**
 * A CSV of people as a directory, or as the console (design §14). Complete only when it was read to its
 * end, unchanged meanwhile, with every row well formed and, as a directory, at least one person in it (R1).
 * Failures: `file-unreadable` and `bad-input` (no CSV, no `Email` column), `listing-incomplete` (cut
 * short, a row whose cells do not fit the heading, empty, changed while it was read), `cancelled`.
 */
export function csvSource(options: CsvSourceOptions): Source {
  const name = basename(options.file);
  return {
    kind: 'csv',
    name,
    list: (listing) => list(options, name, listing),
    scan: (scanning) => scan(options, name, scanning),
  };
}

const NOTHING_CARRIED: Carried = { attributes: [], manager: false, groups: false };

async function* list(
  { file, role }: CsvSourceOptions,
  name: string,
  { signal, onProgress }: ListingOptions,
): AsyncGenerator<readonly SourceRecord[], ListingEnd, void> {
  const table = readTable({
    name,
    text: readText(file, { signal }),
    isKnown: (column) => columnOf(column, role) !== undefined,
  });
  const flagFaults: FlagFaults = { lines: [], count: 0 };
  const faults: RowFaults = { count: 0 };
  let columns: Columns | undefined;
  let people = 0;

  try {
    for (;;) {
      const step = await table.next();
      if (step.done) {
        const { heading, why, notes } = step.value;
        if (columns === undefined && heading !== undefined)
          columns = columnsOf({ heading, rows: [] }, name, role, flagFaults);
        if (columns !== undefined && 'failure' in columns) return partial(columns.failure, columns, notes);
        // An empty directory is a failed export (R1); an empty console is one that nobody was synced to yet.
        const empty = people === 0 && role === 'directory' ? nobody(name) : undefined;
        const reason = why ?? faultFailure(faults, name) ?? empty;
        const all = [...notes, ...flagNotes(flagFaults, name)];
        if (reason !== undefined) return partial(reason, columns, all);
        return { completeness: { status: 'complete' }, ...known(columns), notes: all };
      }
      columns ??= columnsOf(step.value, name, role, flagFaults);
      if ('failure' in columns) return partial(columns.failure, columns, []);

      const { personOf } = columns;
      for (const rows of inBatches(step.value.rows)) {
        const batch: SourceRecord[] = [];
        for (const row of rows) {
          if (row.fault === undefined) batch.push({ kind: 'person', person: personOf(row) });
          else noteFault(faults, row);
        }
        people += batch.length;
        if (batch.length > 0) yield batch;
        onProgress?.(people, undefined);
        if (signal.aborted) break;
      }
    }
  } finally {
    await table.return({ notes: [] });
  }
}

/** What `list` does, of the bytes; anything but a complete listing is left to it. */
async function scan(
  { file, role }: CsvSourceOptions,
  name: string,
  { signal, onProgress, begin }: ScanOptions,
): Promise<ListingEnd | undefined> {
  const flagFaults: FlagFaults = { lines: [], count: 0 };
  let columns: Columns | undefined;
  let people = 0;
  const end = await scanPlainTable(file, {
    name,
    signal,
    isKnown: (column) => columnOf(column, role) !== undefined,
    begin({ heading, sure, expected }) {
      columns = columnsOf({ heading, rows: [] }, name, role, flagFaults);
      if ('failure' in columns) return undefined;
      const { carried, places, personOf } = columns;
      const layout = { role, separator: heading.separator, width: heading.cells.length, places };
      const take = begin({ layout, carried, sure, expected, personOf });
      return (batch) => {
        take(batch);
        people += batch.rows;
        onProgress?.(people, undefined);
      };
    },
  });
  if (end === undefined || (people === 0 && role === 'directory')) return undefined;
  const notes = [...end.notes, ...flagNotes(flagFaults, name)];
  return { completeness: { status: 'complete' }, ...known(columns), notes };
}

type Columns =
  | {
      readonly carried: Carried;
      readonly places: Places;
      readonly ignored: readonly string[];
      readonly columns: NonNullable<ListingEnd['columns']>;
      readonly personOf: (row: CellRow) => PersonRecord;
    }
  | { readonly failure: Failure };

function columnsOf(
  part: TablePart,
  name: string,
  role: 'directory' | 'console',
  flagFaults: FlagFaults,
): Columns {
  const placed = placeColumns(part.heading, (column) => columnOf(column, role), name);
  if ('failure' in placed) return placed;
  const { places, ignored } = placed;
  if (!places.has('userName')) return { failure: columnMissing(name, part.heading, 'Email') };
  const columns = [...places].map(([field, at]) => ({
    field,
    heading: part.heading.cells[at]?.trim() ?? field,
  }));
  const personOf = personReader(places, role, flagFaults);
  return { carried: carriedBy(places), places, ignored, columns, personOf };
}

function known(columns: Columns | undefined): Pick<ListingEnd, 'carried' | 'ignoredColumns' | 'columns'> {
  if (columns === undefined || 'failure' in columns) return { carried: NOTHING_CARRIED, ignoredColumns: [] };
  return { carried: columns.carried, ignoredColumns: columns.ignored, columns: columns.columns };
}

function partial(why: Failure, columns: Columns | undefined, notes: readonly string[]): ListingEnd {
  return { completeness: { status: 'partial', why }, ...known(columns), notes };
}

/** Most files come in parts of more than a batch, never of more than a few. */
function* inBatches(rows: readonly TableRow[]): Generator<readonly TableRow[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}

/** Rows whose cells do not fit the heading: left out, since a slipped column would overwrite good values. */
interface RowFaults {
  count: number;
  first?: { readonly line: number; readonly fault: string };
}

function noteFault(faults: RowFaults, row: TableRow): void {
  faults.count++;
  faults.first ??= { line: row.line, fault: row.fault ?? '' };
}

function faultFailure(faults: RowFaults, name: string): Failure | undefined {
  if (faults.first === undefined) return undefined;
  const { line, fault } = faults.first;
  const more = faults.count === 1 ? '' : ` The same holds for ${faults.count - 1} more.`;
  return {
    code: 'listing-incomplete',
    sentence: `Line ${line} of ${name} ${fault}, so its values may stand in the wrong columns; it was left out.${more}`,
    next: 'Correct that line, or export the file again.',
    where: { file: name, line },
  };
}

function nobody(name: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `${name} has a heading but no people. An empty directory archives nobody.`,
    next: 'Check the export that writes this file.',
    where: { file: name, line: 1 },
  };
}

function flagNotes(faults: FlagFaults, name: string): string[] {
  if (faults.count === 0) return [];
  const more = faults.count - faults.lines.length;
  const lines = `${faults.lines.length === 1 ? 'line' : 'lines'} ${faults.lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    `Provisioning Managed is neither true nor false in ${lines} of ${name}; to be safe it was read as false, so nothing happens to these people.`,
  ];
}

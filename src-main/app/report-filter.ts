import type { RowColumns } from './ports/report-table.ts';
import type { ReportFilter } from './report-desk.ts';

/** A part of a filter that has a chip or chart of its own; `other` is all that has none. */
export type Dimension =
  | 'object'
  | 'verdict'
  | 'reason'
  | 'warning'
  | 'field'
  | 'department'
  | 'result'
  | 'other';

export interface Condition {
  readonly dimension: Dimension;
  readonly passes: (place: number) => boolean;
}

/** What a filter asks of a row, part by part; a part that asks nothing is left out. */
export function conditionsOf(
  columns: RowColumns,
  filter: ReportFilter,
  /** One byte for each place, where the filter has a text. */
  withText: Uint8Array | undefined,
): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (dimension: Dimension, passes: Condition['passes']) => conditions.push({ dimension, passes });
  const { object, verdicts, reasons, warnings, weight, fields, equalTo, departments, results, review } =
    filter;
  if (object !== undefined) {
    const index = columns.objects.indexOf(object);
    add('object', (place) => columns.object[place] === index);
  }
  if (verdicts) {
    const wanted = flagsOf(columns.verdicts, verdicts);
    add('verdict', (place) => wanted[columns.verdict[place] ?? 0] === 1);
  }
  if (reasons) {
    const wanted = flagsOf(columns.reasons, reasons);
    add('reason', (place) => wanted[columns.reason[place] ?? 0] === 1);
  }
  if (warnings) {
    const bits = bitsOf(columns.warningCodes, warnings);
    add('warning', (place) => ((columns.warnings[place] ?? 0) & bits) !== 0);
  }
  if (weight === 'heavy') add('warning', (place) => columns.heavy[place] === 1);
  if (weight === 'any') add('warning', (place) => columns.warnings[place] !== 0);
  if (weight === 'light') {
    add('warning', (place) => columns.warnings[place] !== 0 && columns.heavy[place] === 0);
  }
  if (fields) {
    const bits = bitsOf(columns.fieldNames, fields);
    add('field', (place) => ((columns.fields[place] ?? 0) & bits) !== 0);
  }
  if (equalTo !== undefined) add('other', equalOf(columns, equalTo));
  if (departments) {
    const wanted = flagsOf(columns.departments, departments);
    add('department', (place) => wanted[columns.department[place] ?? 0] === 1);
  }
  if (results) {
    const wanted = flagsOf(columns.results, results);
    add('result', (place) => wanted[columns.result[place] ?? 0] === 1);
  }
  if (review !== undefined) {
    const wanted = review === 'reviewed' ? 1 : 0;
    add('other', (place) => columns.marked[place] === wanted);
  }
  if (withText) add('other', (place) => withText[place] === 1);
  return conditions;
}

/** A row that is equal to no other is equal to itself. */
function equalOf(columns: RowColumns, seq: number): Condition['passes'] {
  const own = columns.placeOf[seq] ?? -1;
  const group = own < 0 ? 0 : (columns.equal[own] ?? 0);
  return group === 0 ? (place) => place === own : (place) => columns.equal[place] === group;
}

function flagsOf(all: readonly string[], wanted: readonly string[]): Uint8Array {
  const names = new Set(wanted);
  return Uint8Array.from(all, (name) => (names.has(name) ? 1 : 0));
}

function bitsOf(all: readonly string[], wanted: readonly string[]): number {
  const names = new Set(wanted);
  return all.reduce((bits, name, index) => (names.has(name) ? bits | (1 << index) : bits), 0);
}

/** The places that pass, in the order given; `undefined` = as people read. */
export function passingPlaces(
  columns: RowColumns,
  conditions: readonly Condition[],
  order: Int32Array | undefined,
): Int32Array {
  const { size } = columns;
  if (conditions.length === 0) return order ?? Int32Array.from({ length: size }, (_, place) => place);
  const found = new Int32Array(size);
  let count = 0;
  for (let at = 0; at < size; at++) {
    const place = order ? (order[at] ?? 0) : at;
    if (conditions.every(({ passes }) => passes(place))) found[count++] = place;
  }
  return found.slice(0, count);
}

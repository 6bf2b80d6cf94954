import { labelOf } from '../core/attributes.ts';
import { HEAVY_WARNINGS } from '../core/reason-codes.ts';
import { warningHeadline } from '../core/reasons.ts';
import type { RowColumns } from './ports/report-table.ts';
import type { FacetCount, ReportFacets, TopCounts } from './report-desk.ts';
import type { Condition, Dimension } from './report-filter.ts';

/** So many departments stand in the chart; the rest is one number. */
const TOP = 12;
const LOOKS_UP_EVERY = 65_536;

/**
 * Counts for chips and charts in one pass: a row that fails in one part of the filter only is counted by that
 * part's own chart, so that a chart shows what choosing another of its values would give.
 */
export function countFacets(
  columns: RowColumns,
  conditions: readonly Condition[],
  checkCancelled: () => void,
): ReportFacets {
  const { size, object, verdict, reason, warnings, fields, department, result, marked } = columns;
  const kinds = columns.verdicts.length;
  const objects = new Float64Array(columns.objects.length);
  const verdicts = new Float64Array(columns.objects.length * kinds);
  const reasons = new Float64Array(columns.reasons.length);
  const departments = new Float64Array(columns.departments.length);
  const results = new Float64Array(columns.results.length);
  const bitsOfWarnings = new Float64Array(columns.warningCodes.length);
  const bitsOfFields = new Float64Array(columns.fieldNames.length);
  let rows = 0;
  let reviewed = 0;

  for (let place = 0; place < size; place++) {
    if (place % LOOKS_UP_EVERY === 0) checkCancelled();
    const failed = failedIn(conditions, place);
    if ((failed & ~CHIPS) !== 0 && (failed & (failed - 1)) !== 0) continue;
    const counts = (dimension: Dimension) => (failed & ~BIT[dimension]) === 0;
    if (failed === 0) {
      rows++;
      reviewed += marked[place] ?? 0;
    }
    if (counts('object')) add(objects, object[place] ?? 0);
    // The chips of the other objects' tabs are counted as well.
    if ((failed & ~CHIPS) === 0) {
      add(verdicts, (object[place] ?? 0) * kinds + (verdict[place] ?? 0));
    }
    if (counts('reason')) add(reasons, reason[place] ?? 0);
    if (counts('department')) add(departments, department[place] ?? 0);
    if (counts('result')) add(results, result[place] ?? 0);
    if (counts('warning')) addBits(bitsOfWarnings, warnings[place] ?? 0);
    if (counts('field')) addBits(bitsOfFields, fields[place] ?? 0);
  }

  return {
    rows,
    objects: named(columns.objects, objects),
    verdicts: columns.objects.flatMap((each, index) =>
      named(columns.verdicts, verdicts.subarray(index * kinds, (index + 1) * kinds)).map((count) => ({
        ...count,
        object: each,
      })),
    ),
    warnings: named(columns.warningCodes, bitsOfWarnings)
      .map((count) => ({
        ...count,
        weight: HEAVY_WARNINGS.has(count.value) ? ('heavy' as const) : ('light' as const),
        headline: warningHeadline(count.value, count.rows),
      }))
      .sort((a, b) => (a.weight === b.weight ? b.rows - a.rows : a.weight === 'heavy' ? -1 : 1)),
    reasons: byRows(named(columns.reasons, reasons)),
    fields: byRows(named(columns.fieldNames, bitsOfFields)).map((count) => ({
      ...count,
      label: labelOf(count.value),
    })),
    departments: topOf(named(columns.departments, departments)),
    results: named(columns.results, results).flatMap(({ value, rows: n }) =>
      value === '' ? [] : [{ value, rows: n }],
    ),
    reviewed,
  };
}

const BIT: Readonly<Record<Dimension, number>> = {
  object: 1,
  verdict: 2,
  reason: 4,
  warning: 8,
  field: 16,
  department: 32,
  result: 64,
  other: 128,
};
const CHIPS = BIT.object | BIT.verdict;

/** In which parts of the filter a row fails, as bits. */
function failedIn(conditions: readonly Condition[], place: number): number {
  let failed = 0;
  for (const { dimension, passes } of conditions) {
    const bit = BIT[dimension];
    if ((failed & bit) === 0 && !passes(place)) failed |= bit;
  }
  return failed;
}

function add(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function addBits(counts: Float64Array, bits: number): void {
  for (let left = bits; left !== 0; left &= left - 1) add(counts, 31 - Math.clz32(left & -left));
}

/** Those that are there at all. */
function named<T extends string>(values: readonly T[], counts: Float64Array): FacetCount<T>[] {
  return values.flatMap((value, index) => {
    const rows = counts[index] ?? 0;
    return rows === 0 ? [] : [{ value, rows }];
  });
}

function byRows<T extends string>(counts: FacetCount<T>[]): FacetCount<T>[] {
  return counts.sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
}

function topOf(counts: FacetCount[]): TopCounts {
  const sorted = byRows(counts);
  const others = sorted.slice(TOP);
  return {
    top: sorted.slice(0, TOP),
    otherValues: others.length,
    otherRows: others.reduce((sum, { rows }) => sum + rows, 0),
  };
}

import type { ReportSort } from '../../../src-preload/contract/report-words.ts';

export type ColumnName =
  | 'verdict'
  | 'person'
  | 'address'
  | 'department'
  | 'change'
  | 'reason'
  | 'warning'
  | 'result'
  | 'reviewed';

export interface Column {
  readonly name: ColumnName;
  readonly label: string;
  /** A track of the grid. */
  readonly width: string;
  readonly sortsBy?: ReportSort['by'];
  /** Cannot be taken away: without these a row says nothing. */
  readonly always?: true;
}

export const COLUMNS: readonly Column[] = [
  { name: 'verdict', label: 'Verdict', width: '116px', sortsBy: 'verdict', always: true },
  { name: 'person', label: 'Person', width: 'minmax(150px, 2fr)', sortsBy: 'name', always: true },
  { name: 'address', label: 'Email', width: 'minmax(150px, 2fr)', sortsBy: 'address' },
  { name: 'department', label: 'Department', width: 'minmax(110px, 1fr)' },
  { name: 'change', label: 'Change', width: 'minmax(180px, 3fr)', always: true },
  { name: 'reason', label: 'Reason', width: 'minmax(160px, 2fr)', sortsBy: 'reason' },
  { name: 'result', label: 'Result', width: 'minmax(120px, 1fr)' },
  { name: 'warning', label: 'Warning', width: 'minmax(110px, 2fr)', sortsBy: 'warning' },
  { name: 'reviewed', label: 'Reviewed', width: '92px' },
];

const USUAL: readonly ColumnName[] = ['verdict', 'person', 'address', 'change', 'warning', 'reviewed'];
/** Beside the detail, which has the rest. */
const USUAL_NARROW: readonly ColumnName[] = ['verdict', 'person', 'change', 'warning'];

/** The admin's choice of columns, or the usual ones; Result stands there after a live sync whatever was chosen (ux §10). */
export function shownColumns(
  chosen: readonly string[] | undefined,
  { isLive, isNarrow }: { readonly isLive: boolean; readonly isNarrow: boolean },
): readonly Column[] {
  const names: readonly string[] = chosen ?? (isNarrow ? USUAL_NARROW : USUAL);
  return COLUMNS.filter(
    ({ name, always }) => always === true || names.includes(name) || (isLive && name === 'result'),
  );
}

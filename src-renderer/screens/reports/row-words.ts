import type {
  ChangeText,
  ReportLine,
  RowBrief,
  RowDetail,
} from '../../../src-preload/contract/report-rows.ts';
import { countOf, formatNumber } from '../../design/formats.ts';

/** A value as text, exactly; an empty one in words (ux §5). */
export function valueText(value: string): string {
  return value === '' ? '(empty)' : value;
}

export function changeText({ label, old, new: now }: ChangeText): string {
  return `${label}: ${valueText(old)} → ${valueText(now)}`;
}

/** Who or what a row is about. */
export function subjectOf(row: RowBrief): string {
  if (row.object === 'group') return row.groupName || row.name;
  return row.name || row.address;
}

/** What the change column says: the values where they are the change, else the reason. */
export function changeOf(row: RowBrief): string {
  if (row.object === 'membership') return `${groupPhrase(row)}: ${row.reasonSentence}`;
  const [first] = row.changes;
  if (row.verdict !== 'Changed' || !first) return row.reasonSentence;
  const more = row.changeCount - 1;
  return more > 0 ? `${changeText(first)} +${formatNumber(more)}` : changeText(first);
}

/** Beside "Archived" and a name it must be plain that the person only leaves a group. */
function groupPhrase({ verdict, groupName }: RowBrief): string {
  if (verdict === 'Archived') return `Out of ${groupName}`;
  return verdict === 'Created' ? `Into ${groupName}` : groupName;
}

/** Heavy ones first, as they stand in the warning column. */
export function warningOf(row: RowBrief): string {
  const heavy = row.warnings.filter(({ weight }) => weight === 'heavy');
  const [first] = heavy.length > 0 ? heavy : row.warnings;
  if (!first) return '';
  const more = row.warnings.length - 1;
  return more > 0 ? `${first.sentence} +${formatNumber(more)}` : first.sentence;
}

export function hasHeavy(line: ReportLine | undefined): boolean {
  return line?.kind === 'row' && line.row.warnings.some(({ weight }) => weight === 'heavy');
}

/** "3 people", "2 groups", "18 memberships". */
export function objectCount(object: RowBrief['object'], rows: number): string {
  if (object === 'user') return countOf(rows, 'person', 'people');
  return object === 'group' ? countOf(rows, 'group', 'groups') : countOf(rows, 'membership', 'memberships');
}

/** What a screen reader reads of a row: "Row 3 of 65, Archived, Ben Ode, not in the directory, heavy warning: …" (ux §14). */
export function lineLabel(line: ReportLine | undefined, index: number, total: number): string {
  const place = `Row ${formatNumber(index + 1)} of ${formatNumber(total)}`;
  if (!line) return `${place}, being read`;
  if (line.kind === 'more')
    return `${place}, ${formatNumber(line.shown)} of ${formatNumber(line.rows)} shown, Enter shows more`;
  if (line.kind === 'group') {
    const changes = line.changes.map(changeText).join('; ');
    return `${place}, ${line.verdict}, ${changes}, ${objectCount(line.object, line.rows)}, ${line.state}`;
  }
  const { row } = line;
  const warnings = row.warnings.map(
    ({ weight, sentence }) => `${weight === 'heavy' ? 'heavy warning' : 'warning'}: ${sentence}`,
  );
  return [
    place,
    row.verdict,
    subjectOf(row),
    changeOf(row),
    ...warnings,
    ...(row.result ? [row.result.sentence] : []),
    ...(row.review === 'reviewed' ? ['reviewed'] : []),
  ].join(', ');
}

/** What tells a line apart when sort or filter move it: a row's number, or its group's. */
export function keyOf(line: ReportLine): string {
  if (line.kind === 'row') return `row ${line.row.seq}`;
  return `${line.kind} ${line.group}`;
}

/** A row as text for a ticket or a spreadsheet: verdict, who, address, changes, reason. */
export function copyOf(row: RowBrief | RowDetail): string {
  const changes = 'allChanges' in row ? row.allChanges : row.changes;
  return [
    row.verdict,
    subjectOf(row),
    row.object === 'membership' ? row.groupName : row.address,
    changes.map(changeText).join('; '),
    row.reasonSentence,
    ...row.warnings.map(({ sentence }) => sentence),
  ]
    .filter((part) => part !== '')
    .join('\t');
}

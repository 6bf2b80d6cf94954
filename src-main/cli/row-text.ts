import type { StoredRow } from '../app/ports/report-store.ts';
import { labelOf } from '../core/attributes.ts';
import { HEAVY_WARNINGS } from '../core/reason-codes.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { FieldChange } from '../core/report.ts';
import { resultSentence } from '../core/run-sentences.ts';
import { personText, sentenceText, valueText } from './people-text.ts';
import { emphasisOf, type Layout, wrap } from './text-layout.ts';

/** More than these are counted, and stand whole in `report why` and in the exports. */
const CHANGES_SHOWN = 6;

/** How much of a row is shown: a few changes in a list, all of them where one person is asked for. */
export type Detail = 'in-list' | 'whole';

/** One row of a report as a few lines: who, old → new, why, what to mind, what became of it. */
export function rowText(
  row: StoredRow,
  layout: Layout,
  detail: Detail,
  head: 'with-verdict' | 'who-only',
): string {
  const verdict = head === 'with-verdict' ? `${layout.paint(emphasisOf(row.verdict), row.verdict)}  ` : '';
  const lines = [wrap(verdict + whoText(row), 2, layout, 4)];
  const changes = shownChanges(row, detail);
  for (const change of changes.shown) lines.push(wrap(changeText(change), 6, layout, 8));
  if (changes.more > 0) lines.push(`      and ${changes.more} more`);
  lines.push(wrap(layout.paint('weak', reasonSentence(row, personText)), 6, layout));
  for (const warning of row.warnings) {
    const heavy = HEAVY_WARNINGS.has(warning.code);
    const sentence = `${heavy ? '!!' : '! '} ${warningSentence(warning, personText)}`;
    lines.push(wrap(layout.paint(heavy ? 'loss' : 'caution', sentence), 6, layout, 9));
  }
  // In a summary that says what was done, the rows that were done as planned need no word each.
  if (row.result && !(head === 'who-only' && row.result.status === 'applied')) {
    lines.push(wrap(`Result: ${sentenceText(resultSentence(row.result))}`, 6, layout));
  }
  if (detail === 'whole') lines.push(...whereFrom(row, layout));
  return lines.join('\n');
}

/** `Ana Ruiz <ana@…>`, `group Sales`, `Ana Ruiz <ana@…> in Sales`. */
export function whoText(
  row: Pick<StoredRow, 'object' | 'name' | 'address' | 'facts' | 'directoryRef'>,
): string {
  if (row.object === 'group') return `group ${personText(row.name)}`;
  const named = row.name === '' || row.name === row.address;
  const address = row.address.includes('@') && !named ? ` <${personText(row.address)}>` : '';
  const person = personText(named ? row.address : row.name) + address;
  const known = person === '' ? `directory row ${row.directoryRef ?? '?'}` : person;
  return row.object === 'membership' ? `${known} in ${personText(String(row.facts.group ?? ''))}` : known;
}

export function changeText(change: FieldChange): string {
  return `${labelOf(change.field)}: ${valueText(change.old)} → ${valueText(change.new)}`;
}

/** The verdict already says that somebody is archived or restored, and a membership's row is its own change. */
function shownChanges(row: StoredRow, detail: Detail) {
  const telling = row.changes.filter(
    ({ field, old, new: value }) => field !== 'member' && field !== 'active' && old !== value,
  );
  if (detail === 'in-list' && row.verdict === 'Created') return { shown: [], more: 0 };
  const most = detail === 'whole' ? telling.length : CHANGES_SHOWN;
  return { shown: telling.slice(0, most), more: Math.max(0, telling.length - most) };
}

function whereFrom(row: StoredRow, layout: Layout): readonly string[] {
  const parts: string[] = [];
  if (row.directoryRef !== undefined) parts.push(`directory row ${personText(row.directoryRef)}`);
  if (row.consoleRef !== undefined) parts.push(`console id ${personText(row.consoleRef)}`);
  return parts.length === 0 ? [] : [wrap(layout.paint('weak', `Found in: ${parts.join(', ')}`), 6, layout)];
}

import type { ReportReader, RowFilter, StoredRow } from '../app/ports/report-store.ts';
import { countOf, formatCount, formatDay, formatDuration } from '../core/number-words.ts';
import { HEAVY_WARNINGS, isWarningCode } from '../core/reason-codes.ts';
import { warningHeadline } from '../core/reasons.ts';
import type { ListingFacts, ReportHead, RowResult, Verdict } from '../core/report.ts';
import { guardSentence } from '../core/run-sentences.ts';
import { partialLead, summarySentence } from '../core/summary-sentence.ts';
import { personText, sentenceText } from './people-text.ts';
import { subjectOf } from './report-subject.ts';
import { rowText } from './row-text.ts';
import { columns, emphasisOf, type Layout, wrap } from './text-layout.ts';

const FIRST_ROWS = 5;

/** The order in which harm comes first (ux §5). */
const SHOWN: readonly Verdict[] = ['Archived', 'Blocked', 'Restored', 'Created', 'Changed'];

/** Who asks for one person wants to see them, also where nothing is to be done and why (design §6). */
function shownOf({ only }: ReportHead): readonly Verdict[] {
  return only.length === 0 ? SHOWN : [...SHOWN, 'Excluded', 'Unchanged'];
}

/** A report worth reading: what would happen, whether it can be trusted, what to mind, the first rows of each kind. */
export function summaryText(reader: ReportReader, layout: Layout): string {
  const head = reader.head();
  const blocks = [
    titleLine(head, layout),
    leadText(head, layout),
    factsTable(head, layout),
    warningsText(reader, layout),
    ...shownOf(head).map((verdict) => rowsText(reader, verdict, layout)),
    groupsText(head, layout),
    failuresText(reader, head, layout),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function titleLine(head: ReportHead, layout: Layout): string {
  const parts = [
    personText(head.tenantName),
    subjectOf(head) === 'files' ? 'comparison of files' : head.testMode ? 'test mode' : 'live',
    head.undoes === undefined ? '' : `undo of ${head.undoes}`,
    head.partial ? `${head.status}, partial listing` : head.status,
    formatDay(head.startedAtMs),
    formatDuration(head.durationMs),
  ];
  return wrap(layout.paint('strong', parts.filter((part) => part !== '').join(' · ')), 0, layout);
}

function leadText(head: ReportHead, layout: Layout): string {
  const lead = partialLead(head).map(sentenceText).join(' ');
  const lines = lead === '' ? [] : [wrap(layout.paint('loss', lead), 0, layout)];
  lines.push(wrap(summarySentence(head, personText), 0, layout));
  return lines.join('\n');
}

function factsTable(head: ReportHead, layout: Layout): string {
  const { guard, exclusions } = head;
  const rows: (readonly string[])[] = [
    ['Directory', listingText(head.directory)],
    ['Console', listingText(head.console)],
    ['Guard', guard.halted ? guardLead(head) : guardPassed(head)],
  ];
  for (const reason of guard.reasons)
    rows.push([
      '',
      guardSentence(reason, subjectOf(head) === 'files' ? 'this comparison' : personText(head.tenantName)),
    ]);
  if (exclusions.sources.length > 0) {
    rows.push([
      'Exclusions',
      `${countOf(exclusions.addresses, 'address', 'addresses')} (${exclusions.sources.map(personText).join(', ')})`,
    ]);
  }
  if (head.erased !== undefined) {
    rows.push([
      'Erased',
      `${countOf(head.erased, 'row was', 'rows were')} erased or shortened on request; the counts are those of before`,
    ]);
  }
  for (const note of [...(exclusions.notes ?? []), ...head.directory.notes, ...head.console.notes])
    rows.push(['Note', sentenceText(note)]);
  for (const { ignoredColumns, name } of [head.directory, head.console]) {
    if (ignoredColumns.length > 0) {
      rows.push(['Ignored', `columns of ${personText(name)}: ${ignoredColumns.map(personText).join(', ')}`]);
    }
  }
  return columns(rows, layout).join('\n');
}

function listingText(listing: ListingFacts): string {
  const groups = listing.groups > 0 ? `, ${countOf(listing.groups, 'group', 'groups')}` : '';
  const from =
    listing.completedFrom === undefined ? '' : `, completed from ${personText(listing.completedFrom)}`;
  return `${listing.kind.toUpperCase()} ${personText(listing.name)}: ${
    listing.complete ? 'complete' : 'INCOMPLETE'
  }, ${countOf(listing.rows, 'person', 'people')}${groups}${from}`;
}

function guardLead(head: ReportHead): string {
  if (head.status === 'Halted') return 'HALTED before the first change:';
  // Only a run that went on to its first write had its limits lifted (R4).
  const wentOn = !head.testMode && head.applied !== null;
  return wentOn ? 'limits exceeded, allowed for this plan:' : 'a live sync of this report would halt:';
}

function guardPassed(head: ReportHead): string {
  return head.guard.firstSync
    ? 'within limits; the console has no people yet, so creates are not limited in this first sync'
    : 'within limits';
}

function warningsText(reader: ReportReader, layout: Layout): string {
  const counts = reader.warningCounts().filter(({ rows }) => rows > 0);
  const heavyFirst = [...counts].sort(
    (a, b) => Number(isHeavy(b.code)) - Number(isHeavy(a.code)) || b.rows - a.rows,
  );
  if (heavyFirst.length === 0) return '';
  const lines = heavyFirst.map(({ code, rows }) => {
    const heavy = isHeavy(code);
    const text = `${heavy ? '!!' : '! '} ${headlineOf(code, rows)}`;
    return wrap(layout.paint(heavy ? 'loss' : 'caution', text), 2, layout, 5);
  });
  return [layout.paint('strong', 'Warnings'), ...lines].join('\n');
}

function isHeavy(code: string): boolean {
  return isWarningCode(code) && HEAVY_WARNINGS.has(code);
}

/** A report of a later version may hold a warning that this one has no words for. */
function headlineOf(code: string, rows: number): string {
  return isWarningCode(code) ? warningHeadline(code, rows) : `${formatCount(rows)} × ${code}`;
}

function rowsText(reader: ReportReader, verdict: Verdict, layout: Layout): string {
  const filter: RowFilter = { object: 'user', verdicts: [verdict] };
  const { rows } = reader.page(filter, { limit: FIRST_ROWS });
  if (rows.length === 0) return '';
  const total = reader.count(filter);
  const heading =
    total > rows.length
      ? `${verdict} (${formatCount(total)}, the first ${rows.length})`
      : `${verdict} (${formatCount(total)})`;
  return [
    layout.paint(emphasisOf(verdict), heading),
    ...rows.map((row) => rowText(row, layout, 'in-list', 'who-only')),
  ].join('\n');
}

function groupsText({ counts }: ReportHead, layout: Layout): string {
  const { groups, memberships } = counts;
  const rows: string[][] = [];
  const words = (pairs: readonly (readonly [number, string])[]) =>
    pairs.filter(([n]) => n > 0).map(([n, word]) => `${formatCount(n)} ${word}`);
  const ofGroups = words([
    [groups.created, 'created'],
    [groups.changed, 'changed'],
    [groups.archived, 'archived'],
    [groups.restored, 'restored'],
    [groups.blocked, 'blocked'],
    [groups.unchanged, 'unchanged'],
  ]);
  const ofMemberships = words([
    [memberships.created, 'added'],
    [memberships.archived, 'removed'],
    [memberships.blocked, 'blocked'],
    [memberships.unchanged, 'unchanged'],
  ]);
  if (ofGroups.length > 0) rows.push(['Groups', ofGroups.join(', ')]);
  if (ofMemberships.length > 0) rows.push(['Memberships', ofMemberships.join(', ')]);
  return columns(rows, layout, 0).join('\n');
}

/** After a live sync: the first rows that were not applied as approved, with the console's own words. */
function failuresText(reader: ReportReader, head: ReportHead, layout: Layout): string {
  const { failed, movedSincePreview } = head.applied ?? { failed: 0, movedSincePreview: 0 };
  if (failed + movedSincePreview === 0) return '';
  const rows = rowsWithResult(reader, ['refused', 'moved', 'unknown'], FIRST_ROWS);
  if (rows.length === 0) return '';
  return [
    layout.paint(
      'loss',
      `Not applied (${formatCount(failed)} failed, ${formatCount(movedSincePreview)} changed since the preview)`,
    ),
    ...rows.map((row) => rowText(row, layout, 'in-list', 'with-verdict')),
  ].join('\n');
}

/** The first rows with these results, by their number. */
export function rowsWithResult(
  reader: ReportReader,
  results: readonly RowResult['status'][],
  most: number,
): readonly StoredRow[] {
  return reader.withResult(results, 0, most);
}

import type { ReadyLine } from '../../../src-preload/contract/report-approval.ts';
import type { GuardReason } from '../../../src-preload/contract/reports.ts';
import {
  countOf,
  formatCountdown,
  formatDuration,
  formatNumber,
  formatTime,
  plural,
} from '../../design/formats.ts';

/** A line of the ready list in words (ux §5). */
export function readyWords(line: ReadyLine, nowMs: number): string {
  switch (line.code) {
    case 'listings':
      return line.state === 'met' ? 'Both listings complete' : 'A partial report cannot be applied.';
    case 'fresh':
      return freshWords(line);
    case 'guard':
      return guardWords(line, nowMs);
    case 'aliases':
      return aliasWords(line);
    case 'heavy':
      return line.total === 0
        ? 'No heavy warnings'
        : `Heavy warnings reviewed ${formatNumber(line.reviewed)} of ${formatNumber(line.total)}`;
    case 'approved':
      if (!line.approved) return 'Not approved yet';
      return line.lapsed
        ? `Approved by ${line.approved.who}, ${formatTime(line.approved.atMs, nowMs)}: lapsed`
        : `Approved by ${line.approved.who}, ${formatTime(line.approved.atMs, nowMs)}`;
    case 'erased':
      return `Somebody was erased from ${countOf(line.rows, 'row', 'rows')} of this report, so its plan is not whole`;
    case 'provisioning':
      return 'User provisioning is off';
    case 'mode':
      return 'ADI is selected, so SCIM syncs are skipped';
    case 'run':
      return line.interrupted ? 'An interrupted sync waits to be decided' : 'Another sync is going on';
    case 'test-mode':
      return line.on ? 'Test Mode is on' : 'Test Mode is off';
    case 'limit':
      if (line.endsAtMs === undefined || line.endsAtMs <= nowMs) return 'No sync limit in the way';
      return `Limit ends at ${formatTime(line.endsAtMs, nowMs)} (${formatCountdown(line.endsAtMs - nowMs)})`;
    default:
      return line satisfies never;
  }
}

function freshWords(line: Extract<ReadyLine, { code: 'fresh' }>): string {
  if (line.sourcesChanged) return 'Sources or limits were set since this report';
  const age = formatDuration(Math.floor(line.ageMs / 60_000) * 60_000 || 60_000);
  const limit = formatDuration(line.limitMs);
  return line.state === 'met'
    ? `Report is fresh (${line.ageMs < 60_000 ? 'just made' : age}; limit ${limit})`
    : `Report is too old (${age}; limit ${limit})`;
}

const LIMIT_WORDS: Readonly<Record<GuardReason['limit'], readonly [string, string]>> = {
  archived: ['archive', 'archives'],
  half: ['archive', 'archives'],
  created: ['created or restored', 'created or restored'],
  changed: ['changed', 'changed'],
  members: ['membership removed', 'memberships removed'],
  blocked: ['blocked', 'blocked'],
  shrunk: ['directory row', 'directory rows'],
};

function guardWords(line: Extract<ReadyLine, { code: 'guard' }>, nowMs: number): string {
  if (line.reasons.length === 0) return 'Guard: within limits';
  const broken = line.reasons.map(({ limit, count, allowed }) => {
    const [one, other] = LIMIT_WORDS[limit];
    const least = limit === 'shrunk' ? 'at least' : 'limit';
    return `${formatNumber(count)} ${plural(count, one, other)}, ${least} ${formatNumber(allowed)}`;
  });
  const { overridden } = line;
  const allowed = overridden
    ? ` Allowed for this plan by ${overridden.who}, ${formatTime(overridden.atMs, nowMs)}`
    : '';
  return `Guard: ${broken.join('; ')}${allowed === '' ? '' : `.${allowed}`}`;
}

function aliasWords(line: Extract<ReadyLine, { code: 'aliases' }>): string {
  if (line.state === 'met')
    return line.known && line.aliases === 0 ? 'No alias is in the way' : 'Aliases acknowledged';
  return line.known
    ? `${countOf(line.aliases, 'alias', 'aliases')} not acknowledged`
    : 'Aliases are unknown, and that is not acknowledged';
}

/** "See the 37": the rows that the guard is about. */
export function seeWords(reasons: readonly Pick<GuardReason, 'limit' | 'count'>[]): string {
  const [first] = reasons;
  if (!first) return 'See the rows';
  return first.limit === 'shrunk' ? 'See who is missing' : `See the ${formatNumber(first.count)}`;
}

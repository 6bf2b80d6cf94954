import type { NextStep } from '../core/next-step.ts';
import { countOf, formatCount, formatTime } from '../core/number-words.ts';
import type { GuardReason, ReportHead } from '../core/report.ts';

/** What the next step's sentence speaks of. */
export interface StepSubject {
  readonly tenantName: string;
  /** The newest report of a full sync. */
  readonly newest: ReportHead | undefined;
  /** What was saved since that report was made. */
  readonly changedSince: 'exclusions' | 'limits' | undefined;
}

/** The sentence on the card of the next step (ux §3). */
export function stepSentence(step: NextStep, { tenantName, newest, changedSince }: StepSubject): string {
  switch (step.kind) {
    case 'set-up-directory':
      return `Tell Muster where the people of ${tenantName} come from.`;
    case 'enter-token':
      return 'The console is not linked: it needs a SCIM token.';
    case 'resume':
      return 'A sync was interrupted. Nothing is sent twice.';
    case 'show-progress':
      return 'A sync is going on.';
    case 'evaluate-anew': {
      const what = changedSince === 'limits' ? 'Limits' : 'Exclusions';
      return `${what} changed since the report of ${timeOf(newest)}: evaluate it anew, it takes no sync.`;
    }
    case 'review-report':
      return newest ? reviewSentence(newest) : '';
    case 'turn-test-mode-off':
      return `The report of ${timeOf(newest)} is approved. Test Mode is on, so nothing is changed yet.`;
    case 'apply':
      return `The report of ${timeOf(newest)} is approved and can be applied.`;
    case 'force-sync':
      return newest
        ? 'There is no report from the last 24 hours. A test-mode sync changes nothing.'
        : 'No report yet. A test-mode sync changes nothing.';
    case 'nothing':
      return `Nothing to do. Directory and console agree on ${countOf(newest?.counts.users.unchanged ?? 0, 'person', 'people')}.`;
    default:
      return step satisfies never;
  }
}

/** "The report of 14:37 waits for you: 37 people would be archived. A live sync would halt: 37 archives, limit 20." */
function reviewSentence(head: ReportHead): string {
  const { archived, created, changed, restored } = head.counts.users;
  const what =
    archived > 0
      ? `${countOf(archived, 'person', 'people')} would be archived`
      : `${countOf(created + changed + restored, 'person', 'people')} would change, nobody would be archived`;
  const limits = head.guard.halted ? head.guard.reasons.map(overLimit).join('; ') : '';
  const report = `The report of ${timeOf(head)}`;
  if (head.status === 'Halted')
    return `${report} was halted by the limits${limits === '' ? '' : ` (${limits})`}: ${what}.`;
  const halts = limits === '' ? '' : ` A live sync would halt: ${limits}.`;
  return `${report} waits for you: ${what}.${halts}`;
}

/** "37 archives, limit 20"; the report says it at length. */
function overLimit({ limit, count, allowed }: GuardReason): string {
  const max = `limit ${formatCount(allowed)}`;
  switch (limit) {
    case 'archived':
    case 'half':
      return `${countOf(count, 'archive', 'archives')}, ${max}`;
    case 'created':
      return `${countOf(count, 'person', 'people')} created or restored, ${max}`;
    case 'changed':
      return `${countOf(count, 'person', 'people')} changed, ${max}`;
    case 'members':
      return `${countOf(count, 'membership', 'memberships')} removed, ${max}`;
    case 'blocked':
      return `${countOf(count, 'blocked row', 'blocked rows')}, ${max}`;
    case 'shrunk':
      return `${countOf(count, 'directory row', 'directory rows')}, at least ${formatCount(allowed)} expected`;
    default:
      return limit satisfies never;
  }
}

function timeOf(head: ReportHead | undefined): string {
  return head ? formatTime(head.startedAtMs, 'minute') : '';
}

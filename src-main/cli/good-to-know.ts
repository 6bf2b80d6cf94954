import type { SyncOutcome } from '../app/house.ts';
import { countOf, formatCount } from '../core/number-words.ts';
import type { ReportHead } from '../core/report.ts';
import { receivedSentence } from '../core/run-sentences.ts';
import { subjectOf } from './report-subject.ts';
import type { Step } from './step-text.ts';

/**
 * What the console will do by itself, and what cannot be seen from here (R16, R21, R22, R25). `untold`: rows
 * whose person the listing cannot show.
 */
export function goodToKnow({ report, received }: SyncOutcome, untold: number): readonly Step[] {
  if (!report || subjectOf(report) === 'files') return [];
  const steps: Step[] = [];
  const { users } = report.counts;
  if (received) steps.push({ say: receivedSentence(report.applied?.succeeded ?? 0) });
  const arriving = users.created + users.restored;
  if (arriving > 0) {
    steps.push({
      say: `The console may do more by itself: enrol new and restored people (${formatCount(arriving)} here) in campaigns, use licence seats, refuse domains that are not allowed.`,
    });
  }
  if (report.firstLive) steps.push(...firstLiveSteps(report, untold));
  steps.push(...aliasSteps(report));
  return steps;
}

function firstLiveSteps(report: ReportHead, untold: number): readonly Step[] {
  const steps: Step[] = [{ say: isDone(report) ? firstLiveDone(report) : firstLiveAhead(report) }];
  if (untold > 0) {
    steps.push({
      say: `${countOf(untold, 'person', 'people')} cannot be seen in the listing and may be archived by the console.`,
    });
  }
  return steps;
}

const ARCHIVES_THE_UNTOLD = 'This console archives by itself whoever it was not told about';

/** Of the Unchanged people only those whom the plan adopts are written (R22). */
function firstLiveAhead({ counts }: ReportHead): string {
  const { adopted } = counts.users;
  const told =
    adopted > 0
      ? `the first live sync writes ${countOf(adopted, 'Unchanged person', 'Unchanged people')} too`
      : 'the first live sync must tell it about everybody';
  return `${ARCHIVES_THE_UNTOLD}, so ${told}. Leave Test Mode on in the console until this is done. Muster cannot read that Test Mode.`;
}

function firstLiveDone({ counts, applied }: ReportHead): string {
  const { adopted } = counts.users;
  const also = adopted > 0 ? `, ${countOf(adopted, 'Unchanged person', 'Unchanged people')} too` : '';
  const failed = applied?.failed ?? 0;
  const but =
    failed > 0
      ? ` ${countOf(failed, 'row', 'rows')} failed: of these people it may not have been told.`
      : ' Test Mode in the console can be turned off when what it received is as you expect.';
  return `${ARCHIVES_THE_UNTOLD}. This was the first live sync: it wrote everybody in its plan${also}.${but}`;
}

/** Whether a live sync came to its end with nothing that had moved; only then nothing of the plan is ahead (R22). */
function isDone({ testMode, status, applied }: ReportHead): boolean {
  return !testMode && status === 'Completed' && applied?.movedSincePreview === 0;
}

function aliasSteps(report: ReportHead): readonly Step[] {
  const { aliases, profile } = report;
  if (!aliases.known) {
    // Only where aliases exist at all is their unknown number worth a line (R16).
    return profile === 'generic'
      ? []
      : [
          {
            say: 'This console does not show aliases to Muster. Import a user export to see who would lose theirs; without it the number is unknown, not zero.',
          },
        ];
  }
  if (aliases.aliases === 0) return [];
  const what = `${countOf(aliases.aliases, 'alias e-mail address', 'alias e-mail addresses')} of ${countOf(aliases.people, 'person', 'people')}`;
  if (!report.testMode && report.applied) {
    const where = isDone(report) && report.applied.failed === 0 ? '' : ' wherever the row was applied';
    return [
      {
        say: `${what} vanished with this live sync${where}: SCIM has no aliases. They stand in this report.`,
      },
    ];
  }
  return [
    {
      say: `${what} will vanish at the next live sync: SCIM has no aliases. Save the list now, it cannot be read back afterwards. After a move from ADI it must be acknowledged before Test Mode can be turned off.`,
    },
  ];
}

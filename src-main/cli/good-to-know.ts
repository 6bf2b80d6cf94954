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
  const steps: Step[] = [
    {
      say: `This console archives by itself whoever it was not told about, so the first live sync writes ${
        report.counts.users.unchanged > 0
          ? `the ${formatCount(report.counts.users.unchanged)} Unchanged people`
          : 'Unchanged people'
      } too. Leave Test Mode on in the console until this is done. Muster cannot read that Test Mode.`,
    },
  ];
  if (untold > 0) {
    steps.push({
      say: `${countOf(untold, 'person', 'people')} cannot be seen in the listing and may be archived by the console.`,
    });
  }
  return steps;
}

function aliasSteps({ aliases, profile }: ReportHead): readonly Step[] {
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
  return [
    {
      say: `${countOf(aliases.aliases, 'alias e-mail address', 'alias e-mail addresses')} of ${countOf(aliases.people, 'person', 'people')} will vanish at the first live sync: SCIM has no aliases. Save the list now, it cannot be read back afterwards. After a move from ADI it must be acknowledged before Test Mode can be turned off.`,
    },
  ];
}

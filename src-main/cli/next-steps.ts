import type { SyncOutcome } from '../app/house.ts';
import { countOf, formatCount, formatTime } from '../core/number-words.ts';
import type { ReportHead } from '../core/report.ts';
import { receivedSentence } from '../core/run-sentences.ts';
import { quoted } from './options.ts';
import { subjectOf } from './report-subject.ts';
import { type Layout, wrap } from './text-layout.ts';

/** Something to know or to do next; `command` can be copied as it stands. */
interface Step {
  readonly say: string;
  readonly command?: string;
}

export interface StepsContext {
  readonly self: string;
  /** Rows that bear the warning "the console may archive them by itself" (R22). */
  readonly untold: number;
  readonly layout: Layout;
}

/** What would happen next and how to go on, as lines with commands to copy. '' where there is nothing to add. */
export function nextStepsText(outcome: SyncOutcome, context: StepsContext): string {
  const { layout } = context;
  const blocks: string[] = [];
  const knows = knowText(outcome, context);
  if (knows.length > 0) blocks.push(block('Good to know', knows, layout));
  const steps = stepsOf(outcome, context);
  if (steps.length > 0) blocks.push(block('What next', steps, layout));
  return blocks.join('\n\n');
}

function block(heading: string, steps: readonly Step[], layout: Layout): string {
  const lines = [layout.paint('strong', heading)];
  for (const { say, command } of steps) {
    lines.push(wrap(`- ${say}`, 2, layout, 4));
    // A command to copy is never broken.
    if (command !== undefined) lines.push(`      ${command}`);
  }
  return lines.join('\n');
}

/** R16, R21, R22, R25: what the console will do by itself, and what cannot be seen from here. */
function knowText({ report, received }: SyncOutcome, { untold }: StepsContext): readonly Step[] {
  if (!report || subjectOf(report) === 'files') return [];
  const steps: Step[] = [];
  const { users } = report.counts;
  if (received) steps.push({ say: receivedSentence(report.applied?.succeeded ?? 0) });
  const arriving = users.created + users.restored;
  if (arriving > 0) {
    steps.push({
      say: `The console may do more by itself: enrol the ${formatCount(arriving)} new and restored in campaigns, use licence seats, refuse domains that are not allowed.`,
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

function stepsOf(outcome: SyncOutcome, { self }: StepsContext): readonly Step[] {
  const { report, status } = outcome;
  if (status === 'Skipped') return skippedSteps(outcome);
  if (status === 'Interrupted' && outcome.runId !== undefined) {
    return [
      {
        say: 'Go on where it stopped; nothing is sent twice:',
        command: `${self} run resume ${outcome.runId}`,
      },
      { say: 'Or leave it there:', command: `${self} run close ${outcome.runId}` },
    ];
  }
  if (!report) return [];
  const steps: Step[] = [
    { say: `The report is kept as ${report.reportId}:`, command: `${self} report show ${report.reportId}` },
  ];
  const { users } = report.counts;
  if (users.archived > 0) {
    steps.push({
      say: 'Look at everybody who would be archived:',
      command: `${self} report rows ${report.reportId} --kind archived --object user`,
    });
  } else if (users.blocked > 0) {
    steps.push({
      say: 'Look at the blocked rows:',
      command: `${self} report rows ${report.reportId} --kind blocked`,
    });
  }
  const subject = subjectOf(report);
  if (subject === 'files') return [...steps, ...afterPreview(self)];
  if (subject === 'demo') return [...steps, ...afterDemo(outcome, self)];
  if (report.testMode || status === 'Halted') steps.push(...towardsLive(report, self));
  else steps.push(...afterLive(report, self));
  if (outcome.nextAllowedAtMs !== undefined) {
    steps.push({ say: `The next sync can start at ${formatTime(outcome.nextAllowedAtMs, 'second')}.` });
  }
  return steps;
}

function skippedSteps({ nextAllowedAtMs }: SyncOutcome): readonly Step[] {
  return nextAllowedAtMs === undefined
    ? []
    : [
        {
          say: `The next sync can start at ${formatTime(nextAllowedAtMs, 'second')}. Reading reports and editing exclusions never waits.`,
        },
      ];
}

function afterPreview(self: string): readonly Step[] {
  return [
    {
      say: 'To compare with a console itself, add it as a tenant:',
      command: `${self} tenant add --name NAME --tenant-url URL --token-stdin`,
    },
  ];
}

function towardsLive(report: ReportHead, self: string): readonly Step[] {
  const tenant = quoted(report.tenantName);
  if (report.partial) {
    return [
      {
        say: 'A partial report cannot be applied. Put right what stopped the listing, then:',
        command: `${self} sync --tenant ${tenant}`,
      },
    ];
  }
  if (report.only.length === 0 && !hasOperations(report)) return [];
  const only = report.only.length === 0 ? '' : ` --only ${report.only.map((who) => quoted(who)).join(' ')}`;
  const hash = report.planHash.slice(0, 'sha256:'.length + 12);
  const steps: Step[] = [
    {
      say: 'Is there anybody whom a sync must never touch? Check an exclusion list against this report:',
      command: `${self} exclusions check FILE.csv --tenant ${tenant}`,
    },
    {
      say: `Turn Test Mode off when the report is as you expect${report.aliases.aliases > 0 ? ' (after a move from ADI the aliases are acknowledged with it)' : ''}:`,
      command: `${self} settings set --tenant ${tenant} --test-mode off${
        report.aliases.aliases > 0 ? ` --acknowledge-aliases ${report.aliases.hash}` : ''
      }`,
    },
  ];
  if (report.guard.halted) {
    steps.push({
      say: 'The guard would halt this plan. Look at its rows first. If they are right, you can allow this one plan; it is written to the history with your name:',
      command: `${self} sync --tenant ${tenant} --live --plan ${hash} --override-guard ${hash}${only}`,
    });
  } else {
    steps.push({
      say: 'Apply exactly this plan; rows that changed since are left alone:',
      command: `${self} sync --tenant ${tenant} --live --plan ${hash}${only}`,
    });
  }
  return steps;
}

function afterLive(report: ReportHead, self: string): readonly Step[] {
  const { failed, movedSincePreview } = report.applied ?? { failed: 0, movedSincePreview: 0 };
  const steps: Step[] = [];
  if (failed > 0) {
    steps.push({
      say: 'Look at the rows that failed:',
      command: `${self} report rows ${report.reportId} --result refused,unknown`,
    });
  }
  if (movedSincePreview > 0) {
    steps.push({
      say: 'Look at the rows that had changed:',
      command: `${self} report rows ${report.reportId} --result moved`,
    });
  }
  steps.push({
    say: 'A test sync shows what is left to do:',
    command: `${self} sync --tenant ${quoted(report.tenantName)}`,
  });
  return steps;
}

function hasOperations({ counts }: ReportHead): boolean {
  const { users, groups, memberships } = counts;
  const acts = [users, groups].reduce((sum, c) => sum + c.created + c.changed + c.archived + c.restored, 0);
  return acts + memberships.created + memberships.archived + users.adopted > 0;
}

/** The demo console is gone by now, so what comes next is reading, and a console that stays. */
function afterDemo({ nextAllowedAtMs }: SyncOutcome, self: string): readonly Step[] {
  const next =
    nextAllowedAtMs === undefined
      ? ''
      : ` The next demo can start at ${formatTime(nextAllowedAtMs, 'second')}.`;
  return [
    { say: 'Why is somebody in the report, or not?', command: `${self} report why ADDRESS` },
    {
      say: 'The report as a table for a spreadsheet:',
      command: `${self} report export --format csv --out report.csv`,
    },
    {
      say: 'Compare two files of your own, with no console and no network:',
      command: `${self} preview --directory HR.csv --console EXPORT.csv`,
    },
    {
      say: 'Go the whole way to a live sync, on a demo console that stays up in another terminal:',
      command: `${self} console serve --sync-limit 60`,
    },
    { say: `All commands: ${self} help` },
    { say: `Demo: the sync limit is one minute instead of 15.${next}` },
  ];
}

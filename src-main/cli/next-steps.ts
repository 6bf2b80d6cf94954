import type { SyncOutcome } from '../app/house.ts';
import { formatTime } from '../core/number-words.ts';
import type { ReportHead } from '../core/report.ts';
import { goodToKnow } from './good-to-know.ts';
import { quoted } from './options.ts';
import { subjectOf } from './report-subject.ts';
import { type Step, stepsText } from './step-text.ts';
import type { Layout } from './text-layout.ts';

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
  const knows = goodToKnow(outcome, context.untold);
  if (knows.length > 0) blocks.push(stepsText('Good to know', knows, layout));
  const steps = stepsOf(outcome, context);
  if (steps.length > 0) blocks.push(stepsText('What next', steps, layout));
  return blocks.join('\n\n');
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
      say: `Look at everybody who ${report.applied ? 'was to be' : 'would be'} archived:`,
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
  else steps.push(...afterLive(outcome, report, self));
  const { nextAllowedAtMs } = outcome;
  if (nextAllowedAtMs !== undefined && nextAllowedAtMs > report.startedAtMs + report.durationMs) {
    steps.push({ say: `The next sync can start at ${formatTime(nextAllowedAtMs, 'second')}.` });
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
  if (report.erased !== undefined) {
    return [
      {
        say: 'Somebody was erased from this report, so it is not applied any more. For a plan that can be:',
        command: `${self} sync --tenant ${tenant}`,
      },
    ];
  }
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
  ];
  if (report.testMode)
    steps.push(testModeOff(report, `${self} settings set --tenant ${tenant} --test-mode off`));
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
  if (report.undoes !== undefined) steps.push(DONE_AGAIN);
  return steps;
}

function testModeOff({ aliases }: ReportHead, command: string): Step {
  if (aliases.aliases === 0) {
    return { say: 'Turn Test Mode off when the report is as you expect:', command };
  }
  return {
    say: 'Turn Test Mode off when the report is as you expect (after a move from ADI the aliases are acknowledged with it):',
    command: `${command} --acknowledge-aliases ${aliases.hash}`,
  };
}

function afterLive({ runId }: SyncOutcome, report: ReportHead, self: string): readonly Step[] {
  const { succeeded, failed, movedSincePreview } = report.applied ?? NOTHING_APPLIED;
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
  if (report.undoes !== undefined) steps.push(DONE_AGAIN);
  steps.push({
    say: `A test sync shows what ${report.undoes === undefined ? 'is left' : 'the next sync would have'} to do:`,
    command: `${self} sync --tenant ${quoted(report.tenantName)}`,
  });
  if (succeeded > 0 && runId !== undefined) {
    steps.push({
      say: `Was it wrong? See first what it would take to undo this ${report.undoes === undefined ? 'sync' : 'undo'}:`,
      command: `${self} run undo ${runId}`,
    });
  }
  return steps;
}

const NOTHING_APPLIED = { succeeded: 0, failed: 0, movedSincePreview: 0 };

/** An undo changes the console and not what it is compared with (R23). */
const DONE_AGAIN: Step = {
  say: 'An undo leaves the directory as it is, so the next sync would do the same again. Put the directory right before it runs, or exclude the people.',
};

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

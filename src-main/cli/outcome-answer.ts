import type { House, SyncOutcome } from '../app/house.ts';
import type { ReportReader } from '../app/ports/report-store.ts';
import type { WarningCounts } from '../app/report-json.ts';
import type { Answer } from './answer.ts';
import { exitOfOutcome, incompleteWhy } from './exit-codes.ts';
import { outcomeJson } from './json-contract.ts';
import { nextStepsText } from './next-steps.ts';
import { sentenceText } from './people-text.ts';
import type { Use } from './session.ts';
import { summaryText } from './summary-text.ts';
import { wrap } from './text-layout.ts';

/** How a sync, preview or demo ended: the JSON of design §14, or the summary and how to go on. */
export function outcomeAnswer(house: House, use: Use, outcome: SyncOutcome, asked: 'test' | 'live'): Answer {
  const opened = outcome.report ? house.openReport(outcome.report.reportId) : undefined;
  // A report that cannot be opened again has still been made; its head says the most of it.
  const reader = opened?.ok ? opened.value : undefined;
  try {
    const warnings: WarningCounts = reader?.warningCounts() ?? [];
    const context = {
      self: use.self,
      layout: use.layout,
      untold: untoldIn(warnings),
    };
    const parts = [
      outcome.skip ? wrap(sentenceText(outcome.skip.sentence), 0, use.layout) : '',
      reader ? summaryText(reader, use.layout) : '',
      nextStepsText(outcome, context),
    ];
    const failure =
      outcome.failure ??
      (outcome.report && incompleteWhy(outcome.report)) ??
      (opened && !opened.ok ? opened.failure : undefined);
    return {
      exit: exitOfOutcome(outcome),
      json: outcomeJson(outcome, asked, warnings),
      text: parts.filter((part) => part !== '').join('\n\n'),
      ...(failure ? { failure } : {}),
    };
  } finally {
    reader?.close();
  }
}

/** A report that is opened later, with how to go on from it. */
export function reportText(reader: ReportReader, { self, layout }: Use): string {
  const head = reader.head();
  const outcome: SyncOutcome = {
    status: head.status,
    runId: undefined,
    report: head,
    // When the next sync may start was true when the report was made, and says nothing now.
    nextAllowedAtMs: undefined,
    received: head.received,
  };
  const untold = untoldIn(reader.warningCounts());
  const parts = [summaryText(reader, layout), nextStepsText(outcome, { self, layout, untold })];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** People whom the listing cannot show and the console may archive by itself (R22). */
function untoldIn(warnings: WarningCounts): number {
  return warnings.find(({ code }) => code === 'console.itself')?.rows ?? 0;
}

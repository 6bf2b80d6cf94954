/** What is known of a tenant when its next step is chosen (ux §3). */
export interface StepFacts {
  readonly hasDirectory: boolean;
  readonly isLinked: boolean;
  readonly interruptedRun: { readonly runId: string } | undefined;
  readonly isRunAlive: boolean;
  /** The newest report of a full sync, as far as it says what to do next. */
  readonly report:
    | {
        readonly reportId: string;
        readonly state: 'halted' | 'waits' | 'lapsed' | 'approved' | 'none';
        readonly isFresh: boolean;
        /** Exclusions or limits were set after it was made, and its listings can be evaluated with them (ux §5). */
        readonly isOutdated: boolean;
      }
    | undefined;
  readonly testMode: boolean;
}

/** The one next step of the Overview, with the report or run that it is about. */
export type NextStep =
  | { readonly kind: 'set-up-directory' | 'enter-token' | 'show-progress' | 'force-sync' | 'nothing' }
  | { readonly kind: 'resume'; readonly runId: string }
  | {
      readonly kind: 'evaluate-anew' | 'review-report' | 'turn-test-mode-off' | 'apply';
      readonly reportId: string;
    };

/**
 * Exactly one, the first that fits, in the order of ux §3. What is asked about a report that other exclusions or limits
 * have overtaken would be asked about a plan that no sync makes any more, so that report is evaluated anew first.
 */
export function nextStep(facts: StepFacts): NextStep {
  const { report, interruptedRun } = facts;
  if (!facts.hasDirectory) return { kind: 'set-up-directory' };
  if (!facts.isLinked) return { kind: 'enter-token' };
  if (interruptedRun) return { kind: 'resume', runId: interruptedRun.runId };
  if (facts.isRunAlive) return { kind: 'show-progress' };
  if (report?.isOutdated && report.isFresh) return { kind: 'evaluate-anew', reportId: report.reportId };
  if (report && report.state !== 'none') {
    const { reportId, state } = report;
    if (state !== 'approved') return { kind: 'review-report', reportId };
    return { kind: facts.testMode ? 'turn-test-mode-off' : 'apply', reportId };
  }
  return { kind: report?.isFresh ? 'nothing' : 'force-sync' };
}

import type { OverviewView, overviewCalls, PastRun } from '../../src-preload/contract/overview.ts';
import type { HistoryItem } from '../app/history-page.ts';
import { FRESH_MS } from '../core/build-ready-list.ts';
import { succeed } from '../core/failure.ts';
import { nextStep, type StepFacts } from '../core/next-step.ts';
import { countOf } from '../core/number-words.ts';
import { HEAVY_WARNINGS, isWarningCode } from '../core/reason-codes.ts';
import { warningHeadline } from '../core/reasons.ts';
import { isOfFullSync, type ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Handlers } from './bus.ts';
import { type StepSubject, stepSentence } from './overview-words.ts';
import { approvalState, changedSince, overtakenBy } from './report-view.ts';
import { tenantView } from './tenant-view.ts';
import type { WindowParts } from './window-parts.ts';

const RUNS_SHOWN = 10;
const ACTS_LOOKED_AT = 200;

/** The Overview: what is next, what needs attention, what was done last (ux §3). */
export function overviewHandlers(parts: WindowParts): Handlers<typeof overviewCalls> {
  const { house } = parts;
  return {
    async readOverview({ tenantId }) {
      const found = house.findTenant(tenantId);
      if (!found.ok) return found;
      const tenant = found.value;
      const history = house.history({ tenant: tenant.id, topics: ['runs'], limit: RUNS_SHOWN });
      if (!history.ok) return history;
      const heads = house.reports.list(tenant.id);
      const newest = heads.find(isFull);
      const since = changedSinceNewest(newest, heads, parts);
      const step = nextStep(factsOf(tenant, newest, heads, since, parts));
      const subject = { tenantName: tenant.name, newest, changedSince: since };
      return succeed({
        nextStep: { ...step, sentence: stepSentence(step, subject) },
        attention: newest ? attentionOf(newest, parts) : [],
        lastRuns: history.value.items.flatMap(pastRun),
      } satisfies OverviewView);
    },
  };
}

function isFull(head: ReportHead): boolean {
  return isOfFullSync(head) && head.lookUp === undefined;
}

/** The same that the report itself says of what was saved after it, and for the same reports (ux §5). */
function changedSinceNewest(
  newest: ReportHead | undefined,
  reports: readonly ReportHead[],
  { house }: WindowParts,
): StepSubject['changedSince'] {
  if (!newest || newest.erased !== undefined || overtakenBy(newest, reports)) return undefined;
  const history = house.listHistory(newest.tenantId, ACTS_LOOKED_AT);
  return history.ok ? changedSince(newest, history.value) : undefined;
}

function factsOf(
  tenant: Tenant,
  newest: ReportHead | undefined,
  reports: readonly ReportHead[],
  since: StepSubject['changedSince'],
  { house, links, runs, now }: WindowParts,
): StepFacts {
  const view = tenantView(tenant, house, links.known(tenant.id));
  const [interrupted] = house.interruptedRuns(tenant.id);
  /** A plan that was applied asks for no step. */
  const openState = (report: ReportHead) => {
    const state = approvalState(report, {
      reports,
      nowMs: now(),
      approvalOf: (planHash) => {
        const approval = house.approvalOf(tenant.id, planHash);
        return approval.ok ? approval.value : undefined;
      },
    });
    return state === 'applied' ? 'none' : state;
  };
  return {
    hasDirectory: tenant.directory !== undefined,
    isLinked: view.link !== 'not-linked',
    interruptedRun: interrupted && { runId: interrupted.id },
    isRunAlive: runs.list().some((run) => run.tenantId === tenant.id),
    testMode: view.testMode,
    report: newest && {
      reportId: newest.reportId,
      isOutdated: since !== undefined,
      isFresh: now() - newest.startedAtMs < FRESH_MS && !newest.partial,
      state: newest.status === 'Halted' ? 'halted' : openState(newest),
    },
  };
}

/** Warnings of the newest report, heavy first, and what of it cannot be decided. */
function attentionOf(head: ReportHead, parts: WindowParts): OverviewView['attention'] {
  const { reportId } = head;
  if (head.applied !== null) return [];
  const warnings = warningsOf(reportId, parts);
  const { blocked } = head.counts.users;
  return [
    ...(head.partial
      ? [
          {
            weight: 'heavy' as const,
            sentence: 'The last report is partial: a listing was incomplete',
            reportId,
          },
        ]
      : []),
    ...(head.guard.halted
      ? [{ weight: 'heavy' as const, sentence: 'A live sync of the last report would halt', reportId }]
      : []),
    ...warnings,
    ...(blocked > 0
      ? [
          {
            weight: 'light' as const,
            sentence: countOf(blocked, 'row is blocked', 'rows are blocked'),
            reportId,
          },
        ]
      : []),
  ];
}

/**
 * A report holds how many rows bear each warning, so that the window at its start waits for no report to be read as a
 * whole, which takes a second where it is of a million people.
 */
function warningsOf(reportId: string, { house }: WindowParts): OverviewView['attention'] {
  const opened = house.openReport(reportId);
  // The Reports screen says why a report cannot be read; here it only has nothing to warn of.
  if (!opened.ok) return [];
  try {
    return opened.value.warningCounts().flatMap(({ code, rows }) => {
      if (rows === 0 || !isWarningCode(code)) return [];
      const weight = HEAVY_WARNINGS.has(code) ? ('heavy' as const) : ('light' as const);
      return [{ weight, sentence: warningHeadline(code, rows), reportId }];
    });
  } finally {
    opened.value.close();
  }
}

function pastRun(item: HistoryItem): PastRun[] {
  if (item.kind !== 'run') return [];
  const { run, atMs, outcomeText, testMode, durationMs, report } = item;
  return [
    {
      runId: run.id,
      atMs,
      outcome: outcomeText,
      testMode,
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(report && {
        reportId: report.reportId,
        changes: report.created + report.changed + report.archived + report.restored,
        archived: report.archived,
      }),
    },
  ];
}

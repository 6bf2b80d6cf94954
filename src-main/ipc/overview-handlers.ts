import type {
  NextStepView,
  OverviewView,
  overviewCalls,
  PastRun,
} from '../../src-preload/contract/overview.ts';
import type { HistoryItem } from '../app/history-page.ts';
import { FRESH_MS } from '../core/build-ready-list.ts';
import { succeed } from '../core/failure.ts';
import { type NextStep, nextStep, type StepFacts } from '../core/next-step.ts';
import { countOf, formatTime } from '../core/number-words.ts';
import type { ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Handlers } from './bus.ts';
import { approvalState } from './report-view.ts';
import { tenantView } from './tenant-view.ts';
import type { WindowParts } from './window-parts.ts';

const RUNS_SHOWN = 10;

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
      const facts = factsOf(tenant, newest, heads, parts);
      return succeed({
        nextStep: stepView(nextStep(facts), newest, tenant),
        attention: newest ? await attentionOf(newest, parts) : [],
        lastRuns: history.value.items.flatMap(pastRun),
      } satisfies OverviewView);
    },
  };
}

function isFull({ only, undoes, lookUp }: ReportHead): boolean {
  return only.length === 0 && undoes === undefined && lookUp === undefined;
}

function factsOf(
  tenant: Tenant,
  newest: ReportHead | undefined,
  reports: readonly ReportHead[],
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
      isFresh: now() - newest.startedAtMs < FRESH_MS && !newest.partial,
      state: newest.status === 'Halted' ? 'halted' : openState(newest),
    },
  };
}

function stepView(step: NextStep, newest: ReportHead | undefined, tenant: Tenant): NextStepView {
  return { ...step, sentence: stepSentence(step, newest, tenant) };
}

function stepSentence(step: NextStep, newest: ReportHead | undefined, tenant: Tenant): string {
  switch (step.kind) {
    case 'set-up-directory':
      return `Tell Muster where the people of ${tenant.name} come from.`;
    case 'enter-token':
      return 'The console is not linked: it needs a SCIM token.';
    case 'resume':
      return 'A sync was interrupted. Nothing is sent twice.';
    case 'show-progress':
      return 'A sync is going on.';
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

/** "The report of 14:37 waits for you: 3 people would be archived." */
function reviewSentence(head: ReportHead): string {
  const { archived, created, changed, restored } = head.counts.users;
  const what =
    archived > 0
      ? `${countOf(archived, 'person', 'people')} would be archived`
      : `${countOf(created + changed + restored, 'person', 'people')} would change, nobody would be archived`;
  const state = head.status === 'Halted' ? 'was halted by the limits' : 'waits for you';
  return `The report of ${timeOf(head)} ${state}: ${what}.`;
}

function timeOf(head: ReportHead | undefined): string {
  return head ? formatTime(head.startedAtMs, 'minute') : '';
}

/** Warnings of the newest report, heavy first, and what of it cannot be decided. */
async function attentionOf(head: ReportHead, { house }: WindowParts): Promise<OverviewView['attention']> {
  const { reportId } = head;
  if (head.applied !== null) return [];
  const overview = await house.reportDesk.open(reportId);
  // The Reports screen says why a report cannot be read; here it only has nothing to warn of.
  const warnings = overview.ok ? overview.value.facets.warnings : [];
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
    ...warnings.map(({ weight, headline }) => ({ weight, sentence: headline, reportId })),
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

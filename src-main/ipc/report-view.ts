import type {
  RowDetail as DetailView,
  ReportFacets as FacetsView,
} from '../../src-preload/contract/report-rows.ts';
import type { CommonCause, Listing, ReportEntry, ReportView } from '../../src-preload/contract/reports.ts';
import type { ReportFacets, ReportOverview, RowDetail } from '../app/report-desk.ts';
import type { PlanApproval } from '../app/window-house.ts';
import type { HistoryEntry } from '../core/audit-line.ts';
import { FRESH_MS } from '../core/build-ready-list.ts';
import { planSize } from '../core/plan-size.ts';
import { isOfFullSync, type ListingFacts, type ReportHead } from '../core/report.ts';
import { countToType, guardSentence, receivedSentence } from '../core/run-sentences.ts';
import { partialLead, summarySentences } from '../core/summary-sentence.ts';
import type { Tenant } from '../core/tenant.ts';
import { REASON_WORDS, RESULT_WORDS } from './report-view-words.ts';

/** What the other reports and the approvals of the tenant say about one report. */
export interface ReportSurroundings {
  /** All reports of the tenant, newest first. */
  readonly reports: readonly ReportHead[];
  readonly approvalOf: (planHash: string) => PlanApproval | undefined;
  readonly nowMs: number;
}

/** A report in the list of reports. */
export function entryView(head: ReportHead, around: ReportSurroundings): ReportEntry {
  const [sentence, ...more] = summarySentences(head);
  const { reportId, tenantId, startedAtMs, durationMs, status, partial, counts } = head;
  return {
    ...{ reportId, tenantId, startedAtMs, durationMs, status, partial, counts, sentence, more },
    kind: kindOf(head),
    approval: approvalState(head, around),
  };
}

/** A report as its screen shows it, without its rows. */
export function reportView(
  { head, facets, heavy, rows }: ReportOverview,
  around: ReportSurroundings & {
    readonly tenant: Tenant | undefined;
    readonly history: readonly HistoryEntry[];
    readonly mostly?: CommonCause | undefined;
  },
): ReportView {
  const { tenant, history, reports, mostly } = around;
  const { guard, aliases, exclusions, applied } = head;
  const toType = countToType(guard);
  const since = changedSince(head, history);
  const newer = newerReport(head, reports);
  const overtaken = overtakenBy(head, reports);
  return {
    ...entryView(head, around),
    tenantName: head.tenantName,
    planHash: head.planHash,
    rows,
    only: head.only,
    ...(head.undoes === undefined ? {} : { undoes: head.undoes }),
    ...(head.reEvaluates === undefined ? {} : { reEvaluates: head.reEvaluates }),
    ...(head.reEvaluatedAtMs === undefined ? {} : { reEvaluatedAtMs: head.reEvaluatedAtMs }),
    ...(head.erased === undefined ? {} : { erased: head.erased }),
    lead: head.partial ? partialLead(head) : [],
    directory: listingView(head.directory),
    console: listingView(head.console),
    exclusions: {
      sources: exclusions.sources,
      addresses: exclusions.addresses,
      notes: exclusions.notes ?? [],
    },
    guard: {
      halted: guard.halted,
      firstSync: guard.firstSync,
      activeBefore: guard.activeBefore,
      reasons: guard.reasons.map((reason) => ({
        ...reason,
        sentence: guardSentence(
          reason,
          head.tenantName,
          tenant?.guardLimits,
          head.undoes === undefined ? 'sync' : 'undo',
        ),
      })),
      ...(toType === undefined ? {} : { countToType: toType }),
      ...(mostly ? { mostly } : {}),
    },
    aliases: { known: aliases.known, aliases: aliases.aliases, people: aliases.people },
    firstLive: head.firstLive,
    ...(head.received && applied ? { received: receivedSentence(applied.succeeded) } : {}),
    ...(applied ? { applied: { ...applied } } : {}),
    ...(since ? { changedSince: since } : {}),
    ...(newer ? { newer: { reportId: newer.reportId, startedAtMs: madeAt(newer) } } : {}),
    ...(overtaken ? { overtaken: { reportId: overtaken.reportId, startedAtMs: overtaken.startedAtMs } } : {}),
    facets: facetsView(facets),
    heavy,
  };
}

/** Facets with the words of their codes. */
export function facetsView(facets: ReportFacets): FacetsView {
  return {
    ...facets,
    reasons: facets.reasons.map((facet) => ({ ...facet, label: REASON_WORDS[facet.value] })),
    results: facets.results.map((facet) => ({ ...facet, label: RESULT_WORDS[facet.value] })),
  };
}

/** A row as the detail pane shows it. */
export function detailView({ matchedBy, directoryRef, consoleRef, marked, ...row }: RowDetail): DetailView {
  return {
    ...row,
    ...(matchedBy === undefined ? {} : { matchedBy }),
    ...(directoryRef === undefined ? {} : { directoryRef }),
    ...(consoleRef === undefined ? {} : { consoleRef }),
    ...(marked === undefined ? {} : { marked }),
  };
}

/** Whether nothing about the report itself forbids to apply it. */
export function canBeApplied(head: ReportHead): boolean {
  const { partial, erased, draft, lookUp, applied } = head;
  const hasActs = planSize(head) + head.counts.users.adopted > 0;
  return (
    hasActs &&
    !partial &&
    erased === undefined &&
    draft === undefined &&
    lookUp === undefined &&
    applied === null
  );
}

/** A report waits while it is fresh, can be applied and is the newest of its kind; older ones are out of date (ux §1). */
export function approvalState(head: ReportHead, around: ReportSurroundings): ReportEntry['approval'] {
  const { reports, nowMs } = around;
  const isApplied = reports.some(({ planHash, applied }) => planHash === head.planHash && applied !== null);
  if (!canBeApplied(head)) return 'none';
  if (isApplied) return 'applied';
  const approval = around.approvalOf(head.planHash);
  if (approval) return approval.lapsed ? 'lapsed' : 'approved';
  const isFresh = nowMs - head.startedAtMs < FRESH_MS;
  return isFresh && newerReport(head, reports) === undefined ? 'waits' : 'none';
}

function kindOf({ testMode, only, undoes, reEvaluates }: ReportHead): ReportEntry['kind'] {
  if (undoes !== undefined) return 'undo';
  if (only.length > 0) return testMode ? 'one-off-test' : 'one-off-live';
  if (reEvaluates !== undefined && testMode) return 'evaluated';
  return testMode ? 'test' : 'live';
}

/** The newest report of a full sync that was made later than this one; of single people and undos there is none. */
function newerReport(head: ReportHead, reports: readonly ReportHead[]): ReportHead | undefined {
  if (!isOfFullSync(head)) return undefined;
  return reports
    .filter(
      (other) => isOfFullSync(other) && other.reportId !== head.reportId && madeAt(other) > madeAt(head),
    )
    .toSorted((a, b) => madeAt(b) - madeAt(a))[0];
}

/** The newest live sync or undo that was applied after a report that was not. A sync of single people overtakes nothing. */
export function overtakenBy(head: ReportHead, reports: readonly ReportHead[]): ReportHead | undefined {
  if (head.applied !== null) return undefined;
  return reports
    .filter(({ applied, only }) => applied !== null && only.length === 0)
    .filter((live) => madeAt(live) > madeAt(head))
    .toSorted((a, b) => madeAt(b) - madeAt(a))[0];
}

function madeAt({ startedAtMs, reEvaluatedAtMs }: ReportHead): number {
  return reEvaluatedAtMs ?? startedAtMs;
}

/** Exclusions or limits that were set after the report was made: it shows other verdicts than the next sync (ux §5). */
export function changedSince(head: ReportHead, history: readonly HistoryEntry[]): ReportView['changedSince'] {
  if (!isOfFullSync(head) || head.applied !== null) return undefined;
  const after = history.filter(({ atMs }) => atMs > madeAt(head)).map(({ what }) => what);
  if (after.includes('exclusions-saved')) return 'exclusions';
  return after.includes('limits-set') ? 'limits' : undefined;
}

function listingView({ why, completedFrom, ...listing }: ListingFacts): Listing {
  return {
    ...listing,
    ...(why === undefined ? {} : { why: why.sentence }),
    ...(completedFrom === undefined ? {} : { completedFrom }),
  };
}

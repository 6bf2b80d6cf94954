import type { SyncOutcome } from '../app/house.ts';
import type { Run } from '../app/ports/main-store.ts';
import type { StoredRow } from '../app/ports/report-store.ts';
import { labelOf } from '../core/attributes.ts';
import type { Failure } from '../core/failure.ts';
import { HEAVY_WARNINGS } from '../core/reason-codes.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { GuardReason, ListingFacts, ReportHead } from '../core/report.ts';
import { guardSentence, resultSentence } from '../core/run-sentences.ts';
import type { Tenant } from '../core/tenant.ts';
import { failureJson } from './output.ts';
import { subjectOf } from './report-subject.ts';

// The JSON of design §14. Fields may be added; none is renamed, removed or changes its meaning.

export type WarningCounts = readonly { readonly code: string; readonly rows: number }[];

/** A report as `demo`, `preview`, `sync` and `report show` give it. */
export function reportJson(head: ReportHead, warnings: WarningCounts) {
  return {
    reportId: head.reportId,
    planHash: head.planHash,
    status: head.status,
    testMode: head.testMode,
    tenant: tenantOf(head),
    profile: head.profile,
    users: head.counts.users,
    groups: head.counts.groups,
    memberships: head.counts.memberships,
    directory: listingJson(head.directory),
    console: listingJson(head.console),
    partial: head.partial,
    only: head.only,
    erased: head.erased ?? 0,
    undoes: head.undoes ?? null,
    guard: {
      halted: head.guard.halted,
      reasons: head.guard.reasons.map((reason) => guardJson(reason, head.tenantName)),
      firstSync: head.guard.firstSync,
      activeBefore: head.guard.activeBefore,
    },
    warnings: Object.fromEntries(warnings.map(({ code, rows }) => [code, rows])),
    aliases: head.aliases,
    exclusions: {
      sources: head.exclusions.sources,
      addresses: head.exclusions.addresses,
      notes: head.exclusions.notes ?? [],
    },
    firstLive: head.firstLive,
    applied: head.applied,
    nextAllowedAt: isoTime(head.nextAllowedAtMs),
    startedAt: isoTime(head.startedAtMs),
    durationMs: Math.round(head.durationMs),
  };
}

/** What stands in place of a report's facts where nothing was listed: not known, which is not zero. */
const NOTHING_LISTED = {
  reportId: null,
  planHash: null,
  users: null,
  groups: null,
  memberships: null,
  directory: null,
  console: null,
  guard: null,
  applied: null,
  durationMs: 0,
} as const;

/** How a sync or preview ended, in the same shape. */
export function outcomeJson(outcome: SyncOutcome, asked: 'test' | 'live', warnings: WarningCounts) {
  const { report, skip, failure } = outcome;
  const facts = report ? reportJson(report, warnings) : { ...NOTHING_LISTED, testMode: asked === 'test' };
  return {
    ...facts,
    status: outcome.status,
    runId: outcome.runId ?? null,
    ...(skip ? { skip } : {}),
    received: outcome.received,
    nextAllowedAt: isoTime(outcome.nextAllowedAtMs ?? report?.nextAllowedAtMs),
    ...(failure ? { error: failureJson(failure) } : {}),
  };
}

function listingJson(listing: ListingFacts) {
  const { kind, name, rows, groups, complete, why, readAtMs, notes, ignoredColumns, completedFrom } = listing;
  return {
    kind,
    name,
    rows,
    groups,
    complete,
    ...(why ? { why: shortFailure(why) } : {}),
    readAt: isoTime(readAtMs),
    notes,
    ignoredColumns,
    ...(completedFrom === undefined ? {} : { completedFrom }),
  };
}

function shortFailure({ code, sentence, where }: Failure) {
  return { code, sentence, ...(where ? { where } : {}) };
}

function guardJson(reason: GuardReason, tenant: string) {
  return { ...reason, sentence: guardSentence(reason, tenant) };
}

/** A row with its sentences; values are exact, as text. */
export function rowJson(row: StoredRow) {
  return {
    row: row.seq,
    object: row.object,
    verdict: row.verdict,
    name: row.name,
    address: row.address,
    ...(typeof row.facts.group === 'string' ? { group: row.facts.group } : {}),
    reason: { code: row.reason, sentence: reasonSentence(row) },
    changes: row.changes.map((change) => ({ ...change, label: labelOf(change.field) })),
    warnings: row.warnings.map((warning) => ({
      code: warning.code,
      weight: HEAVY_WARNINGS.has(warning.code) ? 'heavy' : 'light',
      sentence: warningSentence(warning),
    })),
    ...(row.directoryRef === undefined ? {} : { directoryRef: row.directoryRef }),
    ...(row.consoleRef === undefined ? {} : { consoleRef: row.consoleRef }),
    ...(row.adopted ? { adopted: true } : {}),
    ...(row.result ? { result: { ...row.result, sentence: resultSentence(row.result) } } : {}),
  };
}

function tenantOf(head: ReportHead) {
  return subjectOf(head) === 'files' ? null : { id: head.tenantId, name: head.tenantName };
}

/** A report in a list. */
export function headJson(head: ReportHead) {
  const { reportId, planHash, status, testMode, partial, only, counts, guard, applied } = head;
  return {
    reportId,
    planHash,
    status,
    testMode,
    partial,
    only,
    undoes: head.undoes ?? null,
    tenant: tenantOf(head),
    startedAt: isoTime(head.startedAtMs),
    users: counts.users,
    groups: counts.groups,
    memberships: counts.memberships,
    guard: { halted: guard.halted },
    applied,
  };
}

export function tenantJson(tenant: Tenant) {
  return {
    id: tenant.id,
    name: tenant.name,
    tenantUrl: tenant.tenantUrl,
    consoleApiUrl: tenant.consoleApiUrl ?? null,
    profile: tenant.profile,
    directory: tenant.directory ?? null,
    consoleExportFile: tenant.consoleExportFile ?? null,
    exclusionsFile: tenant.exclusionsFile ?? null,
    syncLimitSeconds: Math.round(tenant.syncLimitMs / 1000),
    firstLiveDone: tenant.firstLiveDone,
    addedAt: isoTime(tenant.addedAtMs),
  };
}

export function runJson(run: Run) {
  return {
    runId: run.id,
    kind: run.kind,
    status: run.status,
    startedAt: isoTime(run.startedAtMs),
    endedAt: isoTime(run.endedAtMs),
    who: run.who,
    reportId: run.reportId ?? null,
    planHash: run.planHash ?? null,
    cause: run.causeSentence === undefined ? null : { code: run.causeCode, sentence: run.causeSentence },
    applied: run.applied ?? null,
    nextAllowedAt: isoTime(run.nextAllowedAtMs),
  };
}

export function isoTime(atMs: number | null | undefined): string | null {
  return atMs === null || atMs === undefined ? null : new Date(atMs).toISOString();
}

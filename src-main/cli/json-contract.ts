import type { SyncOutcome } from '../app/house.ts';
import type { Run } from '../app/ports/main-store.ts';
import { isoTime, reportJson, reportTenantJson, type WarningCounts } from '../app/report-json.ts';
import type { ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import { failureJson } from './output.ts';

// The JSON of design §14. Fields may be added; none is renamed, removed or changes its meaning.

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
    requests: outcome.load ?? null,
    nextAllowedAt: isoTime(outcome.nextAllowedAtMs ?? report?.nextAllowedAtMs),
    ...(failure ? { error: failureJson(failure) } : {}),
  };
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
    tenant: reportTenantJson(head),
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

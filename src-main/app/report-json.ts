import { labelOf } from '../core/attributes.ts';
import type { Failure } from '../core/failure.ts';
import { HEAVY_WARNINGS } from '../core/reason-codes.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { GuardReason, ListingFacts, ReportHead } from '../core/report.ts';
import { guardSentence, resultSentence } from '../core/run-sentences.ts';
import type { StoredRow } from './ports/report-store.ts';
import { FILES_TENANT } from './preview-files.ts';

// The JSON of design §14. Fields may be added; none is renamed, removed or changes its meaning.

export type WarningCounts = readonly { readonly code: string; readonly rows: number }[];

/** A report as `demo`, `preview`, `sync` and `report show` give it. */
export function reportJson(head: ReportHead, warnings: WarningCounts) {
  return {
    reportId: head.reportId,
    planHash: head.planHash,
    status: head.status,
    testMode: head.testMode,
    tenant: reportTenantJson(head),
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

/** `null` for a comparison of files. */
export function reportTenantJson(head: ReportHead) {
  return head.tenantId === FILES_TENANT ? null : { id: head.tenantId, name: head.tenantName };
}

export function isoTime(atMs: number | null | undefined): string | null {
  return atMs === null || atMs === undefined ? null : new Date(atMs).toISOString();
}

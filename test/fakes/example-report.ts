import type { Counts, ReportHead, ReportRow } from '../../src-main/core/report.ts';

type PartOfCounts = { readonly [Part in keyof Counts]?: Partial<Counts[Part]> };

/** Counts of a report; what is not named is zero. */
export function exampleCounts(counts: PartOfCounts = {}): Counts {
  const none = { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 0, blocked: 0 };
  return {
    users: { ...none, excluded: 0, adopted: 0, ...counts.users },
    groups: { ...none, ...counts.groups },
    memberships: { created: 0, archived: 0, unchanged: 0, blocked: 0, ...counts.memberships },
  };
}

export const exampleReadAtMs = Date.UTC(2026, 10, 24, 14, 37);

/** The head of a report of Contoso: a test-mode sync that found nothing to do, unless told otherwise. */
export function exampleHead(changes: Partial<ReportHead> = {}): ReportHead {
  const listing = {
    groups: 0,
    complete: true,
    readAtMs: exampleReadAtMs,
    notes: [],
    ignoredColumns: [],
  };
  return {
    reportId: '01REPORT',
    tenantId: 'tenant-1',
    tenantName: 'Contoso',
    planHash: `sha256:${'ab12'.repeat(16)}`,
    status: 'Completed',
    testMode: true,
    only: [],
    partial: false,
    profile: 'generic',
    startedAtMs: exampleReadAtMs,
    durationMs: 1200,
    counts: exampleCounts({ users: { unchanged: 437 } }),
    directory: { kind: 'csv', name: 'hr.csv', rows: 437, ...listing },
    console: { kind: 'scim', name: 'console.example', rows: 437, ...listing },
    exclusions: { sources: [], addresses: 0, hash: 'sha256:0' },
    mappingHash: 'sha256:1',
    guard: { halted: false, reasons: [], firstSync: false, activeBefore: 406 },
    aliases: { known: true, aliases: 0, people: 0, hash: 'sha256:2' },
    firstLive: false,
    received: false,
    applied: null,
    nextAllowedAtMs: null,
    ...changes,
  };
}

/** A row about a user; what is not named is an unremarkable Created. */
export function exampleRow(changes: Partial<ReportRow> = {}): ReportRow {
  return {
    object: 'user',
    verdict: 'Created',
    key: 'ana.ruiz@contoso.example',
    name: 'Ana Ruiz',
    address: 'ana.ruiz@contoso.example',
    reason: 'created.new',
    facts: {},
    changes: [],
    warnings: [],
    ...changes,
  };
}

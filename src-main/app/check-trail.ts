import { LINE } from '../core/audit-line.ts';
import type { AuditEntry, Sha256, TrailEnd } from '../core/audit-trail.ts';
import { checkChain, type TrailFault } from '../core/check-chain.ts';
import type { TrailReport } from '../core/trail-sentences.ts';
import type { AuditStore, ShownLine } from './ports/audit-store.ts';

const PAGE = 1_000;

/**
 * Follows the audit trail from its first entry, and compares it with the end that was written down (here and, given as
 * `known`, elsewhere) and with what the history shows: each line and each ended run must be the one of which an entry
 * tells, and none may be gone. All of it is of one moment, whatever other processes write.
 */
export function checkTrail(audit: AuditStore, sha256: Sha256, known: readonly TrailEnd[] = []): TrailReport {
  return audit.inSnapshot(() => {
    const remembered = audit.remembered();
    const ends = typeof remembered === 'object' ? [...known, remembered] : known;
    const chain = checkChain(sha256, ends);
    const told = toldLines();
    const report = (fault: TrailFault | undefined): TrailReport => ({
      entries: chain.last()?.number ?? 0,
      last: chain.last(),
      remembered: typeof remembered === 'string' ? remembered : 'kept',
      sinceMs: told.first()?.atMs,
      linesBefore: told.before('history') + told.before('runs'),
      endLostAt: told.endLostAt(),
      fault,
    });
    for (let after = 0; ; ) {
      const page = audit.page(after, PAGE);
      for (const entry of page) {
        const taken = chain.take(entry);
        if ('fault' in taken) return report(taken.fault);
        told.take(taken.told);
        after = entry.number;
      }
      if (page.length < PAGE) break;
    }
    return report(chain.end() ?? compareShown(audit, sha256, told, chain.last()?.number ?? 0));
  });
}

function compareShown(
  audit: AuditStore,
  sha256: Sha256,
  told: ReturnType<typeof toldLines>,
  lastEntry: number,
): TrailFault | undefined {
  let added: TrailFault | undefined;
  for (const kind of ['history', 'runs'] as const) {
    for (let after = 0; ; ) {
      const page = audit.shown(kind, after, PAGE);
      for (const line of page) {
        const fault = told.compare(line, sha256(line.text), lastEntry);
        if (fault?.kind === 'line') return fault;
        added ??= fault;
        after = line.number;
      }
      if (page.length < PAGE) break;
    }
  }
  // An altered line is both one of which nothing is told and one that is missing: the latter says which it was.
  return told.missing() ?? added;
}

interface OfTenant {
  /** Entry by hash of the line. */
  readonly lines: Map<string, number>;
  /** How a run ended last, by its id; of one that was taken over again nothing is known yet. */
  readonly runs: Map<string, { readonly entry: number; readonly line: string }>;
}

/** What the history should show, by what the trail tells. A removed tenant takes its lines along. */
function toldLines() {
  const tenants = new Map<string, OfTenant>();
  let first: AuditEntry | undefined;
  let endLostAt: number | undefined;
  const before = (kind: 'history' | 'runs') => Number(first?.facts?.[`${kind}Before`] ?? 0);
  const of = (tenantId: string) => {
    const found = tenants.get(tenantId) ?? { lines: new Map(), runs: new Map() };
    tenants.set(tenantId, found);
    return found;
  };
  return {
    take(entry: AuditEntry): void {
      first ??= entry;
      const { number, act, tenantId, runId, facts } = entry;
      if (act === 'end-not-remembered') endLostAt ??= number;
      if (tenantId === undefined) return;
      if (act === 'tenant-removed') tenants.delete(tenantId);
      const goesOn = act === 'run-resumed' || act === 'run-closed';
      if (goesOn && runId !== undefined) of(tenantId).runs.delete(runId);
      const line = facts?.[LINE];
      if (typeof line !== 'string') return;
      if ((act === 'run-ended' || act === 'run-interrupted') && runId !== undefined) {
        of(tenantId).runs.set(runId, { entry: number, line });
      } else of(tenantId).lines.set(line, number);
    },
    first: () => first,
    endLostAt: () => endLostAt,
    before,
    /** What is told is taken off, so that what stays is missing. */
    compare({ number, tenantId, runId }: ShownLine, hash: string, lastEntry: number): TrailFault | undefined {
      const { lines, runs } = of(tenantId);
      if (runId === undefined) {
        const isTold = lines.delete(hash);
        return isTold || number <= before('history') ? undefined : { entry: lastEntry, kind: 'added-line' };
      }
      const run = runs.get(runId);
      runs.delete(runId);
      if (run === undefined) {
        return number <= before('runs') ? undefined : { entry: lastEntry, kind: 'added-line' };
      }
      return run.line === hash ? undefined : { entry: run.entry, kind: 'line' };
    },
    missing(): TrailFault | undefined {
      const entries = [...tenants.values()].flatMap(({ lines, runs }) => [
        ...lines.values(),
        ...[...runs.values()].map(({ entry }) => entry),
      ]);
      const earliest = entries.reduce((least, entry) => Math.min(least, entry), Number.POSITIVE_INFINITY);
      return entries.length === 0 ? undefined : { entry: earliest, kind: 'line' };
    },
  };
}

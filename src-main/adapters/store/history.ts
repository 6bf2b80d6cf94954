import type Database from 'better-sqlite3';
import type { HistoryStore } from '../../app/ports/main-store.ts';
import { type HistoryEntry, historyLineText, LINE } from '../../core/audit-line.ts';
import type { AuditTrail, ShownLines } from './audit.ts';
import { sha256OfText } from './audit-hash.ts';

interface HistoryRow {
  id: string;
  at_ms: number;
  tenant_id: string;
  who: string;
  what: string;
  sentence: string;
  plan_hash: string | null;
  run_id: string | null;
}

const COLUMNS = 'id, at_ms, tenant_id, who, what, sentence, plan_hash, run_id';

/**
 * Who did what; only ever added to, each line with its entry in the trail. `number` keeps the order of writing, whatever
 * the clock said.
 */
export function historyStore(
  db: Database.Database,
  trail: AuditTrail,
): { readonly history: HistoryStore; readonly shown: ShownLines } {
  const append = db.prepare<[HistoryRow]>(`INSERT INTO history (${COLUMNS})
    VALUES (@id, @at_ms, @tenant_id, @who, @what, @sentence, @plan_hash, @run_id)`);
  const listEntries = db.prepare<[{ tenant: string; before: string | null; limit: number }], HistoryRow>(`
    SELECT ${COLUMNS} FROM history
    WHERE tenant_id = @tenant
      AND (@before IS NULL OR number < (SELECT number FROM history WHERE id = @before))
    ORDER BY number DESC LIMIT @limit`);

  const after = db.prepare<[number, number], HistoryRow & { number: number }>(
    `SELECT number, ${COLUMNS} FROM history WHERE number > ? ORDER BY number LIMIT ?`,
  );

  return {
    history: {
      append: ({ facts, ...entry }) =>
        trail.inStep(() => {
          append.run({
            id: entry.id,
            at_ms: entry.atMs,
            tenant_id: entry.tenantId,
            who: entry.who,
            what: entry.what,
            sentence: entry.sentence,
            plan_hash: entry.planHash ?? null,
            run_id: entry.runId ?? null,
          });
          const { who, what, tenantId, planHash, runId } = entry;
          const act = {
            ...{ who, act: what, tenantId },
            ...(planHash === undefined ? {} : { planHash }),
            ...(runId === undefined ? {} : { runId }),
            facts: { ...facts, [LINE]: sha256OfText(historyLineText(entry)) },
          };
          trail.append(act, entry.atMs);
        }),
      list: (tenantId, page) =>
        listEntries.all({ tenant: tenantId, before: page.before ?? null, limit: page.limit }).map(entryOf),
    },
    shown: (afterNumber, limit) =>
      after.all(afterNumber, limit).map((row) => ({
        number: row.number,
        tenantId: row.tenant_id,
        text: historyLineText(entryOf(row)),
      })),
  };
}

function entryOf(row: HistoryRow): HistoryEntry {
  return {
    id: row.id,
    atMs: row.at_ms,
    tenantId: row.tenant_id,
    who: row.who,
    what: row.what,
    sentence: row.sentence,
    ...(row.plan_hash !== null && { planHash: row.plan_hash }),
    ...(row.run_id !== null && { runId: row.run_id }),
  };
}

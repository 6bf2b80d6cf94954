import type Database from 'better-sqlite3';
import type { ApprovalStore, HistoryStore } from '../../app/ports/main-store.ts';
import type { AuditTrail } from './audit.ts';

interface ApprovalRow {
  tenant_id: string;
  plan_hash: string;
  report_id: string;
  who: string;
  at_ms: number;
  overrides_guard: 0 | 1;
}

/** Approved plans (R3) and overrides of the guard (R4), the newest for each plan. */
export function approvalStore(
  db: Database.Database,
  trail: AuditTrail,
  history: HistoryStore,
  who: string,
): ApprovalStore {
  const put = db.prepare<[ApprovalRow]>(`
    INSERT OR REPLACE INTO approval (tenant_id, plan_hash, report_id, who, at_ms, overrides_guard)
    VALUES (@tenant_id, @plan_hash, @report_id, @who, @at_ms, @overrides_guard)`);
  const find = db.prepare<[string, string], ApprovalRow>(
    'SELECT * FROM approval WHERE tenant_id = ? AND plan_hash = ?',
  );
  const remove = db.prepare<[string, string]>('DELETE FROM approval WHERE tenant_id = ? AND plan_hash = ?');

  return {
    remove: (tenantId, planHash, told) =>
      trail.inStep(() => {
        remove.run(tenantId, planHash);
        if (told) history.append(told);
        else trail.append({ who, act: 'approval-revoked', tenantId, planHash });
      }),
    put: (approval, told) =>
      trail.inStep(() => {
        const { tenantId, planHash, overridesGuard } = approval;
        put.run({
          tenant_id: tenantId,
          plan_hash: planHash,
          report_id: approval.reportId,
          who: approval.who,
          at_ms: approval.atMs,
          overrides_guard: overridesGuard ? 1 : 0,
        });
        const facts = { overridesGuard };
        if (told) history.append({ ...told, facts: { ...told.facts, ...facts } });
        else trail.append({ who: approval.who, act: 'plan-approved', tenantId, planHash, facts });
      }),
    find(tenantId, planHash) {
      const row = find.get(tenantId, planHash);
      if (row === undefined) return undefined;
      return {
        tenantId: row.tenant_id,
        planHash: row.plan_hash,
        reportId: row.report_id,
        who: row.who,
        atMs: row.at_ms,
        overridesGuard: row.overrides_guard === 1,
      };
    },
  };
}

import { FRESH_MS } from '../core/build-ready-list.ts';
import { planSize } from '../core/plan-size.ts';
import { isOfFullSync, type ReportHead } from '../core/report.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { WindowHouse } from './window-house.ts';

type ReportsOfTenant = Pick<WindowHouse, 'approvalOf'> & { readonly reports: Pick<ReportStore, 'list'> };

/**
 * Reports that wait for approval: the badge at Reports (ux §1). Those of the last 24 hours with something to do,
 * neither approved nor applied, and not overtaken by a newer report of a full sync.
 */
export function reportsWaiting(tenantId: string, house: ReportsOfTenant, nowMs: number): number {
  let waiting = 0;
  for (const head of house.reports.list(tenantId)) {
    if (nowMs - head.startedAtMs > FRESH_MS) break;
    if (isWaiting(head, tenantId, house)) waiting++;
    if (isOfFullSync(head) && !head.partial) break;
  }
  return waiting;
}

function isWaiting(head: ReportHead, tenantId: string, house: Pick<WindowHouse, 'approvalOf'>): boolean {
  if (head.partial || head.applied !== null || head.erased !== undefined || planSize(head) === 0)
    return false;
  const approval = house.approvalOf(tenantId, head.planHash);
  return !approval.ok || approval.value === undefined || approval.value.lapsed;
}

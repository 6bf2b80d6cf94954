import { planSize } from '../core/plan-size.ts';
import type { ReportHead } from '../core/report.ts';
import { summarySentence } from '../core/summary-sentence.ts';
import type { PlanApproval, WindowHouse } from './window-house.ts';

/** The report that a live sync would apply now. */
export interface ApprovedReport {
  readonly head: ReportHead;
  readonly approval: PlanApproval;
  readonly sentence: string;
  readonly changes: number;
}

const REPORTS_LOOKED_AT = 20;

/**
 * The newest report of a full sync that somebody approved, whose approval holds, and after which no live sync was made:
 * what was applied since makes older plans out of date (ux §6).
 */
export function approvedReportOf(
  tenantId: string,
  house: Pick<WindowHouse, 'reports' | 'approvalOf'>,
): ApprovedReport | undefined {
  for (const head of house.reports.list(tenantId).slice(0, REPORTS_LOOKED_AT)) {
    if (head.only.length > 0) continue;
    if (head.applied !== null) return undefined;
    if (head.partial || head.erased !== undefined) continue;
    const approval = house.approvalOf(tenantId, head.planHash);
    if (approval.ok && approval.value && !approval.value.lapsed) {
      return { head, approval: approval.value, sentence: summarySentence(head), changes: planSize(head) };
    }
  }
  return undefined;
}

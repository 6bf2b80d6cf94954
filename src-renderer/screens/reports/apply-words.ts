import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { countOf } from '../../design/formats.ts';
import { changesOfObject, changesOfReport } from './report-filter.ts';

/** "76 changes (56 people, 2 groups, 18 memberships) will be made on …" (ux §11, `apply.confirm`). */
export function applyWords(view: Pick<ReportView, 'counts' | 'tenantName'>): string {
  const people = changesOfObject(view, 'user');
  const groups = changesOfObject(view, 'group');
  const memberships = changesOfObject(view, 'membership');
  const parts = [
    ...(people > 0 ? [countOf(people, 'person', 'people')] : []),
    ...(groups > 0 ? [countOf(groups, 'group', 'groups')] : []),
    ...(memberships > 0 ? [countOf(memberships, 'membership', 'memberships')] : []),
  ];
  const inParts = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${countOf(changesOfReport(view), 'change', 'changes')}${inParts} will be made on ${view.tenantName}, exactly as in this report. Rows that changed since are left alone. Archived people keep their history and can be restored. The console may do more by itself: enrol new and restored people in campaigns, use licence seats, refuse domains that are not allowed.`;
}

import type { CommonCause } from '../../src-preload/contract/reports.ts';
import type { ReportFacets, ReportFilter } from '../app/report-desk.ts';
import type { GuardResult } from '../core/report.ts';

/** The rows that are asked for a common cause, where the limit that is named first has one to look for (ux §10). */
export function rowsWithCause({ halted, reasons }: GuardResult): ReportFilter | undefined {
  const [first] = halted ? reasons : [];
  if (first?.limit === 'changed') return { object: 'user', verdicts: ['Changed'] };
  return first?.limit === 'created' ? { object: 'user', verdicts: ['Created', 'Restored'] } : undefined;
}

/**
 * What most of these rows have in common. Of changes it is a field; a newcomer has every field, so of creates it is
 * the department.
 */
export function commonCause(guard: GuardResult, facets: ReportFacets): CommonCause | undefined {
  const [first] = guard.reasons;
  if (first?.limit === 'changed') {
    const [field] = facets.fields;
    return field && isMost(field.rows, facets.rows) ? { of: 'field', ...field } : undefined;
  }
  const department = facets.departments.top.find(({ value }) => value !== '');
  return department && isMost(department.rows, facets.rows) ? { of: 'department', ...department } : undefined;
}

function isMost(rows: number, of: number): boolean {
  return rows * 2 > of;
}

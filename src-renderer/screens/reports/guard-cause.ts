import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { CommonCause, GuardReason } from '../../../src-preload/contract/reports.ts';
import { countOf } from '../../design/formats.ts';
import { rowsOfLimit } from './report-filter.ts';

/** "Language, 251 people": what most of the rows over a limit have in common. */
export function causeWords(cause: CommonCause): string {
  const what = cause.of === 'field' ? cause.label : `Department ${cause.value}`;
  return `${what}, ${countOf(cause.rows, 'person', 'people')}`;
}

/** The rows that have it in common. */
export function rowsOfCause(limit: GuardReason['limit'], cause: CommonCause): ReportFilter {
  const rows = rowsOfLimit(limit);
  return cause.of === 'field' ? { ...rows, fields: [cause.value] } : { ...rows, departments: [cause.value] };
}

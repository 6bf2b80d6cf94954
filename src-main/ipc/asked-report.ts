import type { AskedReport } from '../../src-preload/contract/people.ts';
import type { ReportHead } from '../core/report.ts';

/** The report behind an answer about somebody, as the People screen shows it (ux §8). */
export function askedReport(head: ReportHead): AskedReport {
  return {
    reportId: head.reportId,
    atMs: head.startedAtMs,
    kind: head.lookUp === undefined ? 'whole' : 'look-up',
    partial: head.partial,
    directory: { kind: head.directory.kind, name: head.directory.name },
    console: { name: head.console.name },
  };
}

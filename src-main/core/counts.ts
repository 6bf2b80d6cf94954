import type { Counts, ReportRow } from './report.ts';

/** Counts rows as a report counts them (design §4: the report counts rows). */
export class RowCounter {
  readonly counts = {
    users: {
      created: 0,
      changed: 0,
      archived: 0,
      restored: 0,
      unchanged: 0,
      excluded: 0,
      blocked: 0,
      adopted: 0,
    },
    groups: { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 0, blocked: 0 },
    memberships: { created: 0, archived: 0, unchanged: 0, blocked: 0 },
  } satisfies Counts;

  add(row: ReportRow): void {
    const verdict = row.verdict.toLowerCase() as Lowercase<ReportRow['verdict']>;
    if (row.object === 'user') {
      this.counts.users[verdict]++;
      if (row.adopted) this.counts.users.adopted++;
    } else if (row.object === 'group') {
      if (verdict !== 'excluded') this.counts.groups[verdict]++;
    } else if (
      verdict === 'created' ||
      verdict === 'archived' ||
      verdict === 'blocked' ||
      verdict === 'unchanged'
    ) {
      this.counts.memberships[verdict]++;
    }
  }
}

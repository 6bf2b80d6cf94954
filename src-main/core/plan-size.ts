import type { ReportHead } from './report.ts';

/** How many changes applying a report makes: people, groups and memberships (ux §11, `apply.confirm`). */
export function planSize({ counts: { users, groups, memberships } }: Pick<ReportHead, 'counts'>): number {
  return [users, groups].reduce(
    (sum, { created, changed, archived, restored }) => sum + created + changed + archived + restored,
    memberships.created + memberships.archived,
  );
}

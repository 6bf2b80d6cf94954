import { guardPlan } from './guard.ts';
import type { GuardResult, ReportHead } from './report.ts';
import type { GuardLimits } from './settings.ts';

/** What the guard would say of a report under these limits (R4), from the figures that the report keeps. */
export function guardAgain(
  { counts, guard, directory }: Pick<ReportHead, 'counts' | 'guard' | 'directory'>,
  limits: GuardLimits,
): GuardResult {
  const { activeBefore, firstSync, managedMemberships, lastGoodRows } = guard;
  // A report of an earlier version does not say of how many memberships it removes some: nothing is said of these.
  const isKnown = managedMemberships !== undefined;
  return guardPlan({
    counts: isKnown ? counts : { ...counts, memberships: { ...counts.memberships, archived: 0 } },
    activeBefore,
    managedMemberships: managedMemberships ?? 0,
    directoryRows: directory.rows,
    lastGoodRows,
    emptyConsole: firstSync,
    limits,
  });
}

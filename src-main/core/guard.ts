import type { Counts, GuardReason, GuardResult } from './report.ts';
import type { GuardLimits } from './settings.ts';

export interface GuardFacts {
  readonly counts: Counts;
  /** People active on the console and not excluded, before the run: what the shares are of (R4). */
  readonly activeBefore: number;
  /** Memberships of managed groups on the console, before the run. */
  readonly managedMemberships: number;
  readonly directoryRows: number;
  /** Directory rows of the last good run; `undefined` where there was none. */
  readonly lastGoodRows: number | undefined;
  /** A complete listing with nobody active, on a profile whose listing shows everybody. */
  readonly emptyConsole: boolean;
  readonly limits: GuardLimits;
}

// So that 0.29 × 100 is 29 and not 28.999…
const ROUNDING = 1e-9;

/** Which limits a live sync of this plan would break (R4). Decides nothing else. */
export function guardPlan(facts: GuardFacts): GuardResult {
  const { counts, activeBefore, limits } = facts;
  const reasons: GuardReason[] = [];
  const over = (limit: GuardReason['limit'], count: number, of: number, allowed: number) => {
    if (count > allowed) reasons.push({ limit, count, of, allowed });
  };
  const share = (part: number, of: number, floor: number) =>
    Math.max(floor, Math.floor(part * of + ROUNDING));

  const archived = counts.users.archived;
  over(
    'archived',
    archived,
    activeBefore,
    Math.min(limits.archivedCeiling, share(limits.archivedShare, activeBefore, limits.archivedFloor)),
  );
  if (archived > 0 && archived * 2 >= activeBefore) {
    reasons.push({
      limit: 'half',
      count: archived,
      of: activeBefore,
      allowed: Math.ceil(activeBefore / 2) - 1,
    });
  }
  // A first sync has no limit on creates; whom it would restore was archived there for a reason.
  const arriving = facts.emptyConsole ? counts.users.restored : counts.users.created + counts.users.restored;
  over('created', arriving, activeBefore, share(limits.createdShare, activeBefore, limits.createdFloor));
  over(
    'changed',
    counts.users.changed,
    activeBefore,
    share(limits.changedShare, activeBefore, limits.changedFloor),
  );
  over(
    'members',
    counts.memberships.archived,
    facts.managedMemberships,
    share(limits.membershipsRemovedShare, facts.managedMemberships, limits.membershipsRemovedFloor),
  );
  over(
    'blocked',
    counts.users.blocked,
    activeBefore,
    share(limits.blockedShare, activeBefore, limits.blockedFloor),
  );
  if (facts.lastGoodRows !== undefined) {
    const least =
      facts.lastGoodRows - Math.floor(limits.directoryShrunkShare * facts.lastGoodRows + ROUNDING);
    if (facts.directoryRows < least) {
      reasons.push({ limit: 'shrunk', count: facts.directoryRows, of: facts.lastGoodRows, allowed: least });
    }
  }
  return {
    halted: reasons.length > 0,
    reasons,
    firstSync: facts.emptyConsole,
    activeBefore,
    managedMemberships: facts.managedMemberships,
    ...(facts.lastGoodRows === undefined ? {} : { lastGoodRows: facts.lastGoodRows }),
  };
}

import type { LastReport, LimitsView } from '../../../src-preload/contract/provisioning.ts';
import { countOf, formatNumber } from '../../design/formats.ts';

export type LimitName = keyof LimitsView;

/** One limit of the guard (R4) as the form shows it: a share, and for most a number that is always allowed. */
export interface LimitRow {
  readonly what: string;
  readonly share: LimitName;
  readonly shareOf: string;
  readonly floor?: LimitName;
  readonly ceiling?: LimitName;
  /** What the last report says against it. */
  readonly inReport: (report: LastReport, limits: LimitsView) => string;
}

const ACTIVE = '% of active people';

/** What a limit allows among so many (R4: the share, but never less than the floor). */
export function allowedOf(
  share: number,
  floor: number,
  of: number,
  ceiling = Number.POSITIVE_INFINITY,
): number {
  // So that 0.29 × 100 is 29 and not 28.999…, as the guard itself counts.
  return Math.min(ceiling, Math.max(floor, Math.floor(share * of + 1e-9)));
}

function against(count: number, allowed: number): string {
  return count > allowed
    ? `${formatNumber(count)}: over the limit of ${formatNumber(allowed)}`
    : `${formatNumber(count)}, limit ${formatNumber(allowed)}`;
}

export const LIMIT_ROWS: readonly LimitRow[] = [
  {
    what: 'Archived people',
    share: 'archivedShare',
    shareOf: ACTIVE,
    floor: 'archivedFloor',
    ceiling: 'archivedCeiling',
    inReport: ({ counts, activeBefore }, limits) =>
      against(
        counts.users.archived,
        allowedOf(limits.archivedShare, limits.archivedFloor, activeBefore, limits.archivedCeiling),
      ),
  },
  {
    what: 'Created and restored people',
    share: 'createdShare',
    shareOf: ACTIVE,
    floor: 'createdFloor',
    inReport: ({ counts, activeBefore }, { createdShare, createdFloor }) =>
      against(
        counts.users.created + counts.users.restored,
        allowedOf(createdShare, createdFloor, activeBefore),
      ),
  },
  {
    what: 'Changed people',
    share: 'changedShare',
    shareOf: ACTIVE,
    floor: 'changedFloor',
    inReport: ({ counts, activeBefore }, { changedShare, changedFloor }) =>
      against(counts.users.changed, allowedOf(changedShare, changedFloor, activeBefore)),
  },
  {
    what: 'Removed memberships',
    share: 'membershipsRemovedShare',
    shareOf: '% of managed memberships',
    floor: 'membershipsRemovedFloor',
    inReport: ({ counts }) => `${formatNumber(counts.memberships.archived)} removed`,
  },
  {
    what: 'Blocked people',
    share: 'blockedShare',
    shareOf: ACTIVE,
    floor: 'blockedFloor',
    inReport: ({ counts, activeBefore }, { blockedShare, blockedFloor }) =>
      against(counts.users.blocked, allowedOf(blockedShare, blockedFloor, activeBefore)),
  },
  {
    what: 'Fewer rows in the directory',
    share: 'directoryShrunkShare',
    shareOf: '% fewer than in the last good run',
    inReport: ({ directoryRows }) => countOf(directoryRows, 'row', 'rows'),
  },
];

/** A share as the field shows it: "5" for 0.05. */
export function limitText(name: LimitName, value: number): string {
  return name.endsWith('Share') ? String(Math.round(value * 100_000) / 1_000) : String(value);
}

/** What was typed, as the guard keeps it; `undefined` where it is no limit. A comma counts as a decimal point. */
export function limitOf(name: LimitName, text: string): number | undefined {
  const typed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(typed)) return undefined;
  const value = Number(typed);
  if (name.endsWith('Share')) return value <= 100 ? value / 100 : undefined;
  return Number.isInteger(value) && value <= 1_000_000 ? value : undefined;
}

export function limitProblem(name: LimitName, text: string): string | undefined {
  if (limitOf(name, text) !== undefined) return undefined;
  return name.endsWith('Share') ? 'A share from 0 to 100 %.' : 'A whole number up to 1,000,000.';
}

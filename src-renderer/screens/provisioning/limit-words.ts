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
  readonly inReport: (report: LastReport, limits: LimitsView) => Against;
}

/** A figure of the last report beside its limit. */
export interface Against {
  readonly text: string;
  readonly isOver: boolean;
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

function against(count: number, allowed: number): Against {
  const isOver = count > allowed;
  const [many, most] = [formatNumber(count), formatNumber(allowed)];
  return { text: isOver ? `${many}: over the limit of ${most}` : `${many}, limit ${most}`, isOver };
}

/** Half of the people or more are never archived without a word, whatever the limits (R4). */
function againstArchived({ counts, activeBefore }: LastReport, limits: LimitsView): Against {
  const { archived } = counts.users;
  const { archivedShare, archivedFloor, archivedCeiling } = limits;
  const found = against(archived, allowedOf(archivedShare, archivedFloor, activeBefore, archivedCeiling));
  const isHalf = archived > 0 && archived * 2 >= activeBefore;
  return isHalf && !found.isOver
    ? { text: `${formatNumber(archived)}: half of the people or more`, isOver: true }
    : found;
}

/** A first sync into an empty console has no limit on creates; whom it would restore counts (R4). */
function againstCreated({ counts, activeBefore, firstSync }: LastReport, limits: LimitsView): Against {
  const { created, restored } = counts.users;
  const allowed = allowedOf(limits.createdShare, limits.createdFloor, activeBefore);
  if (!firstSync) return against(created + restored, allowed);
  const { text, isOver } = against(restored, allowed);
  return isOver
    ? { text: `restored ${text}`, isOver }
    : { text: `${formatNumber(created + restored)}, no limit on creates in a first sync`, isOver };
}

function againstMemberships({ counts, managedMemberships }: LastReport, limits: LimitsView): Against {
  const removed = counts.memberships.archived;
  if (managedMemberships === undefined) return { text: `${formatNumber(removed)} removed`, isOver: false };
  const { membershipsRemovedShare, membershipsRemovedFloor } = limits;
  return against(removed, allowedOf(membershipsRemovedShare, membershipsRemovedFloor, managedMemberships));
}

function againstRows({ directoryRows, lastGoodRows }: LastReport, limits: LimitsView): Against {
  const rows = countOf(directoryRows, 'row', 'rows');
  if (lastGoodRows === undefined) return { text: `${rows}, no live sync before it`, isOver: false };
  const least = lastGoodRows - allowedOf(limits.directoryShrunkShare, 0, lastGoodRows);
  const isOver = directoryRows < least;
  return {
    text: isOver
      ? `${rows}: under the limit of ${formatNumber(least)}`
      : `${rows}, at least ${formatNumber(least)}`,
    isOver,
  };
}

export const LIMIT_ROWS: readonly LimitRow[] = [
  {
    what: 'Archived people',
    share: 'archivedShare',
    shareOf: ACTIVE,
    floor: 'archivedFloor',
    ceiling: 'archivedCeiling',
    inReport: againstArchived,
  },
  {
    what: 'Created and restored people',
    share: 'createdShare',
    shareOf: ACTIVE,
    floor: 'createdFloor',
    inReport: againstCreated,
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
    inReport: againstMemberships,
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
    inReport: againstRows,
  },
];

/** Whether a live sync of the last report would halt under these limits (R4). */
export function wouldHalt(report: LastReport, limits: LimitsView): boolean {
  return LIMIT_ROWS.some(({ inReport }) => inReport(report, limits).isOver);
}

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

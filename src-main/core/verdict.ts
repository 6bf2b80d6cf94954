import type { ReasonCode } from './reason-codes.ts';
import type { Verdict } from './report.ts';

/** What is known of one row when its verdict is decided. */
export interface Situation {
  readonly directory: 'active' | 'inactive' | 'absent';
  readonly console: 'active' | 'archived' | 'absent';
  /** R5, from any source. */
  readonly excluded: boolean;
  /** R9–R11: the row is ambiguous or unusable. */
  readonly blocked: boolean;
  /** Both listings complete, and the directory not empty (R1). */
  readonly listing: 'complete' | 'incomplete';
  /** The console user is a console admin (R4). */
  readonly admin: boolean;
  /** Values differ after mapping and normalisation (R12). */
  readonly differs: boolean;
}

/** The verdict table of design §4; each line of it is one line here, most protective first. */
export function verdictOf(situation: Situation): Verdict {
  const { directory, console } = situation;
  if (situation.excluded) return 'Excluded';
  if (situation.blocked) return 'Blocked';
  if (directory === 'active') {
    if (console === 'absent') return 'Created';
    if (console === 'archived') return 'Restored';
    return situation.differs ? 'Changed' : 'Unchanged';
  }
  if (console === 'active') {
    // R1: an incomplete listing never archives anyone, not even whom it shows as inactive.
    if (situation.listing === 'incomplete') return 'Blocked';
    return situation.admin ? 'Blocked' : 'Archived';
  }
  return 'Unchanged';
}

/** The reason that goes with `verdictOf` where the situation alone tells it. */
export function situationReason(situation: Situation): ReasonCode | undefined {
  const { directory, console } = situation;
  if (situation.excluded || situation.blocked) return undefined;
  if (directory === 'active') {
    if (console === 'absent') return 'created.new';
    return console === 'archived' ? 'restored.back' : undefined;
  }
  if (console === 'active') {
    if (situation.listing === 'incomplete') return 'blocked.listing';
    if (situation.admin) return 'blocked.admin';
    return directory === 'absent' ? 'archived.absent' : 'archived.inactive';
  }
  return console === 'archived' ? 'unchanged.archived' : 'unchanged.inactiveabsent';
}

import type { TrailEnd } from './audit-trail.ts';
import type { TrailFault } from './check-chain.ts';
import { countOf, formatCount, formatDay } from './number-words.ts';

/** How the audit trail stands. */
export interface TrailReport {
  /** Entries that were followed: all, or those before the fault. */
  readonly entries: number;
  readonly sinceMs: number | undefined;
  readonly last: TrailEnd | undefined;
  /** Whether its end was written down beside the database. */
  readonly remembered: 'kept' | 'missing' | 'unreadable';
  /** Lines of the history and runs from before the trail, of which nothing can be proven. */
  readonly linesBefore: number;
  /** The first entry before which the end that was written down had gone. */
  readonly endLostAt: number | undefined;
  readonly fault: TrailFault | undefined;
}

/** "Whole: 214 entries since 24 Nov 2026, 14:37." or the first place at which it is broken. */
export function trailSentence({ entries, sinceMs, fault }: TrailReport): string {
  if (fault) return faultSentence(fault, entries);
  const since = sinceMs === undefined ? '' : ` since ${formatDay(sinceMs)}`;
  return `The audit trail is whole: ${countOf(entries, 'entry', 'entries')}${since}.`;
}

function faultSentence({ entry, kind }: TrailFault, entries: number): string {
  const number = formatCount(entry);
  switch (kind) {
    case 'altered':
      return `Entry ${number} of the audit trail was altered, or one before it was replaced.`;
    case 'removed':
      return `Entry ${number} of the audit trail was removed.`;
    case 'cut':
      return entries === 0
        ? 'All entries of the audit trail were removed.'
        : `The audit trail was cut off after entry ${formatCount(entries)}: entry ${number} was removed, and whatever came after it.`;
    case 'rewritten':
      return `Entry ${number} of the audit trail is not the one that was written down: the trail was written anew.`;
    case 'line':
      return `A line of the history was altered or removed since entry ${number} of the audit trail told of it.`;
    case 'added-line':
      return 'The history has a line of which the audit trail does not tell.';
  }
}

/** What an admin does about a broken trail. */
export const TRAIL_NEXT =
  'Keep a copy of the data folder as it is, export the trail, and compare it with an earlier export. docs/audit-trail.md tells how.';

/** What a whole trail cannot tell; in the order of weight. */
export function trailNotes({ fault, remembered, linesBefore, endLostAt }: TrailReport): readonly string[] {
  if (fault) return [];
  const notes: string[] = [];
  if (remembered !== 'kept') {
    notes.push(
      'The file that remembers its last entry is missing or unreadable, so nobody can say whether the newest entries were cut off.',
    );
  }
  if (endLostAt !== undefined) {
    notes.push(
      `Before entry ${formatCount(endLostAt)} that file was missing: entries may have been cut off there.`,
    );
  }
  if (linesBefore > 0) {
    notes.push(
      `${countOf(linesBefore, 'line of the history is', 'lines of the history are')} older than the trail and not covered by it.`,
    );
  }
  return notes;
}

import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { SavedFile } from './reports.ts';

/** How the audit trail of this computer stands: one for all tenants. */
export const TrailView = z.strictObject({
  state: z.enum(['whole', 'end-unknown', 'broken']),
  /** "The audit trail is whole: 214 entries since 24 Nov 2026, 14:37." or the first place at which it is broken. */
  sentence: z.string(),
  /** What a whole trail cannot tell; of a broken one what to do. */
  notes: z.array(z.string()).max(10),
});
export type TrailView = z.infer<typeof TrailView>;

export const trailCalls = {
  /** Follows the whole trail, and compares it with what the history shows. */
  checkTrail: call(Nothing, answerOf(TrailView)),
  /** Asks where to save, and writes the whole trail as a CSV that can be checked without Muster. */
  exportTrail: call(Nothing, answerOf(SavedFile)),
};

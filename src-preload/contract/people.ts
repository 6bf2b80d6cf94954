import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { RowBrief, RowDetail } from './report-rows.ts';
import { listOf } from './report-words.ts';
import { Mark, ReportId, TenantId, TimeMs } from './words.ts';

const tenant = { tenantId: TenantId };
/** A person's e-mail, or the key by which a listing knows somebody without one. */
const Who = z.string().min(1).max(500);

/** So many people share one slot (ux §8). */
export const MOST_PEOPLE_AT_ONCE = 50;
const People = z.array(Who).min(1).max(MOST_PEOPLE_AT_ONCE).readonly();

/** The report that an answer is read from: when it was listed, and what it can say of somebody who is missing. */
export const AskedReport = z.strictObject({
  reportId: ReportId,
  atMs: TimeMs,
  kind: z.enum(['whole', 'look-up']),
  /** A listing was incomplete: negative answers hold only "as far as listed" (R1). */
  partial: z.boolean(),
  directory: z.strictObject({ kind: z.enum(['csv', 'scim']), name: z.string() }),
  console: z.strictObject({ name: z.string() }),
});
export type AskedReport = z.infer<typeof AskedReport>;

export const FoundPeople = z.strictObject({
  /** Absent where the tenant has no report of everybody yet. */
  report: AskedReport.exactOptional(),
  people: listOf(RowBrief),
  more: z.boolean(),
  /** Where nobody was found: `person.none`. */
  sentence: z.string().exactOptional(),
});
export type FoundPeople = z.infer<typeof FoundPeople>;

/** One of the last five look-ups (ux §8). */
export const PastLookUp = z.strictObject({
  reportId: ReportId,
  atMs: TimeMs,
  people: listOf(z.string()),
});
export type PastLookUp = z.infer<typeof PastLookUp>;

/** Everything a report says of one person. */
export const PersonAnswer = z.strictObject({
  report: AskedReport,
  person: RowDetail.exactOptional(),
  /** Several are meant, and none is guessed. */
  several: listOf(RowBrief),
  /** Where there is no person: that nobody was found, or that several are meant. */
  sentence: z.string(),
});
export type PersonAnswer = z.infer<typeof PersonAnswer>;

/** What a one-off sync of these people does, or did: their rows and nothing else (design §6). */
export const OneOffView = z.strictObject({
  report: AskedReport,
  planHash: z.string(),
  asked: listOf(z.string()),
  people: listOf(RowDetail),
  /** Operations of people and memberships together. */
  changes: z.number().int(),
  /** Which limits it would break (R4), as sentences. */
  guard: listOf(z.string()),
  /** `oneoff.first`: a full live sync has to be done first (R22). */
  isBeforeFirstLive: z.boolean(),
  applied: z.boolean(),
  received: z.boolean(),
});
export type OneOffView = z.infer<typeof OneOffView>;

/** One fact of a step: what it was before stands in `from`, what is to be said of it in `note`. */
export const PathFact = z.strictObject({
  label: z.string(),
  value: z.string(),
  from: z.string().exactOptional(),
  note: z.string().exactOptional(),
});
export type PathFact = z.infer<typeof PathFact>;

/** Why a person has a verdict: source row → mapping → match → rule → verdict (design §1, journey 4). */
export const PersonPath = z.strictObject({
  reportId: ReportId,
  seq: z.number().int(),
  steps: listOf(
    z.strictObject({
      step: z.enum(['source', 'mapping', 'match', 'rule', 'verdict']),
      title: z.string(),
      sentence: z.string(),
      facts: listOf(PathFact),
    }),
  ),
  /** `gone`: the listings behind the report are no longer kept, so raw values are missing. */
  listings: z.enum(['kept', 'gone']),
});
export type PersonPath = z.infer<typeof PersonPath>;

export const peopleCalls = {
  /** In the newest report of everybody; asks no console. */
  findPeople: call(z.strictObject({ ...tenant, text: z.string().min(1).max(500) }), answerOf(FoundPeople)),
  listLookUps: call(z.strictObject(tenant), answerOf(listOf(PastLookUp))),
  /** By the number of a row, or by what somebody is called. */
  readPerson: call(
    z.union([
      z.strictObject({ reportId: ReportId, seq: z.number().int().nonnegative() }),
      z.strictObject({ reportId: ReportId, who: Who }),
    ]),
    answerOf(PersonAnswer),
  ),
  /** The way to the verdict of one person's row; of a million people it takes a second or two. */
  readPersonPath: call(
    z.strictObject({ reportId: ReportId, seq: z.number().int().nonnegative() }),
    answerOf(PersonPath),
  ),
  /** "Look again now": reads both sides for these people; no sync, never waits. Answers with its report. */
  lookUpPeople: call(z.strictObject({ ...tenant, people: People }), answerOf(ReportId)),
  /** Stops a look-up under way. */
  stopLookUp: call(z.strictObject(tenant), answerOf(Nothing)),
  readOneOff: call(z.strictObject({ reportId: ReportId }), answerOf(OneOffView)),
  /**
   * Syncs only these people, live, if it comes out exactly as the look-up that was shown (U3). `archive`: whose archive
   * was confirmed by name. Answers with the run's key.
   */
  syncOnly: call(
    z.strictObject({
      reportId: ReportId,
      planHash: Mark,
      archive: z.array(Who).max(MOST_PEOPLE_AT_ONCE).readonly(),
    }),
    answerOf(z.string()),
  ),
};

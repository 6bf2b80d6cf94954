import { z } from 'zod';
import { call } from './call.ts';
import { answerOf } from './failure.ts';
import { ReportId, TenantId, TimeMs, Verdict } from './words.ts';

// The exclusions editor (ux §7). The document lives in main and is on disk at each edit; the window reads pages of it.

const count = z.number().int().nonnegative();
const lineId = z.number().int();
/** One answer of `readExclusionLines` holds so many lines at most. */
export const MOST_EXCLUSION_LINES = 500;
/** A spreadsheet's column of 100,000 addresses is about 4 million characters. */
const MOST_TEXT = 20_000_000;
const clipboardText = z.string().max(MOST_TEXT);
const cellText = z.string().max(10_000);

export const ExclusionProblemKind = z.enum([
  'bad-email',
  'bad-value',
  'duplicate',
  'conflict',
  'unknown-person',
]);
export type ExclusionProblemKind = z.infer<typeof ExclusionProblemKind>;

const rowsByVerdict = z.partialRecord(Verdict, count).readonly();

/** What the unsaved edits change against the report; `lost` is the only red sentence of the screen. */
export const ExclusionEffect = z
  .strictObject({
    reportId: z.string(),
    fewer: rowsByVerdict,
    more: rowsByVerdict,
    membershipsFewer: z.number(),
    sentence: z.string(),
    lost: z.string(),
    stillProtected: count,
  })
  .readonly();

/** The draft as the header shows it. */
export const ExclusionDraft = z
  .strictObject({
    tenantId: TenantId,
    where: z.enum(['console', 'file']),
    file: z.string().exactOptional(),
    lines: count,
    protects: count,
    unsavedEdits: count,
    canUndo: z.boolean(),
    canRedo: z.boolean(),
    problems: z
      .strictObject({ lines: count, byKind: z.partialRecord(ExclusionProblemKind, count).readonly() })
      .readonly(),
    back: z.strictObject({ edits: count, atMs: TimeMs }).readonly().exactOptional(),
    theirs: z.strictObject({ seenAtMs: TimeMs, lines: count, differs: count }).readonly().exactOptional(),
    offline: z.strictObject({ sentence: z.string(), next: z.string() }).readonly().exactOptional(),
    readAtMs: TimeMs,
    notes: z.array(z.string()).readonly(),
    effect: z.union([ExclusionEffect, z.literal('no report'), z.literal('being read')]),
  })
  .readonly();
export type ExclusionDraft = z.infer<typeof ExclusionDraft>;

export const ExclusionColumn = z.enum(['email', 'managed']);
export type ExclusionColumn = z.infer<typeof ExclusionColumn>;

export const ExclusionProblem = z
  .strictObject({
    kind: ExclusionProblemKind,
    column: z.enum(['Email', 'Provisioning Managed']),
    sentence: z.string(),
    suggestion: z.string().exactOptional(),
    staysBehind: z.boolean(),
  })
  .readonly();
export type ExclusionProblem = z.infer<typeof ExclusionProblem>;

export const ExclusionLine = z
  .strictObject({
    id: lineId,
    email: z.string(),
    managed: z.string(),
    protects: z.boolean(),
    state: z.enum(['saved', 'new', 'changed']),
    problems: z.array(ExclusionProblem).readonly(),
    person: z
      .strictObject({ name: z.string(), address: z.string(), department: z.string() })
      .readonly()
      .exactOptional(),
    effect: z
      .strictObject({ was: Verdict, becomes: Verdict, protection: z.enum(['gained', 'lost', 'same']) })
      .readonly()
      .exactOptional(),
  })
  .readonly();
export type ExclusionLine = z.infer<typeof ExclusionLine>;

const view = {
  show: z.enum(['all', 'problems', 'edited']).exactOptional(),
  find: z.string().max(500).exactOptional(),
  sort: z
    .strictObject({
      by: z.enum(['email', 'managed', 'person', 'effect']),
      order: z.enum(['ascending', 'descending']),
    })
    .exactOptional(),
};
/** Which lines are listed, and in what order: filter, find and sort. */
export const ExclusionView = z.strictObject(view);
export type ExclusionView = z.infer<typeof ExclusionView>;

export const ExclusionPage = z
  .strictObject({ lines: z.array(ExclusionLine).readonly(), total: count, offset: count })
  .readonly();
export type ExclusionPage = z.infer<typeof ExclusionPage>;

/**
 * Lines `from` to `to` (both counted) of a view. `first` and `last` are the ids that the window saw there, where it
 * did: when other lines stand there meanwhile, nothing is done to them.
 */
export const ExclusionRange = z.strictObject({
  view: ExclusionView,
  from: count,
  to: count,
  first: lineId.exactOptional(),
  last: lineId.exactOptional(),
});
export type ExclusionRange = z.infer<typeof ExclusionRange>;

const columns = z.array(ExclusionColumn).min(1).max(2);

/** One act of the admin, undone as one. */
export const ExclusionEdit = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set'),
    cells: z
      .array(z.strictObject({ id: lineId, column: ExclusionColumn, text: cellText }))
      .min(1)
      .max(1000),
  }),
  /** New lines; `false` where no value is given. */
  z.strictObject({
    kind: z.literal('add'),
    lines: z
      .array(z.strictObject({ email: cellText, managed: cellText.exactOptional() }))
      .min(1)
      .max(200_000)
      .refine((lines) => lines.reduce((all, { email }) => all + email.length, 0) <= MOST_TEXT),
  }),
  z.strictObject({
    kind: z.literal('paste'),
    text: clipboardText,
    at: z.strictObject({ id: lineId, column: ExclusionColumn }).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('delete'), range: ExclusionRange }),
  /** Empties cells. */
  z.strictObject({ kind: z.literal('clear'), range: ExclusionRange, columns }),
  /** The first line's cells go into all others (Ctrl+D). */
  z.strictObject({ kind: z.literal('fill'), range: ExclusionRange, columns }),
]);
export type ExclusionEdit = z.infer<typeof ExclusionEdit>;

export const ExclusionEditDone = z
  .strictObject({
    draft: ExclusionDraft,
    given: count,
    added: count,
    changed: count,
    deleted: count,
    alreadyThere: count,
    withProblems: count,
    ids: z.array(lineId).readonly(),
  })
  .readonly();
export type ExclusionEditDone = z.infer<typeof ExclusionEditDone>;

export const SavedExclusions = z
  .strictObject({
    draft: ExclusionDraft,
    where: z.enum(['console', 'file']),
    saved: count,
    stayed: count,
    protects: count,
    upload: z.boolean(),
  })
  .readonly();
export type SavedExclusions = z.infer<typeof SavedExclusions>;

export const ExclusionDifference = z
  .strictObject({
    email: z.string(),
    mine: z.union([z.string(), z.undefined()]),
    theirs: z.union([z.string(), z.undefined()]),
  })
  .readonly();
export type ExclusionDifference = z.infer<typeof ExclusionDifference>;

const exported = z.strictObject({ file: z.string(), lines: count, leftOut: count }).readonly();

export const PersonToExclude = z
  .strictObject({
    address: z.string(),
    name: z.string(),
    department: z.string(),
    verdict: Verdict,
  })
  .readonly();
export type PersonToExclude = z.infer<typeof PersonToExclude>;

/** A department or group of the newest whole report. */
export const PeopleSet = z.strictObject({
  kind: z.enum(['department', 'group']),
  name: z.string().max(2000),
});
export type PeopleSet = z.infer<typeof PeopleSet>;

const ofTenant = z.strictObject({ tenantId: TenantId });
const cancelled = z.literal('cancelled');

export const exclusionCalls = {
  /** Reads the list in force, with the unsaved edits over it. */
  openExclusions: call(ofTenant, answerOf(ExclusionDraft)),
  /** The draft as it stands; asks nobody. */
  readExclusionDraft: call(ofTenant, answerOf(ExclusionDraft)),
  readExclusionLines: call(
    z.strictObject({
      tenantId: TenantId,
      offset: count,
      limit: count.max(MOST_EXCLUSION_LINES),
      ...view,
    }),
    answerOf(ExclusionPage),
  ),
  editExclusions: call(
    z.strictObject({ tenantId: TenantId, edit: ExclusionEdit }),
    answerOf(ExclusionEditDone),
  ),
  /** Puts cells on the clipboard as a spreadsheet takes them; answers how many lines. */
  copyExclusions: call(
    z.strictObject({ tenantId: TenantId, range: ExclusionRange, columns }),
    answerOf(count),
  ),
  /** Adds the lines of a CSV; asks for the file where none is given. */
  importExclusions: call(
    z.strictObject({ tenantId: TenantId, file: z.string().min(1).max(4096).exactOptional() }),
    answerOf(z.union([ExclusionEditDone, cancelled])),
  ),
  undoExclusionEdit: call(ofTenant, answerOf(ExclusionEditDone)),
  redoExclusionEdit: call(ofTenant, answerOf(ExclusionEditDone)),
  /** Takes the newest full report, or this one, as what effects are measured against. */
  measureExclusions: call(
    z.strictObject({ tenantId: TenantId, reportId: ReportId.exactOptional() }),
    answerOf(ExclusionDraft),
  ),
  saveExclusions: call(ofTenant, answerOf(SavedExclusions)),
  /** Looks whether somebody else changed the list in force (the window comes to the front). */
  lookAtExclusions: call(ofTenant, answerOf(ExclusionDraft)),
  compareExclusions: call(
    z.strictObject({ tenantId: TenantId, offset: count, limit: count.max(MOST_EXCLUSION_LINES) }),
    answerOf(z.strictObject({ lines: z.array(ExclusionDifference).readonly(), total: count }).readonly()),
  ),
  keepMyExclusions: call(ofTenant, answerOf(ExclusionDraft)),
  takeTheirExclusions: call(ofTenant, answerOf(ExclusionDraft)),
  discardExclusionEdits: call(ofTenant, answerOf(ExclusionDraft)),
  /** Asks where to save, and writes the CSV with its two columns there. */
  exportExclusions: call(ofTenant, answerOf(z.union([exported, cancelled]))),

  /** Directory and console together, from the newest whole report (ux §7, Add people). */
  findPeopleToExclude: call(
    z.strictObject({ tenantId: TenantId, text: z.string().max(500) }),
    answerOf(
      z
        .strictObject({
          people: z.array(PersonToExclude).readonly(),
          more: z.enum(['more', 'all']),
          sentence: z.string().exactOptional(),
        })
        .readonly(),
    ),
  ),
  /** Groups and departments of the newest whole report whose name has the text. */
  findPeopleSets: call(
    z.strictObject({ tenantId: TenantId, text: z.string().max(500) }),
    answerOf(z.array(PeopleSet).readonly()),
  ),
  /** Everyone who is in a group or department today. */
  peopleOfSet: call(
    z.strictObject({ tenantId: TenantId, set: PeopleSet }),
    answerOf(z.array(z.strictObject({ address: z.string(), name: z.string() }).readonly()).readonly()),
  ),
};

import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { CountsView, Mark, ProfileName, ProvisioningMode, ReportId, TenantId, TimeMs } from './words.ts';

/** Limits of the guard (R4), in the order in which they are shown. Shares are 0…1, the others whole people or rows. */
const share = z.number().min(0).max(1);
const whole = z.number().int().min(0).max(1_000_000);
const limitFields = {
  archivedShare: share,
  archivedFloor: whole,
  archivedCeiling: whole,
  createdShare: share,
  createdFloor: whole,
  changedShare: share,
  changedFloor: whole,
  membershipsRemovedShare: share,
  membershipsRemovedFloor: whole,
  blockedShare: share,
  blockedFloor: whole,
  directoryShrunkShare: share,
};
export const LimitsView = z.strictObject(limitFields);
export type LimitsView = z.infer<typeof LimitsView>;

/** What a saved draft of the console's own settings may hold; in the conflict table each is one row. */
const consoleSettings = {
  provisioningEnabled: z.boolean(),
  mode: ProvisioningMode,
  testMode: z.boolean(),
};
export const ConsoleSettings = z.strictObject(consoleSettings);
export type ConsoleSettings = z.infer<typeof ConsoleSettings>;

/** Muster's own settings of a tenant: how long an approval is valid, and two answers that only an admin can give. */
const approvalFields = {
  approvalLifetimeMs: z.number().int().positive(),
  /** Foreign groups that this tenant takes over, by name (R19). */
  groupsTakenOver: z.array(z.string().max(2000)).max(10_000),
  /** The source of external ids changed (R9). */
  idSourceChanged: z.boolean(),
};

/** The last complete report of a full sync: what turning Test Mode off would let happen (ux `testmode.off`). */
export const LastReport = z.strictObject({
  reportId: ReportId,
  startedAtMs: TimeMs,
  counts: CountsView,
  /** Less than 24 hours old and made under the settings of now (design §6). */
  isFresh: z.boolean(),
  activeBefore: z.number().int(),
  /** A first sync into an empty console has no limit on creates (R4). */
  firstSync: z.boolean(),
  /** Absent in a report of an earlier version. */
  managedMemberships: z.number().int().exactOptional(),
  /** Rows of the last good run before it, where there was one. */
  lastGoodRows: z.number().int().exactOptional(),
  directoryRows: z.number().int(),
  aliases: z.strictObject({
    known: z.boolean(),
    aliases: z.number().int(),
    people: z.number().int(),
    /** What is acknowledged, for exactly this list (R16). */
    hash: z.string(),
  }),
});
export type LastReport = z.infer<typeof LastReport>;

/** The console's User Provisioning page, as the console has it or as this computer keeps it. */
export const ProvisioningView = z.strictObject({
  /** `computer`: a console without the Console API, whose settings live here (design §5). */
  keptOn: z.enum(['console', 'computer']),
  /** Sent back with Save Changes, so that somebody else's change in between is seen. */
  version: z.string(),
  settings: ConsoleSettings,
  changedBy: z.string().exactOptional(),
  changedAtMs: TimeMs.exactOptional(),
  /** From the saving of ADI → SCIM until the first live sync is done (R16). */
  movedFromAdi: z.boolean(),
  /** The alias list that was acknowledged, by its hash; '' = none. */
  acknowledgedAliases: z.string(),
  tenantUrl: z.string(),
  token: z.strictObject({
    onConsole: z.enum(['yes', 'no', 'unknown']),
    keptHere: z.boolean(),
    /** Held in memory for this run; nothing is kept here. */
    onlyForThisRun: z.boolean(),
    /** When it was last generated or entered here, where the history tells. */
    sinceMs: TimeMs.exactOptional(),
  }),
});
export type ProvisioningView = z.infer<typeof ProvisioningView>;

/** What this computer keeps of a tenant beside the console's settings; nobody is asked for it. */
export const OwnSettingsView = z.strictObject({
  tenantName: z.string(),
  profile: ProfileName,
  /** The console's own Test Mode, as it was told (design §5). */
  consoleTestMode: z.strictObject({ on: z.boolean(), toldAtMs: TimeMs }).exactOptional(),
  /** The console archives whoever it was not told about, and has not been told about everybody yet (R22). */
  archivesTheUntold: z.boolean(),
  lastReport: LastReport.exactOptional(),
  limits: LimitsView,
  usualLimits: LimitsView,
  approval: z.strictObject(approvalFields),
  /** Requests to the console at a time (R17): the tenant's cap, and what its kind of console bears. */
  requests: z.strictObject({ atOnce: z.number().int(), most: z.number().int() }),
  sources: z.strictObject({
    directory: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('csv'), file: z.string() }),
        z.strictObject({ kind: z.literal('scim'), url: z.string() }),
      ])
      .exactOptional(),
    consoleExportFile: z.string().exactOptional(),
    exclusionsFile: z.string().exactOptional(),
  }),
});
export type OwnSettingsView = z.infer<typeof OwnSettingsView>;

/** Only what the admin changed. */
export const ProvisioningChange = z.strictObject({
  settings: z.strictObject({
    provisioningEnabled: consoleSettings.provisioningEnabled.exactOptional(),
    mode: consoleSettings.mode.exactOptional(),
    testMode: consoleSettings.testMode.exactOptional(),
  }),
  /** The hash of exactly the list that was shown and ticked (R16). */
  acknowledgeAliases: Mark.exactOptional(),
  /** "Turn off anyway" was chosen where no fresh report tells what the next sync would do. */
  withoutFreshReport: z.boolean(),
  limits: z.strictObject({
    archivedShare: limitFields.archivedShare.exactOptional(),
    archivedFloor: limitFields.archivedFloor.exactOptional(),
    archivedCeiling: limitFields.archivedCeiling.exactOptional(),
    createdShare: limitFields.createdShare.exactOptional(),
    createdFloor: limitFields.createdFloor.exactOptional(),
    changedShare: limitFields.changedShare.exactOptional(),
    changedFloor: limitFields.changedFloor.exactOptional(),
    membershipsRemovedShare: limitFields.membershipsRemovedShare.exactOptional(),
    membershipsRemovedFloor: limitFields.membershipsRemovedFloor.exactOptional(),
    blockedShare: limitFields.blockedShare.exactOptional(),
    blockedFloor: limitFields.blockedFloor.exactOptional(),
    directoryShrunkShare: limitFields.directoryShrunkShare.exactOptional(),
  }),
  approval: z.strictObject({
    approvalLifetimeMs: approvalFields.approvalLifetimeMs.exactOptional(),
    groupsTakenOver: approvalFields.groupsTakenOver.exactOptional(),
    idSourceChanged: approvalFields.idSourceChanged.exactOptional(),
  }),
  maxConcurrency: z.number().int().min(1).max(1000).exactOptional(),
});
export type ProvisioningChange = z.infer<typeof ProvisioningChange>;

/** Saved, or somebody else changed the settings since they were read: then nothing was saved (design §5). */
export const SaveAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('saved'),
    /** Absent where only this computer's settings were saved. */
    view: ProvisioningView.exactOptional(),
    own: OwnSettingsView,
  }),
  z.strictObject({ outcome: z.literal('conflict'), view: ProvisioningView }),
]);
export type SaveAnswer = z.infer<typeof SaveAnswer>;

export const SourceName = z.enum(['directory', 'consoleExport', 'exclusions']);
export type SourceName = z.infer<typeof SourceName>;

const ofTenant = { tenantId: TenantId };
export const provisioningCalls = {
  /** Asks the console, where it keeps them. */
  readProvisioning: call(z.strictObject(ofTenant), answerOf(ProvisioningView)),
  readOwnSettings: call(z.strictObject(ofTenant), answerOf(OwnSettingsView)),
  saveProvisioning: call(
    z.strictObject({ ...ofTenant, version: Mark, change: ProvisioningChange }),
    answerOf(SaveAnswer),
  ),
  /** Asks where, and writes the aliases that would vanish, exactly the list that is acknowledged (R16). */
  saveAliasList: call(
    z.strictObject({ reportId: ReportId }),
    answerOf(z.strictObject({ file: z.string().exactOptional() })),
  ),
  /** The console's own Test Mode, as the admin sees it there (design §5). */
  tellConsoleTestMode: call(z.strictObject({ ...ofTenant, on: z.boolean() }), answerOf(Nothing)),
  copyTenantUrl: call(z.strictObject(ofTenant), answerOf(Nothing)),
  /** Sets a source to a file; without one given, asks for it. Works at once. */
  chooseSourceFile: call(
    z.strictObject({ ...ofTenant, source: SourceName, file: z.string().min(1).max(4096).exactOptional() }),
    answerOf(z.enum(['set', 'cancelled'])),
  ),
  /** Works at once; the file itself stays where it is. */
  removeSource: call(z.strictObject({ ...ofTenant, source: SourceName }), answerOf(Nothing)),
  /** The directory is a SCIM address; its token is entered in the token window. Works at once. */
  setDirectoryAddress: call(
    z.strictObject({ ...ofTenant, url: z.string().min(1).max(2000) }),
    answerOf(Nothing),
  ),
};

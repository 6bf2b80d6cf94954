import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { TenantId } from './words.ts';

export const ThemeChoice = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

export const LogLevel = z.enum(['error', 'warn', 'info', 'debug']);

const Names = z.array(z.string().max(200)).max(10_000);

const fields = {
  theme: ThemeChoice,
  logLevel: LogLevel,
  /** Pointers and bars that were dismissed for good, by their code. */
  dismissed: Names,
  /** Tenants whose Test Mode turns on again after a live sync (ux §6). */
  testModeAgain: Names,
};
const optionalFields = {
  /** The tenant that was shown last. */
  tenantId: TenantId.exactOptional(),
  /** Columns that the report's table shows, by name; absent = the usual ones. */
  reportColumns: Names.exactOptional(),
};

/** What the window remembers for this user of this computer; nothing of a tenant's. */
export const Preferences = z.strictObject({ ...fields, ...optionalFields });
export type Preferences = z.infer<typeof Preferences>;

/** A field that is absent stays as it is. */
export const PreferencesChange = z.strictObject({
  theme: fields.theme.exactOptional(),
  logLevel: fields.logLevel.exactOptional(),
  dismissed: fields.dismissed.exactOptional(),
  testModeAgain: fields.testModeAgain.exactOptional(),
  ...optionalFields,
});
export type PreferencesChange = z.infer<typeof PreferencesChange>;

/** What the first paint needs, in one call. */
export const Start = z.strictObject({
  preferences: Preferences,
  platform: z.enum(['windows', 'mac', 'linux']),
  /** BCP 47, as the user set it in the operating system; numbers and dates follow it. */
  locale: z.string(),
  version: z.string(),
  who: z.string(),
  /** Started to try the demo: where there is no tenant yet, its first sync begins at once (design §13). */
  triesDemo: z.boolean(),
});
export type Start = z.infer<typeof Start>;

/** Where this installation keeps its data, and how it logs (ux §9). */
export const ComputerView = z.strictObject({
  dataFolder: z.string(),
  logFile: z.string(),
  /** As it has been since this start; a changed preference counts from the next. */
  logLevelNow: z.string(),
  /** Set by MUSTER_LOG_LEVEL, which wins over the preference. */
  logLevelIsGiven: z.boolean(),
});
export type ComputerView = z.infer<typeof ComputerView>;

/** In how many of each the person was found and erased (R24). */
export const ErasedView = z.strictObject({
  reports: z.number().int(),
  listings: z.number().int(),
  journals: z.number().int(),
  unfinishedListings: z.number().int(),
  unreadableReports: z.number().int(),
});
export type ErasedView = z.infer<typeof ErasedView>;

export const preferenceCalls = {
  readStart: call(Nothing, answerOf(Start)),
  savePreferences: call(PreferencesChange, answerOf(Preferences)),
  readComputer: call(Nothing, answerOf(ComputerView)),
  openDataFolder: call(Nothing, answerOf(Nothing)),
  openLogs: call(Nothing, answerOf(Nothing)),
  /** The text that Copy diagnostics shows before it is copied: no secrets, no names of tenants or people. */
  readDiagnostics: call(Nothing, answerOf(z.string())),
  /** Copies the text that was read last, and no other. */
  copyDiagnostics: call(Nothing, answerOf(Nothing)),
  /** Erases one person from reports, listings and journals of this computer (R24). */
  erasePerson: call(
    z.strictObject({ address: z.string().min(1).max(1000), tenantId: TenantId.exactOptional() }),
    answerOf(ErasedView),
  ),
};

import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';

export const ThemeChoice = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

export const LogLevel = z.enum(['error', 'warn', 'info', 'debug']);

const fields = {
  theme: ThemeChoice,
  logLevel: LogLevel,
  /** Pointers and bars that were dismissed for good, by their code. */
  dismissed: z.array(z.string()),
  /** Tenants whose Test Mode turns on again after a live sync (ux §6). */
  testModeAgain: z.array(z.string()),
};
const optionalFields = {
  /** The tenant that was shown last. */
  tenantId: z.string().exactOptional(),
  /** Columns that the report's table shows, by name; absent = the usual ones. */
  reportColumns: z.array(z.string()).exactOptional(),
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
});
export type Start = z.infer<typeof Start>;

export const preferenceCalls = {
  readStart: call(Nothing, answerOf(Start)),
  savePreferences: call(PreferencesChange, answerOf(Preferences)),
};

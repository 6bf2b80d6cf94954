import { fold } from './fold.ts';

const PREFIX = 'muster:group:';

/** The external id that Muster writes on a group whose directory has none of its own (R19). */
export function derivedGroupExternalId(displayName: string): string {
  return PREFIX + fold(displayName);
}

/** Whether an external id is one that Muster derived from a name. */
export function isDerivedGroupExternalId(externalId: string): boolean {
  return externalId.startsWith(PREFIX);
}

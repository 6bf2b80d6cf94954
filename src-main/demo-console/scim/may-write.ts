import { fold } from '../../core/fold.ts';
import type { ConsoleStore } from '../database/console-store.ts';
import type { GroupRow } from '../database/groups.ts';
import { ScimError } from './scim-error.ts';

/** Whether the account takes SCIM writes at all at present (design §7). Reads are always answered. */
export function requireWritable(store: ConsoleStore): void {
  const settings = store.provisioning.read();
  if (!settings.provisioningEnabled)
    throw new ScimError(403, 'User Provisioning is not enabled on this console; nothing was written.');
  if (settings.mode !== 'scim')
    throw new ScimError(403, 'ADI is selected on this console, so SCIM may not write; nothing was written.');
  if (settings.testMode) throw new ScimError(403, 'Test Mode is on on this console; nothing was written.');
}

/** R5: whoever is not managed by provisioning is not touched by it, and not made by it either. */
export function requireManaged(store: ConsoleStore, userName: string): void {
  if (store.exclusions.isProtected(fold(userName))) throw notManaged();
}

export function notManaged(): ScimError {
  return new ScimError(403, 'Provisioning Managed is false for this person; nothing was written.');
}

/** Smart groups are filled by the console itself (fact sheet §1.2). */
export function requireConsoleGroup(group: GroupRow): void {
  if (group.group_type === 'smart')
    throw new ScimError(403, 'This is a smart group; the console fills it and SCIM cannot change it.');
}

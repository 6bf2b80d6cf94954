import type { ConsoleProfile } from './profile.ts';
import type { Tenant } from './tenant.ts';

/** Whether a console that archives the untold still waits for its first full live sync (R22). */
export function awaitsFirstLive(
  { archivesTheUntold }: Pick<ConsoleProfile, 'archivesTheUntold'>,
  { firstLiveDone }: Pick<Tenant, 'firstLiveDone'>,
): boolean {
  return archivesTheUntold && !firstLiveDone;
}

import type { OneOffView } from '../../../src-preload/contract/people.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { countOf } from '../../design/formats.ts';
import { isChange, nameOf } from './answer-words.ts';

/** Whether the one confirm can be given, or why not (ux §8, `oneoff.*`). */
export function whyNot(
  plan: OneOffView,
  tenant: Pick<TenantView, 'testMode' | 'mode' | 'provisioningEnabled'>,
): string | undefined {
  const { people, report, guard } = plan;
  if (report.partial) return 'A listing was incomplete, so nobody knows enough to sync these people.';
  if (people.length === 0) return 'Nobody of these people was found on either side.';
  if (!hasWork(plan)) return 'Nothing to do: a sync would change nothing here.';
  if (tenant.testMode)
    return `Test Mode is on, so this shows what would happen to ${peopleWords(plan)} and changes nothing.`;
  if (plan.isBeforeFirstLive)
    return 'Not possible before the first full live sync: this console may archive everybody it was not told about.';
  if (tenant.mode === 'adi') return 'ADI is selected. SCIM syncs are skipped until you choose SCIM and save.';
  if (!tenant.provisioningEnabled) return 'User Provisioning is off, so a sync would be skipped.';
  return guard.length > 0 ? guard.join(' ') : undefined;
}

function hasWork({ people }: OneOffView): boolean {
  return people.some(
    ({ acts, others }) => acts === 'operation' || others.some(({ verdict }) => isChange(verdict)),
  );
}

/** Whom a sync is for, as its title says it. */
export function namesOf(people: readonly { readonly name: string }[]): string {
  const [first] = people;
  return people.length === 1 && first ? first.name : `these ${countOf(people.length, 'person', 'people')}`;
}

/** `oneoff.slot`. */
export function slotSentence(tenant: Pick<TenantView, 'name' | 'syncLimitMs'>): string {
  const minutes = Math.round(tenant.syncLimitMs / 60_000);
  return `This counts as a sync: the next one for ${tenant.name} can start ${countOf(minutes, 'minute', 'minutes')} later.`;
}

/** The act says whom, and an archive is named as one (U4). */
export function confirmWords(plan: OneOffView): string {
  const [first] = plan.people;
  if (plan.people.length === 1 && first)
    return first.verdict === 'Archived' ? `Archive ${nameOf(first)}` : `Sync only ${nameOf(first)}`;
  const archives = archivesOf(plan).length;
  const who = `Sync only these ${countOf(plan.people.length, 'person', 'people')}`;
  return archives === 0 ? who : `${who}, archive ${archives}`;
}

export function archivesOf({ people }: Pick<OneOffView, 'people'>): OneOffView['people'] {
  return people.filter(({ verdict }) => verdict === 'Archived');
}

export function peopleWords({ people }: Pick<OneOffView, 'people'>): string {
  const [first] = people;
  return people.length === 1 && first ? nameOf(first) : countOf(people.length, 'person', 'people');
}

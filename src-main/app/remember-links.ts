import type { FailureCode, Result } from '../core/failure.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import { ADMIN_KEY_STEP, type ConnectionStep, type SettingsView, type SyncOutcome } from './house.ts';
import type { WindowHouse } from './window-house.ts';

/** Whether a tenant's console answers and takes its token: a word for the frame (ux §1). */
export type LinkState = 'linked' | 'not-linked' | 'no-answer';

/** What this process has heard of a tenant's console since it began. */
export interface KnownLink {
  readonly link?: LinkState;
  /** As the console told them last; absent for a console whose settings are kept on this computer. */
  readonly settings?: ProvisioningSettings;
  readonly settingsReadAtMs?: number;
}

export interface LinkMemory {
  /** The same house; what its answers tell of a link is remembered on the way. */
  readonly house: WindowHouse;
  known(tenantId: string): KnownLink;
}

/**
 * Remembers what the console's answers say of the link, so that the frame can show it at any time and asks nobody
 * (ux §1). `onChanged` is told only when the frame would show something else.
 */
export function rememberLinks(
  house: WindowHouse,
  now: () => number,
  onChanged: (tenantId: string) => void,
): LinkMemory {
  const links = new Map<string, KnownLink>();

  const learn = (nameOrId: string, news: KnownLink | undefined) => {
    const tenant = house.findTenant(nameOrId);
    if (!tenant.ok || !news) return;
    const { id } = tenant.value;
    const before = links.get(id) ?? {};
    links.set(id, { ...before, ...news });
    if (before.link !== links.get(id)?.link || !sameSettings(before.settings, links.get(id)?.settings)) {
      onChanged(id);
    }
  };
  const learnSettings = (nameOrId: string, read: Result<SettingsView>) => {
    learn(nameOrId, read.ok ? linkOfSettings(read.value, now()) : linkOfFailure(read.failure.code));
    return read;
  };
  /** Of an act that failed, only that nobody answered tells of the link; a refusal is the act's own. */
  const learnSilence = (nameOrId: string, acted: Result<unknown>) => {
    if (!acted.ok && acted.failure.code === 'network') learn(nameOrId, { link: 'no-answer' });
  };
  const learnRun = (nameOrId: string, ended: Result<SyncOutcome>) => {
    learn(nameOrId, linkOfRun(ended));
    return ended;
  };

  return {
    known: (tenantId) => links.get(tenantId) ?? {},
    house: {
      ...house,
      showSettings: async (nameOrId, signal) =>
        learnSettings(nameOrId, await house.showSettings(nameOrId, signal)),
      saveSettings: async (nameOrId, change, signal) => {
        const saved = await house.saveSettings(nameOrId, change, signal);
        if (saved.ok) return learnSettings(nameOrId, saved);
        learnSilence(nameOrId, saved);
        return saved;
      },
      async testTenant(nameOrId, signal, onStep) {
        const tested = await house.testTenant(nameOrId, signal, onStep);
        if (!tested.ok) learn(nameOrId, linkOfFailure(tested.failure.code));
        else learn(nameOrId, linkOfSteps(tested.value));
        return tested;
      },
      async changeTenant(nameOrId, change) {
        const changed = await house.changeTenant(nameOrId, change);
        // Another address is another console: what the one before told says nothing of it.
        const isMoved = change.tenantUrl !== undefined || change.consoleApiUrl !== undefined;
        if (changed.ok && isMoved && links.delete(changed.value.id)) onChanged(changed.value.id);
        return changed;
      },
      async revokeToken(nameOrId, signal) {
        const revoked = await house.revokeToken(nameOrId, signal);
        if (revoked.ok) learn(nameOrId, { link: 'not-linked' });
        else learnSilence(nameOrId, revoked);
        return revoked;
      },
      async generateToken(nameOrId, how, signal) {
        const made = await house.generateToken(nameOrId, how, signal);
        learnSilence(nameOrId, made);
        return made;
      },
      sync: async (request, hooks) => learnRun(request.tenant, await house.sync(request, hooks)),
    },
  };
}

/** The link as far as a failure tells of it: the token was refused or is missing, or nobody answered. */
export function linkOfFailure(code: FailureCode): KnownLink | undefined {
  switch (code) {
    case 'token-refused':
    case 'token-missing':
    case 'forbidden':
      return { link: 'not-linked' };
    case 'network':
      return { link: 'no-answer' };
    default:
      return undefined;
  }
}

function linkOfSettings(view: SettingsView, nowMs: number): KnownLink {
  const hasToken = view.tokenKeptHere || view.tokenGivenForThisRun;
  const told = view.keptOn === 'console' ? { settings: view.settings, settingsReadAtMs: nowMs } : {};
  if (!hasToken || view.consoleHasToken === false) return { ...told, link: 'not-linked' };
  // Settings that are kept here say nothing of the console: nobody was asked.
  return view.keptOn === 'console' ? { ...told, link: 'linked' } : told;
}

function linkOfSteps(steps: readonly ConnectionStep[]): KnownLink | undefined {
  // The link is the SCIM token's; what becomes of the admin key says nothing of it.
  const ofToken = steps.filter(({ name }) => name !== ADMIN_KEY_STEP);
  const failed = ofToken.find(({ state }) => state === 'failed');
  if (failed) return failed.failure ? linkOfFailure(failed.failure.code) : undefined;
  return { link: ofToken.every(({ state }) => state === 'passed') ? 'linked' : 'not-linked' };
}

function linkOfRun(ended: Result<SyncOutcome>): KnownLink | undefined {
  if (!ended.ok) return linkOfFailure(ended.failure.code);
  if (ended.value.failure) return linkOfFailure(ended.value.failure.code);
  return ended.value.status === 'Completed' ? { link: 'linked' } : undefined;
}

function sameSettings(
  one: ProvisioningSettings | undefined,
  other: ProvisioningSettings | undefined,
): boolean {
  return (
    one?.mode === other?.mode &&
    one?.testMode === other?.testMode &&
    one?.provisioningEnabled === other?.provisioningEnabled
  );
}

import type { EventName, EventOf } from '../../src-preload/contract/events.ts';
import type { Preferences } from '../../src-preload/contract/preferences.ts';
import type { KeptDraft } from '../../src-preload/contract/provisioning-draft.ts';
import type { Desktop } from '../app/ports/desktop.ts';
import type { Log } from '../app/ports/log.ts';
import type { LinkMemory } from '../app/remember-links.ts';
import type { RunsUnderWay } from '../app/runs-under-way.ts';
import type { SyncDesk } from '../app/sync-desk.ts';
import type { WindowHouse } from '../app/window-house.ts';
import type { TokenDesk } from './token-desk.ts';

/** What the handlers of the main window's calls are given: the house, and what only Electron can do. */
export interface WindowParts {
  readonly house: WindowHouse;
  /** What was heard of each tenant's console. */
  readonly links: Pick<LinkMemory, 'known'>;
  readonly now: () => number;
  readonly log: Log;
  /** Where this process logs to and how much; `isGiven`: by MUSTER_LOG_LEVEL, which wins over the preference. */
  readonly logging: { readonly file: string; readonly level: string; readonly isGiven: boolean };
  readonly runs: RunsUnderWay;
  readonly syncs: SyncDesk;
  /** Tells the main window, where it is open. */
  readonly tell: <N extends EventName>(name: N, event: EventOf<N>) => void;
  readonly memory: {
    preferences(): Preferences;
    savePreferences(change: Partial<Preferences>): Preferences;
    provisioningDraft(tenantId: string): KeptDraft | undefined;
    keepProvisioningDraft(tenantId: string, draft: KeptDraft | undefined): void;
  };
  readonly desktop: Desktop;
  readonly tokens: TokenDesk;
}

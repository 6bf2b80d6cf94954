import type { StateCreator } from 'zustand';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import { ask } from '../muster/bridge.ts';
import type { Store } from './store.ts';

/** How far "Try it with the demo console" has come (ux §2); it ends with the report on the screen. */
export type DemoStart =
  | { readonly step: 'starting' }
  | { readonly step: 'syncing'; readonly tenantId: string; readonly runKey: string }
  | { readonly step: 'failed'; readonly failure: FailureView };

export interface FirstRunSlice {
  readonly demoStart: DemoStart | undefined;
  /** Starts the demo console and its test-mode sync at once. */
  tryDemo(): Promise<void>;
  /** The first run is over, or given up: the window shows its places. */
  endFirstRun(): void;
}

export const firstRunSlice: StateCreator<Store, [], [], FirstRunSlice> = (set, get) => ({
  demoStart: undefined,
  async tryDemo() {
    set({ demoStart: { step: 'starting' } });
    const demo = await ask('startDemo', undefined);
    if (!demo.ok) return set({ demoStart: { step: 'failed', failure: demo.failure } });
    const tenantId = demo.value.id;
    await get().readTenants();
    get().switchTenant(tenantId);
    const started = await ask('forceSync', { tenantId, seen: 'test' });
    set({
      demoStart: started.ok
        ? { step: 'syncing', tenantId, runKey: started.value }
        : { step: 'failed', failure: started.failure },
    });
  },
  endFirstRun: () => set({ demoStart: undefined }),
});

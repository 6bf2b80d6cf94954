import type { StateCreator } from 'zustand';
import type { Preferences, Start } from '../../src-preload/contract/preferences.ts';
import { ask } from '../muster/bridge.ts';
import type { Store } from './store.ts';

/** What the main process told at the start, and what this window remembers between starts. */
export interface StartSlice {
  readonly start: Start | undefined;
  readStart(): Promise<void>;
  savePreferences(change: Partial<Preferences>): Promise<void>;
}

export const startSlice: StateCreator<Store, [], [], StartSlice> = (set, get) => ({
  start: undefined,
  async readStart() {
    const start = await ask('readStart', undefined);
    if (start.ok) set({ start: start.value });
    else get().showFailure(start.failure);
  },
  async savePreferences(change) {
    const saved = await ask('savePreferences', change);
    const { start } = get();
    if (!saved.ok) get().showFailure(saved.failure);
    else if (start) set({ start: { ...start, preferences: saved.value } });
  },
});

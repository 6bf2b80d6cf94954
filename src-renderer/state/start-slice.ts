import type { StateCreator } from 'zustand';
import type { Preferences, Start } from '../../src-preload/contract/preferences.ts';
import { setLocaleOfFormats } from '../design/formats.ts';
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
    if (!start.ok) return get().showFailure(start.failure);
    // Before anything is shown, so that no number stands there in another language first.
    setLocaleOfFormats(start.value.locale);
    set({ start: start.value });
  },
  async savePreferences(change) {
    const saved = await ask('savePreferences', change);
    const { start } = get();
    if (!saved.ok) get().showFailure(saved.failure);
    else if (start) set({ start: { ...start, preferences: saved.value } });
  },
});

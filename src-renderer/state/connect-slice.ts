import type { StateCreator } from 'zustand';
import { type ConnectDraft, type ConnectStep, emptyDraft } from './connect-draft.ts';
import type { Store } from './store.ts';

export interface ConnectSlice {
  readonly connect: ConnectDraft;
  changeConnect(change: Partial<ConnectDraft>): void;
  /** Opens a step; the one that is left is checked from now on. */
  openConnectStep(step: ConnectStep): void;
  /** Done, or thrown away: the next Connect begins empty. */
  clearConnect(): void;
}

export const connectSlice: StateCreator<Store, [], [], ConnectSlice> = (set) => ({
  connect: emptyDraft(),
  changeConnect: (change) => set(({ connect }) => ({ connect: { ...connect, ...change } })),
  openConnectStep: (open) =>
    set(({ connect }) => ({
      connect: { ...connect, open, left: [...new Set([...connect.left, connect.open])] },
    })),
  clearConnect: () => set({ connect: emptyDraft() }),
});

import type { StateCreator } from 'zustand';
import type { Store } from './store.ts';

/** Force Sync Now is one instance in one of three slots (ux §1); the header has it unless a screen takes it. */
export interface SlotSlice {
  readonly forceSyncSlot: 'header' | 'next-step' | 'provisioning';
  takeForceSync(slot: SlotSlice['forceSyncSlot']): void;
}

export const slotSlice: StateCreator<Store, [], [], SlotSlice> = (set) => ({
  forceSyncSlot: 'header',
  takeForceSync: (forceSyncSlot) => set({ forceSyncSlot }),
});

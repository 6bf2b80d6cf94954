import { create } from 'zustand';
import { type ConnectSlice, connectSlice } from './connect-slice.ts';
import { type DraftSlice, draftSlice } from './draft-slice.ts';
import { type FirstRunSlice, firstRunSlice } from './first-run-slice.ts';
import { type NoticeSlice, noticeSlice } from './notice-slice.ts';
import { type PlaceSlice, placeSlice } from './place-slice.ts';
import { type RunSlice, runSlice } from './run-slice.ts';
import { type SlotSlice, slotSlice } from './slot-slice.ts';
import { type StartSlice, startSlice } from './start-slice.ts';
import { type TenantSlice, tenantSlice } from './tenant-slice.ts';

export type Store = StartSlice &
  TenantSlice &
  PlaceSlice &
  RunSlice &
  NoticeSlice &
  DraftSlice &
  SlotSlice &
  ConnectSlice &
  FirstRunSlice;

/** The window's state, in slices; screens read it through selectors and keep their own state to themselves. */
export const useStore = create<Store>()((...all) => ({
  ...startSlice(...all),
  ...tenantSlice(...all),
  ...placeSlice(...all),
  ...runSlice(...all),
  ...noticeSlice(...all),
  ...draftSlice(...all),
  ...slotSlice(...all),
  ...connectSlice(...all),
  ...firstRunSlice(...all),
}));

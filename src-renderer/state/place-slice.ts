import type { StateCreator } from 'zustand';
import type { Place } from '../../src-preload/contract/events.ts';
import type { Store } from './store.ts';

/** Where the window is: one of the eight places, and what of it. Texts and numbers only, so that it can be kept. */
export type Route =
  | { readonly place: 'overview' }
  /** Without `reportId`: the list of reports. `seq`: the row that is shown beside. `ask`: the dialog to open. */
  | {
      readonly place: 'reports';
      readonly reportId?: string;
      readonly seq?: number;
      readonly ask?: 'approve' | 'apply';
      readonly compareWith?: string;
    }
  | { readonly place: 'exclusions'; readonly add?: readonly string[] }
  | { readonly place: 'people'; readonly find?: string }
  | { readonly place: 'history' }
  /** `forReport`: the report whose ready list waits for Test Mode to be off. */
  | {
      readonly place: 'provisioning';
      readonly show?: 'settings' | 'sources' | 'limits' | 'approval';
      readonly forReport?: string;
    }
  | { readonly place: 'tenants'; readonly add?: true; readonly edit?: string }
  | { readonly place: 'preferences' };

export interface PlaceSlice {
  readonly route: Route;
  /** Where Back leads, the newest last. */
  readonly trail: readonly Route[];
  /** What a screen keeps for its return: filter, scroll, selected row (ux §1, Back). */
  readonly kept: Readonly<Record<string, unknown>>;
  /** Goes there; asks about an unsaved draft first. */
  go(route: Route): void;
  /** Changes what of this place is shown, without a step for Back. */
  refine(route: Route): void;
  back(): void;
  keep(key: string, value: unknown): void;
}

const LONGEST_TRAIL = 50;

export const placeSlice: StateCreator<Store, [], [], PlaceSlice> = (set, get) => ({
  route: { place: 'overview' },
  trail: [],
  kept: {},
  go(route) {
    get().leave(() =>
      set(({ route: here, trail }) => ({ route, trail: [...trail, here].slice(-LONGEST_TRAIL) })),
    );
  },
  refine: (route) => set({ route }),
  back() {
    get().leave(() =>
      set(({ trail, route }) => ({ route: trail.at(-1) ?? route, trail: trail.slice(0, -1) })),
    );
  },
  keep: (key, value) => set(({ kept }) => ({ kept: { ...kept, [key]: value } })),
});

export const PLACES: readonly Place[] = [
  'overview',
  'reports',
  'exclusions',
  'people',
  'history',
  'provisioning',
  'tenants',
  'preferences',
];

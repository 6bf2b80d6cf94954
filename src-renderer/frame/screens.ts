import type { ComponentType } from 'react';
import type { Place } from '../../src-preload/contract/events.ts';

type Reads = () => Promise<ComponentType>;

/** The window is usable before most screens are read; each is a file of its own in the build. */
const READS = {
  overview: async () => (await import('../screens/overview/OverviewScreen.tsx')).OverviewScreen,
  reports: async () => (await import('../screens/reports/ReportsScreen.tsx')).ReportsScreen,
  exclusions: async () => (await import('../screens/exclusions/ExclusionsScreen.tsx')).ExclusionsScreen,
  people: async () => (await import('../screens/people/PeopleScreen.tsx')).PeopleScreen,
  history: async () => (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen,
  provisioning: async () =>
    (await import('../screens/provisioning/ProvisioningScreen.tsx')).ProvisioningScreen,
  tenants: async () => (await import('../screens/tenants/TenantsScreen.tsx')).TenantsScreen,
  preferences: async () => (await import('../screens/preferences/PreferencesScreen.tsx')).PreferencesScreen,
  connect: async () => (await import('../screens/connect/ConnectScreen.tsx')).ConnectScreen,
  firstRun: async () => (await import('../screens/connect/FirstRunScreen.tsx')).FirstRunScreen,
} satisfies Readonly<Record<Place | 'connect' | 'firstRun', Reads>>;

export type ScreenName = keyof typeof READS;

const SCREEN_NAMES: readonly ScreenName[] = [
  'overview',
  'reports',
  'exclusions',
  'people',
  'history',
  'provisioning',
  'tenants',
  'preferences',
  'connect',
  'firstRun',
];

const read = new Map<ScreenName, ComponentType>();

/** A screen that was read already, so that it is shown without a wait. */
export function screenAtHand(name: ScreenName): ComponentType | undefined {
  return read.get(name);
}

/** Reads a screen's file. Rejects where the file cannot be read. */
export async function readScreen(name: ScreenName): Promise<ComponentType> {
  const screen = await READS[name]();
  read.set(name, screen);
  return screen;
}

/** Reads all screens one after the other while the window has nothing to do, so that none is waited for later. */
export function readScreensAhead(): void {
  const names = [...SCREEN_NAMES];
  const next = () => {
    const name = names.shift();
    // One that cannot be read now is read again when it is shown, and told there.
    if (name) void readScreen(name).then(whenIdle, whenIdle);
  };
  const whenIdle = () => void requestIdleCallback(next, { timeout: 2000 });
  whenIdle();
}

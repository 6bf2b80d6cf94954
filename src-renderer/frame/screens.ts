import { type ComponentType, lazy } from 'react';
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

const screenOf = (read: Reads) => lazy(async () => ({ default: await read() }));

/** The screen of each place (ux §1). */
export const SCREENS: Readonly<Record<Place, ComponentType>> = {
  overview: screenOf(READS.overview),
  reports: screenOf(READS.reports),
  exclusions: screenOf(READS.exclusions),
  people: screenOf(READS.people),
  history: screenOf(READS.history),
  provisioning: screenOf(READS.provisioning),
  tenants: screenOf(READS.tenants),
  preferences: screenOf(READS.preferences),
};

/** "Connect your console" (ux §2). */
export const ConnectScreen = screenOf(READS.connect);
/** The first start (ux §2). */
export const FirstRunScreen = screenOf(READS.firstRun);

/** Reads all screens one after the other while the window has nothing to do, so that none is waited for later. */
export function readScreensAhead(): void {
  const reads = Object.values(READS);
  const next = () => {
    const read = reads.shift();
    // One that cannot be read now is read again when it is shown, and told there.
    if (read) void read().then(whenIdle, whenIdle);
  };
  const whenIdle = () => void requestIdleCallback(next, { timeout: 2000 });
  whenIdle();
}

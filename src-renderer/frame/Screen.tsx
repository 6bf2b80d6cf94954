import type { ComponentType } from 'react';
import type { Place } from '../../src-preload/contract/events.ts';
import { ExclusionsScreen } from '../screens/exclusions/ExclusionsScreen.tsx';
import { HistoryScreen } from '../screens/history/HistoryScreen.tsx';
import { OverviewScreen } from '../screens/overview/OverviewScreen.tsx';
import { PeopleScreen } from '../screens/people/PeopleScreen.tsx';
import { PreferencesScreen } from '../screens/preferences/PreferencesScreen.tsx';
import { ProvisioningScreen } from '../screens/provisioning/ProvisioningScreen.tsx';
import { ReportsScreen } from '../screens/reports/ReportsScreen.tsx';
import { TenantsScreen } from '../screens/tenants/TenantsScreen.tsx';
import { useStore } from '../state/store.ts';

const SCREENS: Readonly<Record<Place, ComponentType>> = {
  overview: OverviewScreen,
  reports: ReportsScreen,
  exclusions: ExclusionsScreen,
  people: PeopleScreen,
  history: HistoryScreen,
  provisioning: ProvisioningScreen,
  tenants: TenantsScreen,
  preferences: PreferencesScreen,
};

/** The screen of the place where the window is; which part of it, the screen reads from the route itself. */
export function Screen() {
  const place = useStore((s) => s.route.place);
  const Shown = SCREENS[place];
  return <Shown />;
}

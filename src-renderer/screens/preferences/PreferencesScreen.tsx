import { Page } from '../../design/Page.tsx';

export function PreferencesScreen() {
  return <Page title="Preferences">{''}</Page>;
}

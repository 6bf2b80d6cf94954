import { Page } from '../../design/Page.tsx';

export function OverviewScreen() {
  return <Page title="Overview">{''}</Page>;
}

import { Page } from '../../design/Page.tsx';

export function HistoryScreen() {
  return <Page title="History">{''}</Page>;
}

import { Page } from '../../design/Page.tsx';

export function ReportsScreen() {
  return <Page title="Reports">{''}</Page>;
}

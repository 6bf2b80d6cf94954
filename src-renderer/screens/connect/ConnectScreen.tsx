import { Page } from '../../design/Page.tsx';

export function ConnectScreen() {
  return <Page title="Connect your console">{''}</Page>;
}

import { Page } from '../../design/Page.tsx';

export function ProvisioningScreen() {
  return <Page title="Provisioning">{''}</Page>;
}

import { Page } from '../../design/Page.tsx';

export function TenantsScreen() {
  return <Page title="Tenants">{''}</Page>;
}

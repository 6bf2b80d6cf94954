import { Page } from '../../design/Page.tsx';

export function ExclusionsScreen() {
  return <Page title="Exclusions">{''}</Page>;
}

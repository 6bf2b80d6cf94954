import { Page } from '../../design/Page.tsx';

export function PeopleScreen() {
  return <Page title="People">{''}</Page>;
}

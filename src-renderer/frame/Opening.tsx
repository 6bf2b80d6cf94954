import { Button } from '@fluentui/react-components';
import { EmptyState } from '../design/EmptyState.tsx';
import { Page } from '../design/Page.tsx';
import { Waiting } from '../design/Waiting.tsx';
import { useStore } from '../state/store.ts';
import { Bars } from './Bars.tsx';

/** Before the window has read its tenants: a wait, or why it could not, which stays until it can (ux §10). */
export function Opening({
  isReading,
  onRetry,
}: {
  readonly isReading: boolean;
  readonly onRetry: () => void;
}) {
  const tryAgain = () => {
    const { bars, dismissBar } = useStore.getState();
    for (const { id } of bars) dismissBar(id);
    onRetry();
  };
  return (
    <main>
      {isReading ? (
        <Page title="Muster">
          <Waiting words="Opening Muster" />
        </Page>
      ) : (
        <>
          <Bars />
          <Page title="Muster">
            <EmptyState sentence="This computer’s tenants could not be read. Nothing was changed.">
              <Button appearance="primary" onClick={tryAgain}>
                Try again
              </Button>
            </EmptyState>
          </Page>
        </>
      )}
    </main>
  );
}

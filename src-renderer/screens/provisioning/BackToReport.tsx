import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { ConsoleSettings } from '../../../src-preload/contract/provisioning.ts';
import { useStore } from '../../state/store.ts';

/** Whoever came from a ready list to turn Test Mode off finds the way back to it, once that is saved (ux §5). */
export function BackToReport({ saved }: { readonly saved: ConsoleSettings }) {
  const reportId = useStore((s) => (s.route.place === 'provisioning' ? s.route.forReport : undefined));
  const go = useStore((s) => s.go);
  if (reportId === undefined || saved.testMode) return null;
  return (
    <MessageBar intent="info">
      <MessageBarBody>
        <MessageBarTitle>Test Mode is off.</MessageBarTitle> Nothing was sent by that; the report still waits.
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => go({ place: 'reports', reportId, ask: 'approve' })}>Back to the report</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

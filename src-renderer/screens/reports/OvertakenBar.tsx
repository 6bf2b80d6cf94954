import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useStore } from '../../state/store.ts';

/** The console is not what this report saw any more, or the report is out of date (U10). */
export function OvertakenBar({ view: { overtaken, newer, approval } }: { readonly view: ReportView }) {
  const go = useStore((s) => s.go);
  return (
    <>
      {overtaken && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {approval === 'applied' ? 'This report was applied.' : 'A live sync came after this report.'}
            </MessageBarTitle>{' '}
            {approval !== 'applied' && 'Rows that changed since are left alone.'}{' '}
            <TimeText ms={overtaken.startedAtMs} age="beside" />
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => go({ place: 'reports', reportId: overtaken.reportId })}>
              {approval === 'applied' ? 'Show the result' : 'Show it'}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {newer && newer.reportId !== overtaken?.reportId && (
        <MessageBar intent="info">
          <MessageBarBody>
            Newer report: <TimeText ms={newer.startedAtMs} age="beside" />
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => go({ place: 'reports', reportId: newer.reportId })}>Show</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </>
  );
}

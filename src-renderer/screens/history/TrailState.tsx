import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import type { TrailView } from '../../../src-preload/contract/trail.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
  },
  words: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    maxWidth: '90ch',
  },
  /** Beside the first line of the words. */
  mark: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  bar: { flexShrink: 0 },
});

/** Whether an entry of the audit trail was altered or removed, over all tenants of this computer; and its export. */
export function TrailState() {
  const styles = useStyles();
  const { value, failure, isAsking, reload } = useAnswer('checkTrail', undefined);
  if (failure) return <FailureBar failure={failure} onRetry={reload} />;
  const acts = (
    <>
      <Button size="small" disabledFocusable={isAsking} onClick={reload}>
        Check again
      </Button>
      <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => void exportTrail()}>
        Export audit trail…
      </Button>
    </>
  );
  if (value !== undefined && value.state !== 'whole') {
    return (
      <MessageBar
        className={styles.bar}
        intent={value.state === 'broken' ? 'error' : 'warning'}
        layout="multiline"
      >
        <MessageBarBody>
          <MessageBarTitle>{value.sentence}</MessageBarTitle> {value.notes.join(' ')}
        </MessageBarBody>
        <MessageBarActions>{acts}</MessageBarActions>
      </MessageBar>
    );
  }
  return (
    <div className={styles.line}>
      <p className={styles.words} role="status">
        <ShieldCheckmarkRegular aria-hidden className={styles.mark} />
        <span>{value === undefined ? 'Checking the audit trail of this computer.' : wordsOf(value)}</span>
      </p>
      {acts}
    </div>
  );
}

function wordsOf({ sentence, notes }: TrailView): string {
  return [sentence, ...notes].join(' ');
}

async function exportTrail(): Promise<void> {
  const saved = await ask('exportTrail', undefined);
  const { showFailure, say } = useStore.getState();
  if (!saved.ok) showFailure(saved.failure);
  else if (saved.value)
    say(`${countOf(saved.value.rows, 'entry is', 'entries are')} saved to ${saved.value.file}.`);
}

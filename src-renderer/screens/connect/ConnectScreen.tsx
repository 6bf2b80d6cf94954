import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { Page } from '../../design/Page.tsx';
import { ask } from '../../muster/bridge.ts';
import { useCsvDrop } from '../../muster/use-csv-drop.ts';
import { useStore } from '../../state/store.ts';
import { ConnectStepCard } from './ConnectStepCard.tsx';
import { ConsoleStep } from './ConsoleStep.tsx';
import { DirectoryStep } from './DirectoryStep.tsx';
import { lookAtDroppedFile } from './look-at-file.ts';
import { PreviewStep } from './PreviewStep.tsx';
import { ProtectStep } from './ProtectStep.tsx';

const useStyles = makeStyles({
  screen: { height: '100%' },
  back: { alignSelf: 'flex-start', flexShrink: 0, marginInlineStart: '-12px' },
  steps: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '860px' },
});

/** Connect your console: four steps on one page, each checked when left, all can be revisited (ux §2). */
export function ConnectScreen() {
  const styles = useStyles();
  const back = useStore((s) => s.back);
  const draftId = useStore((s) => s.connect.draftId);
  const clearConnect = useStore((s) => s.clearConnect);
  const showFailure = useStore((s) => s.showFailure);
  const drop = useCsvDrop((file) => void lookAtDroppedFile(file), showFailure);

  const discard = () => {
    void ask('forgetDraft', { draftId });
    clearConnect();
    back();
  };

  return (
    <div className={styles.screen} {...drop.handlers}>
      <Page
        title="Connect your console"
        sentence="Nothing on the console is changed here: the last step only reads."
        actions={
          <Button appearance="subtle" onClick={discard}>
            Discard what is typed
          </Button>
        }
        above={
          <Button
            className={styles.back}
            appearance="subtle"
            size="small"
            icon={<ArrowLeftRegular />}
            onClick={back}
          >
            Back
          </Button>
        }
      >
        <div className={styles.steps}>
          <ConnectStepCard step="console" number={1} title="Console">
            <ConsoleStep />
          </ConnectStepCard>
          <ConnectStepCard step="directory" number={2} title="Directory">
            <DirectoryStep isDragged={drop.isOver} />
          </ConnectStepCard>
          <ConnectStepCard step="protect" number={3} title="Protect">
            <ProtectStep isDragged={drop.isOver} />
          </ConnectStepCard>
          <ConnectStepCard step="preview" number={4} title="Preview">
            <PreviewStep />
          </ConnectStepCard>
        </div>
      </Page>
    </div>
  );
}

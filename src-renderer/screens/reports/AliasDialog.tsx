import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { ReadyLine } from '../../../src-preload/contract/report-approval.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Which aliases would vanish, saved as a list and acknowledged (R16; ux §11, `alias.ack`, `alias.unknown`). */
export function AliasDialog({
  view,
  line,
  onShow,
  onDone,
  onCancel,
}: {
  readonly view: ReportView;
  readonly line: Extract<ReadyLine, { code: 'aliases' }>;
  readonly onShow: () => void;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const styles = useStyles();
  const [isTicked, setTicked] = useState(false);
  const [saved, setSaved] = useState<string>();
  const [failure, setFailure] = useState<FailureView>();
  const { reportId } = view;
  const aliases = countOf(line.aliases, 'alias', 'aliases');
  const save = async () => {
    const done = await ask('saveAliasList', { reportId });
    if (!done.ok) setFailure(done.failure);
    else if (done.value.file !== undefined) setSaved(done.value.file);
  };
  const acknowledge = async () => {
    const done = await ask('acknowledgeAliases', { reportId, hash: line.hash });
    if (done.ok) onDone();
    else setFailure(done.failure);
  };
  return (
    <ConfirmDialog
      title="Aliases that will vanish"
      confirm={line.known ? `Acknowledge ${aliases}` : 'Acknowledge unknown aliases'}
      loses="something"
      canConfirm={
        isTicked ? { can: true } : { can: false, why: 'Tick the line above once the list is saved.' }
      }
      onConfirm={() => isTicked && void acknowledge()}
      onCancel={onCancel}
    >
      <p>
        {line.known
          ? `SCIM does not support alias e-mail addresses. ${aliases} of ${countOf(line.people, 'person', 'people')} will be removed at the first live sync. Save the alias list now: it cannot be read back afterwards.`
          : 'This console does not show aliases to Muster. Import a user export to see who would lose theirs; without it the number is unknown, not zero.'}
      </p>
      {line.known && (
        <div className={styles.acts}>
          <Button onClick={() => void save()}>Save alias list…</Button>
          <Button onClick={onShow}>See them</Button>
        </div>
      )}
      {saved !== undefined && <p>Saved as {saved}.</p>}
      {failure && <FailureBar failure={failure} />}
      <Checkbox
        checked={isTicked}
        onChange={(_event, { checked }) => setTicked(checked === true)}
        label={
          line.known
            ? `I have saved the list, and ${aliases} may be removed.`
            : 'I know that an unknown number of aliases may be removed.'
        }
      />
    </ConfirmDialog>
  );
}

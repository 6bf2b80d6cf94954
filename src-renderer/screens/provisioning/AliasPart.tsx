import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { LastReport } from '../../../src-preload/contract/provisioning.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatNumber, plural } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  line: { margin: 0 },
});

/** Writes the aliases that would vanish as a CSV: exactly the list that is acknowledged (R16). */
export function SaveAliasList({ report }: { readonly report: LastReport }) {
  const styles = useStyles();
  const [failure, setFailure] = useState<FailureView>();
  const [file, setFile] = useState<string>();
  const save = async () => {
    const saved = await ask('saveAliasList', { reportId: report.reportId });
    setFailure(saved.ok ? undefined : saved.failure);
    if (saved.ok && saved.value.file !== undefined) setFile(saved.value.file);
  };
  return (
    <div className={styles.part}>
      <Button onClick={() => void save()}>Save alias list…</Button>
      {failure && <FailureBar failure={failure} />}
      {file !== undefined && (
        <p className={styles.line} role="status">
          Saved as <bdi>{file}</bdi>.
        </p>
      )}
    </div>
  );
}

/** `alias.ack` or `alias.unknown`: must be ticked before Test Mode can be turned off (ux §11, R16). */
export function AliasAcknowledgement({
  report,
  ticked,
  onTick,
}: {
  readonly report: LastReport;
  readonly ticked: 'ticked' | 'open';
  readonly onTick: (ticked: 'ticked' | 'open') => void;
}) {
  const styles = useStyles();
  const { known, aliases, people } = report.aliases;
  return (
    <div className={styles.part}>
      {known ? (
        <>
          <p className={styles.line}>
            SCIM does not support alias e-mail addresses. {formatNumber(aliases)}{' '}
            {plural(aliases, 'alias', 'aliases')} of {formatNumber(people)}{' '}
            {plural(people, 'person', 'people')} will be removed at the first live sync. Save the alias list
            now: it cannot be read back afterwards.
          </p>
          <SaveAliasList report={report} />
        </>
      ) : (
        <p className={styles.line}>{ALIASES_UNKNOWN}</p>
      )}
      <Checkbox
        checked={ticked === 'ticked'}
        onChange={(_event, { checked }) => onTick(checked === true ? 'ticked' : 'open')}
        label={
          known
            ? `I have saved the list, and ${formatNumber(aliases)} ${plural(aliases, 'alias', 'aliases')} may be removed.`
            : 'I know that the number of aliases that may be removed is unknown, not zero.'
        }
      />
    </div>
  );
}

export const ALIASES_UNKNOWN =
  'This console does not show aliases to Muster. Import a user export to see who would lose theirs; without it the number is unknown, not zero.';

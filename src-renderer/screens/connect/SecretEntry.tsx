import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

type Which = 'scim-token' | 'admin-key' | 'directory-token';

const WORDS: Readonly<
  Record<
    Which,
    {
      readonly name: string;
      readonly enter: string;
      readonly missing: string;
      readonly held: 'token' | 'adminKey' | 'directoryToken';
    }
  >
> = {
  'scim-token': { name: 'SCIM token', enter: 'Enter SCIM Token', missing: 'Not entered yet', held: 'token' },
  'admin-key': {
    name: 'Admin key',
    enter: 'Enter admin key',
    missing: 'Not entered; only for the Console API',
    held: 'adminKey',
  },
  'directory-token': {
    name: 'Directory’s token',
    enter: 'Enter directory token',
    missing: 'Not entered yet',
    held: 'directoryToken',
  },
};

const useStyles = makeStyles({
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  button: { minWidth: '180px' },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    ...typographyStyles.body1,
  },
  good: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  warn: { color: tokens.colorPaletteMarigoldForeground2, flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
});

/** Opens the token window, the only place where a secret is pasted; here it only says whether one is there (R18). */
export function SecretEntry({
  which,
  problem,
}: {
  readonly which: Which;
  readonly problem: string | undefined;
}) {
  const styles = useStyles();
  const id = useId();
  const { name, enter, missing, held } = WORDS[which];
  const draftId = useStore((s) => s.connect.draftId);
  const isHeld = useStore((s) => s.connect.secrets[held]);
  const change = useStore((s) => s.changeConnect);
  const showFailure = useStore((s) => s.showFailure);
  const [isOpen, setOpen] = useState(false);

  const enterSecret = async () => {
    setOpen(true);
    const closed = await ask('openTokenWindow', { draftId, act: 'enter', which });
    const secrets = await ask('listDraftSecrets', { draftId });
    setOpen(false);
    if (!closed.ok) showFailure(closed.failure);
    if (!secrets.ok) return showFailure(secrets.failure);
    // Another secret may open another door, so the last test says nothing any more.
    change({ secrets: secrets.value, ...(closed.ok && closed.value.kept ? { trial: undefined } : {}) });
  };

  return (
    <div className={styles.entry}>
      <Button
        className={styles.button}
        disabledFocusable={isOpen}
        aria-describedby={id}
        onClick={() => void enterSecret()}
      >
        {isHeld ? `${enter} again` : enter}
      </Button>
      <span className={styles.state} id={id}>
        {isHeld && <CheckmarkCircleFilled className={styles.good} fontSize={16} aria-hidden="true" />}
        {!isHeld && problem !== undefined && (
          <WarningRegular className={styles.warn} fontSize={16} aria-hidden="true" />
        )}
        {!isHeld && problem === undefined && (
          <CircleRegular className={styles.quiet} fontSize={16} aria-hidden="true" />
        )}
        {isHeld ? `${name} entered` : (problem ?? missing)}
      </span>
    </div>
  );
}

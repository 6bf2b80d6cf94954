import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { type FormEvent, useState } from 'react';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import type { SecretName, TokenWindowTask } from '../../src-preload/contract/token-window.ts';
import { FailureBar } from '../design/FailureBar.tsx';
import { answerOf, tokenWindow } from './bridge.ts';
import { TokenFrame } from './TokenPage.tsx';
import { useEscape } from './use-escape.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0 },
  hint: { margin: 0, maxWidth: '60ch', color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: tokens.spacingHorizontalS },
});

const WORDS: Readonly<Record<SecretName, { readonly title: string; readonly label: string }>> = {
  'scim-token': { title: 'Enter SCIM Token', label: 'SCIM Token' },
  'admin-key': { title: 'Enter admin key', label: 'Admin key' },
  'directory-token': { title: 'Enter directory token', label: 'Directory token' },
};

/** Takes a pasted token: it goes into the keychain (or waits there for its tenant) and is never shown again. */
export function EnterToken({ task }: { readonly task: TokenWindowTask }) {
  const styles = useStyles();
  const [secret, setSecret] = useState('');
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [failure, setFailure] = useState<FailureView>();
  const { title, label } = WORDS[task.which];

  const close = async () => {
    const closed = await answerOf(tokenWindow.closeTokenWindow({ evenIfLost: true }));
    if (!closed.ok) setFailure(closed.failure);
  };
  useEscape(() => void close());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() === '') return setProblem('Paste it here as the console showed it.');
    setBusy(true);
    const kept = await answerOf(tokenWindow.giveToken({ secret }));
    setBusy(false);
    if (!kept.ok) return setFailure(kept.failure);
    setSecret('');
    await close();
  };

  return (
    <TokenFrame title={task.tenantName === undefined ? title : `${title} of ${task.tenantName}`}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Field
          label={label}
          {...(problem !== '' && { validationState: 'warning', validationMessage: problem })}
        >
          <Input
            type={isShown ? 'text' : 'password'}
            value={secret}
            autoComplete="off"
            aria-required
            aria-invalid={problem !== ''}
            spellCheck={false}
            onChange={(_event, { value }) => {
              setSecret(value);
              setProblem('');
            }}
            contentAfter={
              <Button
                appearance="transparent"
                size="small"
                icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
                aria-label={isShown ? 'Hide what is in the field' : 'Show what is in the field'}
                onClick={() => setShown(!isShown)}
              />
            }
          />
        </Field>
        <p className={styles.hint}>
          It is kept in the keychain of this computer and nowhere else. Muster never shows it again.
        </p>
        {failure && <FailureBar failure={failure} />}
        <div className={styles.acts}>
          <Button onClick={() => void close()}>Cancel</Button>
          <Button appearance="primary" type="submit" disabledFocusable={isBusy}>
            Use on this computer
          </Button>
        </div>
      </form>
    </TokenFrame>
  );
}

import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular, KeyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Answer, FailureView } from '../../src-preload/contract/failure.ts';
import type { TokenWindowTask } from '../../src-preload/contract/token-window.ts';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { FailureBar } from '../design/FailureBar.tsx';
import { answerOf, tokenWindow } from './bridge.ts';
import { TokenFrame } from './TokenPage.tsx';
import { useEscape } from './use-escape.ts';

const useStyles = makeStyles({
  once: { margin: 0, maxWidth: '60ch' },
  token: { fontFamily: tokens.fontFamilyMonospace },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  ok: { marginInlineStart: 'auto' },
  said: { margin: 0, minHeight: '40px', color: tokens.colorNeutralForeground2 },
});

/** Asked once a page, whatever React does: the second answer would be a refusal. */
let taken: Promise<Answer<string>> | undefined;

/** A generated token, shown once (ux §4, `token.once`). */
export function ShownToken({ task }: { readonly task: TokenWindowTask }) {
  const styles = useStyles();
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<FailureView>();
  const [copied, setCopied] = useState('');
  const [kept, setKept] = useState('');
  const [isAsking, setAsking] = useState(false);

  useEffect(() => {
    taken ??= answerOf(tokenWindow.takeToken());
    void taken.then((answer) => (answer.ok ? setToken(answer.value) : setFailure(answer.failure)));
    return tokenWindow.onWouldBeLost(() => setAsking(true));
  }, []);

  const copy = async () => {
    const answer = await answerOf(tokenWindow.copyToken());
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(undefined);
    setCopied(`Copied. The clipboard is cleared in ${answer.value.clearedInMs / 1000} s.`);
  };
  const keep = async () => {
    const answer = await answerOf(tokenWindow.keepToken());
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(undefined);
    setKept('Kept on this computer.');
  };
  const close = async (evenIfLost: boolean) => {
    const answer = await answerOf(tokenWindow.closeTokenWindow({ evenIfLost }));
    if (!answer.ok) setFailure(answer.failure);
    else if (answer.value === 'would-be-lost') setAsking(true);
  };
  const goBack = async () => {
    setAsking(false);
    const answer = await answerOf(tokenWindow.keepTokenWindowOpen());
    if (!answer.ok) setFailure(answer.failure);
  };
  useEscape(() => !isAsking && void close(false));

  return (
    <TokenFrame title={`SCIM Token of ${task.tenantName ?? 'this tenant'}`}>
      <p className={styles.once}>
        Copy this token now. After you close this window nobody can show it again, Muster included.
      </p>
      <Field label="SCIM Token">
        <Textarea
          value={token}
          readOnly
          rows={3}
          textarea={{ className: styles.token, spellCheck: false, autoComplete: 'off' }}
          onFocus={(event) => event.target.select()}
        />
      </Field>
      {failure && <FailureBar failure={failure} />}
      <p className={styles.said} role="status">
        {[copied, kept].filter(Boolean).join(' ')}
      </p>
      <div className={styles.acts}>
        <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button
          icon={kept === '' ? <KeyRegular /> : <CheckmarkRegular />}
          disabledFocusable={kept !== ''}
          onClick={() => void keep()}
        >
          Use on this computer
        </Button>
        <Button className={styles.ok} onClick={() => void close(false)}>
          OK
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title="Close without the token?"
          confirm="Close"
          cancel="Go back"
          loses="something"
          onConfirm={() => void close(true)}
          onCancel={() => void goBack()}
        >
          You have neither copied nor kept this token. Closing loses it; you would have to regenerate.
        </ConfirmDialog>
      )}
    </TokenFrame>
  );
}

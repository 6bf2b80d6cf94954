import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { countOf } from '../../design/formats.ts';
import { useStore } from '../../state/store.ts';
import { Continue } from './ConnectStepCard.tsx';
import { addressesIn, problemsOf } from './check-steps.ts';
import { DropPlace } from './DropPlace.tsx';
import { chooseProtected } from './look-at-file.ts';
import { ProtectSearch } from './ProtectSearch.tsx';
import { directoryOf } from './send-connect.ts';

const useStyles = makeStyles({
  question: { margin: 0, maxWidth: '72ch' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  field: { maxWidth: '560px' },
  file: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  problems: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    color: tokens.colorNeutralForeground2,
  },
});

/** Step 3: whom a sync must never touch; may be skipped (ux §2). */
export function ProtectStep({ isDragged }: { readonly isDragged: boolean }) {
  const styles = useStyles();
  const draft = useStore((s) => s.connect);
  const change = useStore((s) => s.changeConnect);
  const problem = draft.left.includes('protect') ? problemsOf('protect', draft).addresses : undefined;
  const typed = addressesIn(draft.addresses).length;
  const file = draft.protectFile;
  const directory = directoryOf(draft);
  return (
    <>
      <p className={styles.question}>
        Is there anybody whom a sync must never touch? Break-glass accounts, contractors, executives.
      </p>
      {directory && <ProtectSearch directory={directory} />}
      <Field
        className={styles.field}
        label="E-mail addresses"
        hint={
          typed === 0
            ? 'One a line, or pasted as they are.'
            : `${countOf(typed, 'person', 'people')} to protect.`
        }
        {...(problem !== undefined && { validationState: 'warning' as const, validationMessage: problem })}
      >
        <Textarea
          rows={4}
          resize="vertical"
          spellCheck={false}
          value={draft.addresses}
          onChange={(_event, { value }) => change({ addresses: value })}
        />
      </Field>
      <DropPlace
        words={file ? file.file : 'Or drop a CSV with the columns Email and Provisioning Managed.'}
        button={file ? 'Choose another file' : 'Choose a file'}
        problem={undefined}
        isDragged={isDragged}
        onChoose={() => void chooseProtected()}
      />
      {file && (
        <div className={styles.file}>
          <p className={styles.quiet}>
            {file.name} protects {countOf(file.protects, 'person', 'people')} in{' '}
            {countOf(file.lines, 'line', 'lines')}.
          </p>
          {file.problems.length > 0 && (
            <ul className={styles.problems}>
              {file.problems.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              {file.moreProblems > 0 && (
                <li>{countOf(file.moreProblems, 'more line', 'more lines')} to look at.</li>
              )}
            </ul>
          )}
          <Button size="small" onClick={() => change({ protectFile: undefined })}>
            Leave this file out
          </Button>
        </div>
      )}
      <Continue after="protect" />
    </>
  );
}

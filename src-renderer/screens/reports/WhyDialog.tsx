import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { RowBrief } from '../../../src-preload/contract/report-rows.ts';
import type { WhyAnswer } from '../../../src-preload/contract/reports.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { useFocusBack } from '../../design/use-focus-back.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { ask } from '../../muster/bridge.ts';
import { PersonPath } from '../people/PersonPath.tsx';
import { ChangedValue } from './Pieces.tsx';
import { subjectOf } from './row-words.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  ask: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  field: { flex: '1 1 auto' },
  answer: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  several: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalXXS,
  },
  choice: { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** "Why this user?" over everybody of the report, unchanged and absent people too (ux §5): a sentence first, then the row. */
export function WhyDialog({
  reportId,
  who,
  onShow,
  onClose,
}: {
  readonly reportId: string;
  /** Asked at once where it is given. */
  readonly who: string;
  readonly onShow: (row: RowBrief) => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState(who);
  const [answer, setAnswer] = useState<WhyAnswer>();
  const [failure, setFailure] = useState<FailureView>();
  useFocusBack();
  const field = useRef<HTMLElement>(null);
  const turn = useRef(0);
  const find = async (text: string) => {
    const asked = text.trim();
    if (asked === '') return;
    const mine = ++turn.current;
    const got = await ask('askWhy', { reportId, who: asked });
    if (mine !== turn.current) return;
    setAnswer(got.ok ? got.value : undefined);
    setFailure(got.ok ? undefined : got.failure);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, for whom the dialog was opened.
  useEffect(() => {
    field.current?.focus();
    void find(who);
  }, []);
  const person = answer?.person;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Why this user?</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              <form
                className={styles.ask}
                onSubmit={(event) => {
                  event.preventDefault();
                  void find(typed);
                }}
              >
                <Field label="Name, e-mail, alias, employee number, external ID" className={styles.field}>
                  <Input
                    ref={(element: HTMLElement | null) => {
                      field.current = element;
                    }}
                    value={typed}
                    maxLength={500}
                    onChange={(_event, { value }) => setTyped(value)}
                  />
                </Field>
                <Button type="submit">Find</Button>
              </form>
              {failure && <FailureBar failure={failure} />}
              <div role="status">{answer && <p className={styles.answer}>{answer.sentence}</p>}</div>
              {person && (
                <>
                  <div>
                    <VerdictMark verdict={person.verdict} /> <bdi>{subjectOf(person)}</bdi>{' '}
                    <bdi className={styles.quiet}>{person.address}</bdi>
                  </div>
                  {person.allChanges.map((change) => (
                    <div key={change.field}>
                      <p className={styles.quiet}>{change.label}</p>
                      <ChangedValue change={change} />
                    </div>
                  ))}
                  {person.object === 'user' && (
                    <PersonPath key={person.seq} reportId={reportId} seq={person.seq} />
                  )}
                </>
              )}
              {answer && answer.several.length > 0 && (
                <div className={styles.several}>
                  {answer.several.map((row) => (
                    <Button
                      key={row.seq}
                      appearance="subtle"
                      className={styles.choice}
                      onClick={() => {
                        setTyped(row.address);
                        void find(row.address);
                      }}
                    >
                      <VerdictMark verdict={row.verdict} />
                      &nbsp;
                      <bdi>
                        {subjectOf(row)} · {row.address}
                        {row.department !== '' && ` · ${row.department}`}
                      </bdi>
                    </Button>
                  ))}
                </div>
              )}
            </div>
          </DialogContent>
          <DialogActions>
            {person && <Button onClick={() => onShow(person)}>Show the row</Button>}
            <Button appearance="primary" onClick={onClose}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { OwnSettingsView } from '../../../src-preload/contract/provisioning.ts';
import { ChangedField } from './ChangedField.tsx';
import { atOnceProblem, type Edits } from './draft.ts';

const useStyles = makeStyles({
  part: {
    marginTop: tokens.spacingVerticalXL,
    marginBottom: tokens.spacingVerticalM,
    maxWidth: '560px',
  },
  number: { width: '88px' },
});

/** The tenant's cap on requests to its console at a time (R17). */
export function RequestsAtOnce({
  own: { requests },
  edits,
  onEdit,
}: {
  readonly own: OwnSettingsView;
  readonly edits: Edits;
  readonly onEdit: (text: string) => void;
}) {
  const styles = useStyles();
  const saved = String(requests.atOnce);
  const text = edits.atOnce ?? saved;
  const problem = atOnceProblem(text, requests.most);
  return (
    <div className={styles.part}>
      <ChangedField was={edits.atOnce === undefined ? undefined : saved}>
        <Field
          label="Requests to the console at a time, at most"
          hint={`Muster begins with a few, sends more while the console answers as quickly as before, and halves them when it says that it is busy. This kind of console gets ${requests.most} at most.`}
          {...(problem !== undefined && { validationState: 'warning', validationMessage: problem })}
        >
          <Input
            className={styles.number}
            value={text}
            inputMode="numeric"
            aria-invalid={problem !== undefined}
            onChange={(_event, { value }) => onEdit(value)}
          />
        </Field>
      </ChangedField>
    </div>
  );
}

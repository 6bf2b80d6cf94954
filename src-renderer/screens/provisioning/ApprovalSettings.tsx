import { Checkbox, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import type { OwnSettingsView } from '../../../src-preload/contract/provisioning.ts';
import { ChangedField } from './ChangedField.tsx';
import { type Edits, hoursProblem, hoursText } from './draft.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  number: { width: '120px' },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  indented: { marginInlineStart: '36px' },
});

/** How long an approval is valid, and what only an admin can decide: groups taken over (R19), the id source (R9). */
export function ApprovalSettings({
  own,
  edits,
  onEdit,
}: {
  readonly own: OwnSettingsView;
  readonly edits: Edits;
  readonly onEdit: (change: Partial<Edits>) => void;
}) {
  const styles = useStyles();
  const { approval } = own;
  const saved = hoursText(approval.approvalLifetimeMs);
  const hours = edits.approvalHours ?? saved;
  const problem = hoursProblem(hours);
  const groups = approval.groupsTakenOver.join('\n');
  return (
    <div className={styles.part}>
      <ChangedField was={edits.approvalHours === undefined ? undefined : `${saved} hours`}>
        <Field
          label="An approval lapses after (hours)"
          {...(problem !== undefined && { validationState: 'warning', validationMessage: problem })}
        >
          <Input
            className={styles.number}
            value={hours}
            inputMode="numeric"
            aria-invalid={problem !== undefined}
            onChange={(_event, { value }) => onEdit({ approvalHours: value })}
          />
        </Field>
      </ChangedField>
      <ChangedField
        was={
          edits.groupsTakenOver === undefined ? undefined : approval.groupsTakenOver.join(', ') || 'no group'
        }
      >
        <Field
          label="Groups that this tenant takes over"
          hint="One name a line, as the console shows it. Members that the directory does not have are removed from these; from other groups that Muster did not make, nobody is removed."
        >
          <Textarea
            rows={3}
            value={edits.groupsTakenOver ?? groups}
            onChange={(_event, { value }) => onEdit({ groupsTakenOver: value })}
          />
        </Field>
      </ChangedField>
      <div>
        <ChangedField
          was={edits.idSourceChanged === undefined ? undefined : approval.idSourceChanged ? 'On' : 'Off'}
        >
          <Checkbox
            label="The source of external IDs changed"
            checked={edits.idSourceChanged ?? approval.idSourceChanged}
            aria-describedby="id-source-words"
            onChange={(_event, { checked }) => onEdit({ idSourceChanged: checked === true })}
          />
        </ChangedField>
        <p id="id-source-words" className={`${styles.hint} ${styles.indented}`}>
          The same e-mail with another external ID is then the same person. Otherwise such a row is Blocked,
          since the address may have been given to somebody else.
        </p>
      </div>
    </div>
  );
}

import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useStore } from '../../state/store.ts';
import { Continue } from './ConnectStepCard.tsx';
import { type ConnectField, problemsOf } from './check-steps.ts';
import { SecretEntry } from './SecretEntry.tsx';
import { TestConnection } from './TestConnection.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
});

/** Step 1: which console, and the secrets that open it (ux §2). */
export function ConsoleStep() {
  const styles = useStyles();
  const draft = useStore((s) => s.connect);
  const change = useStore((s) => s.changeConnect);
  const problems = draft.left.includes('console') ? problemsOf('console', draft) : {};
  const isSeen = (field: ConnectField) => {
    const sentence = problems[field];
    return sentence === undefined ? {} : { validationState: 'warning' as const, validationMessage: sentence };
  };
  // An address that is wrong already while it is typed is told when its field is left, not only with the step.
  const early = (field: 'tenantUrl' | 'consoleApiUrl') =>
    draft[field].trim().length > 8 ? problemsOf('console', draft)[field] : undefined;
  const told = (field: 'tenantUrl' | 'consoleApiUrl') => {
    const sentence = early(field);
    return sentence === undefined
      ? isSeen(field)
      : { validationState: 'warning' as const, validationMessage: sentence };
  };
  return (
    <>
      <div className={styles.fields}>
        <Field label="Name" hint="As you call this console, for example your company." {...isSeen('name')}>
          <Input required value={draft.name} onChange={(_event, { value }) => change({ name: value })} />
        </Field>
        <Field
          label="Tenant URL"
          hint="Copy it from your console, under Account Settings > User Provisioning."
          {...told('tenantUrl')}
        >
          <Input
            required
            type="url"
            spellCheck={false}
            placeholder="https://"
            value={draft.tenantUrl}
            onChange={(_event, { value }) => change({ tenantUrl: value })}
          />
        </Field>
        <Field label="Console">
          <RadioGroup
            layout="horizontal"
            value={draft.profile}
            onChange={(_event, { value }) => change({ profile: value === 'generic' ? 'generic' : 'ksat' })}
          >
            <Radio value="ksat" label="KnowBe4 KSAT" />
            <Radio value="generic" label="Another SCIM 2.0 console" />
          </RadioGroup>
        </Field>
        <Field
          label="Console API URL"
          hint="Only where your console has one. With it Muster reads and saves the console’s own settings."
          {...told('consoleApiUrl')}
        >
          <Input
            type="url"
            spellCheck={false}
            placeholder="https://"
            value={draft.consoleApiUrl}
            onChange={(_event, { value }) => change({ consoleApiUrl: value })}
          />
        </Field>
        <SecretEntry which="scim-token" problem={problems.token} />
        <SecretEntry which="admin-key" problem={undefined} />
      </div>
      <TestConnection />
      <Continue after="console" />
    </>
  );
}

import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { ConnectDraft } from '../../state/connect-draft.ts';
import { useStore } from '../../state/store.ts';
import { Continue } from './ConnectStepCard.tsx';
import { problemsOf } from './check-steps.ts';
import { DirectoryTable } from './DirectoryTable.tsx';
import { DropPlace } from './DropPlace.tsx';
import { FirstPeople } from './FirstPeople.tsx';
import { chooseDirectory } from './look-at-file.ts';
import { SecretEntry } from './SecretEntry.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
});

/** Step 2: where the people come from, and what of it is understood (ux §2). */
export function DirectoryStep({ isDragged }: { readonly isDragged: boolean }) {
  const styles = useStyles();
  const draft = useStore((s) => s.connect);
  const change = useStore((s) => s.changeConnect);
  const problems = draft.left.includes('directory') ? problemsOf('directory', draft) : {};
  const urlProblem =
    draft.directoryUrl.trim().length > 8
      ? problemsOf('directory', draft).directoryUrl
      : problems.directoryUrl;
  return (
    <>
      <Field label="Kind of directory">
        <RadioGroup
          layout="horizontal"
          value={draft.directoryKind}
          onChange={(_event, { value }) => change({ directoryKind: value === 'scim' ? 'scim' : 'csv' })}
        >
          <Radio value="csv" label="CSV file" />
          <Radio value="scim" label="SCIM directory" />
        </RadioGroup>
      </Field>
      {draft.directoryKind === 'csv' ? (
        <>
          <DropPlace
            words={
              draft.directory ? draft.directory.file : 'Drop a CSV anywhere on this page, or choose one.'
            }
            button={draft.directory ? 'Choose another file' : 'Choose a file'}
            problem={draft.directory ? undefined : problems.directory}
            isDragged={isDragged}
            onChoose={() => void chooseDirectory()}
          />
          {draft.directory && <DirectoryTable look={draft.directory} />}
        </>
      ) : (
        <div className={styles.fields}>
          <Field
            label="Address of the SCIM directory"
            {...(urlProblem !== undefined && {
              validationState: 'warning' as const,
              validationMessage: urlProblem,
            })}
          >
            <Input
              required
              type="url"
              spellCheck={false}
              placeholder="https://"
              value={draft.directoryUrl}
              onChange={(_event, { value }) => change({ directoryUrl: value })}
            />
          </Field>
          <SecretEntry which="directory-token" problem={undefined} />
          <FirstPeople url={draft.directoryUrl.trim()} why={whyNoPeople(draft)} />
          <p className={styles.note}>
            All its people are read at the first test-mode sync; SCIM attributes need no mapping.
          </p>
        </div>
      )}
      <Continue after="directory" />
    </>
  );
}

function whyNoPeople(draft: ConnectDraft): string | undefined {
  const { directoryUrl } = problemsOf('directory', draft);
  return directoryUrl ?? (draft.secrets.directoryToken ? undefined : 'The directory’s token is missing.');
}

import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type DragEvent, type MouseEvent, type ReactNode, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { OwnSettingsView, SourceName } from '../../../src-preload/contract/provisioning.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { ask, muster } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '720px' },
  source: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
  },
  dropping: { backgroundColor: tokens.colorBrandBackground2 },
  label: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  place: { margin: 0, overflowWrap: 'anywhere' },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  fileActs: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  address: { flex: '1 1 280px' },
});

/** Where people, the console's export and the exclusion list come from. Works at once: each file is read first. */
export function Sources({ tenantId, own }: { readonly tenantId: string; readonly own: OwnSettingsView }) {
  const styles = useStyles();
  const [failure, setFailure] = useState<FailureView>();
  const { directory, consoleExportFile, exclusionsFile } = own.sources;
  const [address, setAddress] = useState(directory?.kind === 'scim' ? directory.url : '');

  const [problem, setProblem] = useState<string>();

  const choose = async (source: SourceName, file?: string) => {
    const set = await ask('chooseSourceFile', { tenantId, source, ...(file === undefined ? {} : { file }) });
    setFailure(set.ok ? undefined : set.failure);
    if (set.ok && set.value === 'set') useStore.getState().say('The source is set.');
  };
  const remove = async (source: SourceName, { currentTarget }: MouseEvent<HTMLElement>) => {
    const beside = currentTarget.previousElementSibling;
    const removed = await ask('removeSource', { tenantId, source });
    setFailure(removed.ok ? undefined : removed.failure);
    if (!removed.ok) return;
    // The button goes with what it removed; the focus stays where another source can be chosen.
    if (beside instanceof HTMLElement) beside.focus();
    if (source === 'directory') setAddress('');
    useStore.getState().say('The source is removed. The file itself stays.');
  };
  const setAddressAsDirectory = async () => {
    if (address.trim() === '') return setProblem('Type the address of the SCIM directory, https://…');
    setProblem(undefined);
    const set = await ask('setDirectoryAddress', { tenantId, url: address });
    setFailure(set.ok ? undefined : set.failure);
  };
  const enterToken = async () => {
    const closed = await ask('openTokenWindow', { tenantId, act: 'enter', which: 'directory-token' });
    setFailure(closed.ok ? undefined : closed.failure);
  };

  return (
    <div className={styles.part}>
      <p className={styles.hint}>
        Sources work at once, without Save Changes. Earlier reports are no longer fresh then.
      </p>
      {failure && <FailureBar failure={failure} />}
      <Source
        label="Directory"
        place={directory ? (directory.kind === 'csv' ? directory.file : directory.url) : 'No directory yet.'}
        onDrop={(file) => void choose('directory', file)}
      >
        <Button aria-label="Choose a directory CSV" onClick={() => void choose('directory')}>
          Choose a CSV…
        </Button>
        {directory && (
          <Button aria-label="Remove the directory" onClick={(event) => void remove('directory', event)}>
            Remove
          </Button>
        )}
      </Source>
      <div className={styles.acts}>
        <Field
          label="Or the address of a SCIM directory"
          className={styles.address}
          {...(problem !== undefined && { validationState: 'warning', validationMessage: problem })}
        >
          <Input
            value={address}
            placeholder="https://"
            aria-invalid={problem !== undefined}
            onChange={(_event, { value }) => setAddress(value)}
          />
        </Field>
        <Button onClick={() => void setAddressAsDirectory()}>Use this address</Button>
        <Button onClick={() => void enterToken()}>Enter directory token</Button>
      </div>
      <Source
        label="User export of the console"
        hint="Completes what the console's listing cannot show, aliases among them."
        place={consoleExportFile ?? 'None.'}
        onDrop={(file) => void choose('consoleExport', file)}
      >
        <Button aria-label="Choose a user export of the console" onClick={() => void choose('consoleExport')}>
          Choose a CSV…
        </Button>
        {consoleExportFile !== undefined && (
          <Button
            aria-label="Remove the user export of the console"
            onClick={(event) => void remove('consoleExport', event)}
          >
            Remove
          </Button>
        )}
      </Source>
      <Source
        label="Exclusions file"
        hint="Counts beside the console's own exclusion list."
        place={exclusionsFile ?? 'None.'}
        onDrop={(file) => void choose('exclusions', file)}
      >
        <Button aria-label="Choose an exclusions file" onClick={() => void choose('exclusions')}>
          Choose a CSV…
        </Button>
        {exclusionsFile !== undefined && (
          <Button
            aria-label="Remove the exclusions file"
            onClick={(event) => void remove('exclusions', event)}
          >
            Remove
          </Button>
        )}
      </Source>
    </div>
  );
}

/** One source: what it is now, and a place to drop a file on. */
function Source({
  label,
  hint,
  place,
  onDrop,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly place: string;
  readonly onDrop: (file: string) => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void muster.pathOfFile(event.dataTransfer.files[0]).then((path) => {
      if (path !== '') onDrop(path);
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons do the same by keyboard
    <div
      className={mergeClasses(styles.source, isOver && styles.dropping)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h3 className={styles.label}>{label}</h3>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <p className={styles.place}>
        <bdi>{place}</bdi>
      </p>
      <div className={styles.fileActs}>
        {children}
        <span className={styles.hint}>or drop it here</span>
      </div>
    </div>
  );
}

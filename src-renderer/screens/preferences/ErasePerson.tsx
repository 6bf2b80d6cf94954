import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { ErasedView } from '../../../src-preload/contract/preferences.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { PreferenceSection } from './PreferenceSection.tsx';

const ALL = 'all';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  address: { flex: '1 1 280px', maxWidth: '400px' },
  // A long tenant's name must not make the choice wider than the page.
  where: { gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0, maxWidth: 'min(320px, 100%)' },
  choice: { width: '100%', minWidth: 0 },
  text: { margin: 0, overflowWrap: 'anywhere' },
});

/** Erase a person… (R24): from what this computer keeps; exported files are out of reach (ux §9). */
export function ErasePerson() {
  const styles = useStyles();
  const tenants = useStore((s) => s.tenants) ?? [];
  const [address, setAddress] = useState('');
  const [scope, setScope] = useState(ALL);
  const [isMissing, setMissing] = useState(false);
  const [asks, setAsks] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const [erased, setErased] = useState<{ readonly address: string; readonly counts: ErasedView }>();
  const tenant = tenants.find(({ id }) => id === scope);

  const begin = () => {
    setErased(undefined);
    setFailure(undefined);
    setMissing(address.trim() === '');
    if (address.trim() !== '') setAsks(true);
  };
  const erase = async () => {
    if (isBusy) return;
    setBusy(true);
    const done = await ask('erasePerson', {
      address: address.trim(),
      ...(tenant === undefined ? {} : { tenantId: tenant.id }),
    });
    setBusy(false);
    setAsks(false);
    if (!done.ok) return setFailure(done.failure);
    setErased({ address: address.trim(), counts: done.value });
    setAddress('');
  };

  return (
    <PreferenceSection
      title="Erase a person"
      sentence="Erases somebody from the reports, listings and journals of this computer. Nothing on the console is changed."
    >
      <div className={styles.row}>
        <Field
          className={styles.address}
          label="E-mail address, present or past"
          {...(isMissing && {
            validationState: 'warning' as const,
            validationMessage: 'Give the address of the person.',
          })}
        >
          <Input
            type="email"
            spellCheck={false}
            value={address}
            onChange={(_event, { value }) => setAddress(value)}
          />
        </Field>
        <Field className={styles.where} label="Where">
          <Select
            className={styles.choice}
            root={{ className: styles.choice }}
            value={scope}
            onChange={(_event, { value }) => setScope(value)}
          >
            <option value={ALL}>All tenants and compared files</option>
            {tenants.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button onClick={begin}>Erase a person…</Button>
      </div>
      {failure && <FailureBar failure={failure} />}
      {erased && (
        <p className={styles.text} role="status">
          {erasedSentence(erased.address, erased.counts)}
        </p>
      )}
      {asks && (
        <ConfirmDialog
          title="Erase this person?"
          confirm="Erase this person"
          cancel="Keep"
          loses="something"
          isBusy={isBusy}
          onConfirm={() => void erase()}
          onCancel={() => setAsks(false)}
        >
          <p className={styles.text}>
            <bdi>{address.trim()}</bdi> is erased from every report, listing and journal of{' '}
            {tenant ? <bdi>{tenant.name}</bdi> : 'all tenants and of compared files'} on this computer. It
            cannot be taken back.
          </p>
          <p className={styles.text}>
            A report that named the person can be read afterwards, but not applied. Files that you exported
            are out of reach, and the person stays in the directory and on the console.
          </p>
        </ConfirmDialog>
      )}
    </PreferenceSection>
  );
}

/** In how many of each the person was found (ux §9). */
function erasedSentence(address: string, counts: ErasedView): string {
  const { reports, listings, journals, unfinishedListings, unreadableReports } = counts;
  const found =
    reports + listings + journals === 0
      ? `${address} stands in no report, listing or journal here.`
      : `${address} was erased from ${countOf(reports, 'report', 'reports')}, ${countOf(listings, 'listing', 'listings')} and ${countOf(journals, 'journal', 'journals')}.`;
  return [
    found,
    'Exported files are out of reach.',
    ...(unfinishedListings > 0
      ? [
          `${countOf(unfinishedListings, 'unfinished listing', 'unfinished listings')} of today not searched; a day after they were made they are removed.`,
        ]
      : []),
    ...(unreadableReports > 0
      ? [
          `${countOf(unreadableReports, 'report', 'reports')} cannot be read, so nobody can say whom they name.`,
        ]
      : []),
  ].join(' ');
}

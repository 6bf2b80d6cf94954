import { Button, Field, makeStyles, SpinButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { PreferenceSection } from './PreferenceSection.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  days: { width: '120px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** For how many days each tenant's reports are kept (R24). */
export function ReportsKept() {
  const styles = useStyles();
  const tenants = useStore((s) => s.tenants) ?? [];
  return (
    <PreferenceSection
      title="Reports"
      sentence="Reports, listings and journals are erased after so many days. What a sync still needs stays until it is decided."
    >
      {tenants.length === 0 ? (
        <p className={styles.quiet}>No tenant yet.</p>
      ) : (
        <ul className={styles.list}>
          {tenants.map((tenant) => (
            <DaysOfTenant key={`${tenant.id} ${tenant.reportsKeptDays}`} tenant={tenant} />
          ))}
        </ul>
      )}
    </PreferenceSection>
  );
}

function DaysOfTenant({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const [days, setDays] = useState<string>(String(tenant.reportsKeptDays));
  const [refused, setRefused] = useState<string>();
  const isChanged = days.trim() !== String(tenant.reportsKeptDays);

  const save = async () => {
    const saved = await ask('editTenant', { tenantId: tenant.id, reportsKeptDays: wholeNumber(days) });
    if (!saved.ok) return useStore.getState().showFailure(saved.failure);
    if (saved.value.outcome === 'refused') {
      const { sentence, next } = saved.value.failure;
      return setRefused(`${sentence} ${next}`);
    }
    setRefused(undefined);
    useStore.getState().say(`Reports of ${tenant.name} are kept ${days} days from now on.`);
  };

  return (
    <li className={styles.row}>
      <Field
        label={`Days kept for ${tenant.name}`}
        {...(refused !== undefined && { validationState: 'warning' as const, validationMessage: refused })}
      >
        <SpinButton
          className={styles.days}
          min={1}
          max={3650}
          value={wholeNumber(days) || null}
          displayValue={days}
          onChange={(_event, { value, displayValue }) =>
            setDays(value === undefined || value === null ? (displayValue ?? '') : String(value))
          }
        />
      </Field>
      {isChanged && (
        <Button aria-label={`Save days of ${tenant.name}`} onClick={() => void save()}>
          Save
        </Button>
      )}
    </li>
  );
}

/** 0 for what is no whole number: the main process refuses it in words. */
function wholeNumber(text: string): number {
  const trimmed = text.trim();
  return /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : 0;
}

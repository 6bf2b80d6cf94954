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
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { Accent, TenantEdit, TenantView } from '../../../src-preload/contract/tenants.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { AccentChoice } from './AccentChoice.tsx';
import { TenantSecrets } from './TenantSecrets.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Name, addresses, kind and accent of a tenant; all of it is saved or nothing (ux §9). */
export function EditTenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView;
  /** With the Tenant URL of before, where one at another place was saved. */
  readonly onClose: (before?: string) => void;
}) {
  const styles = useStyles();
  const [name, setName] = useState(tenant.name);
  const [tenantUrl, setTenantUrl] = useState(tenant.tenantUrl);
  const [consoleApiUrl, setConsoleApiUrl] = useState(tenant.consoleApiUrl ?? '');
  const [profile, setProfile] = useState(tenant.profile);
  const [accent, setAccent] = useState<Accent | undefined>(tenant.accent);
  const [refused, setRefused] = useState<{ readonly field?: string; readonly failure: FailureView }>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const save = async () => {
    if (isBusy) return;
    setBusy(true);
    const edit = editOf(tenant, { name, tenantUrl, consoleApiUrl, profile, accent });
    const saved = await ask('editTenant', edit);
    setBusy(false);
    if (!saved.ok) return setRefused({ failure: saved.failure });
    if (saved.value.outcome === 'refused') return setRefused(saved.value);
    useStore.getState().say(`${saved.value.tenant.name} is saved.`);
    onClose(isElsewhere(edit.tenantUrl, tenant.tenantUrl) ? tenant.tenantUrl : undefined);
  };
  const refusedField = refused?.field;
  useEffect(() => {
    if (refusedField === undefined) return;
    form.current?.querySelector<HTMLElement>(`[name="${refusedField}"]`)?.focus();
  }, [refusedField]);
  const told = (field: string) =>
    refused?.field === field && {
      validationState: 'warning' as const,
      validationMessage: `${refused.failure.sentence} ${refused.failure.next}`,
    };
  const isFieldShown = ['name', 'tenantUrl', 'consoleApiUrl', 'profile'].includes(refusedField ?? '');

  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            <DialogTitle>
              Edit <bdi>{tenant.name}</bdi>
            </DialogTitle>
            <DialogContent className={styles.fields}>
              {refused && !isFieldShown && <FailureBar failure={refused.failure} />}
              <Field label="Name" {...told('name')}>
                <Input required name="name" value={name} onChange={(_event, { value }) => setName(value)} />
              </Field>
              <Field
                label="Tenant URL"
                {...(tenant.isDemo && { hint: 'The demo console’s address is made anew at each start.' })}
                {...told('tenantUrl')}
              >
                <Input
                  required
                  name="tenantUrl"
                  type="url"
                  spellCheck={false}
                  readOnly={tenant.isDemo}
                  value={tenantUrl}
                  onChange={(_event, { value }) => setTenantUrl(value)}
                />
              </Field>
              <Field
                label="Console API URL"
                hint="Empty where the console has none."
                {...told('consoleApiUrl')}
              >
                <Input
                  name="consoleApiUrl"
                  type="url"
                  spellCheck={false}
                  readOnly={tenant.isDemo}
                  value={consoleApiUrl}
                  onChange={(_event, { value }) => setConsoleApiUrl(value)}
                />
              </Field>
              {!tenant.isDemo && (
                <>
                  <Field label="Console" {...told('profile')}>
                    <RadioGroup
                      name="profile"
                      layout="horizontal"
                      value={profile}
                      onChange={(_event, { value }) => setProfile(value === 'generic' ? 'generic' : 'ksat')}
                    >
                      <Radio value="ksat" label="KnowBe4 KSAT" />
                      <Radio value="generic" label="Another SCIM 2.0 console" />
                    </RadioGroup>
                  </Field>
                  <TenantSecrets tenant={tenant} />
                </>
              )}
              <AccentChoice accent={accent} onChange={setAccent} />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onClose()}>Cancel</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                Save Changes
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

interface Typed {
  readonly name: string;
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly profile: TenantView['profile'];
  readonly accent: Accent | undefined;
}

/** Only what differs, so that nobody else's change in between is taken back. */
function editOf(tenant: TenantView, typed: Typed): TenantEdit {
  const { name, tenantUrl, profile, accent } = typed;
  const api = typed.consoleApiUrl.trim();
  return {
    tenantId: tenant.id,
    ...(name === tenant.name ? {} : { name }),
    ...(tenantUrl === tenant.tenantUrl ? {} : { tenantUrl }),
    ...(api === (tenant.consoleApiUrl ?? '') ? {} : { consoleApiUrl: api === '' ? null : api }),
    ...(profile === tenant.profile ? {} : { profile }),
    ...(accent === tenant.accent ? {} : { accent: accent ?? null }),
  };
}

/** Another path of the same console is no other place: its token stays. */
function isElsewhere(now: string | undefined, before: string): boolean {
  return now !== undefined && URL.canParse(now) && new URL(now).origin !== new URL(before).origin;
}

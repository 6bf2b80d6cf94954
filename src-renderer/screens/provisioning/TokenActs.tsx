import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useState } from 'react';
import type { ProvisioningView } from '../../../src-preload/contract/provisioning.ts';
import type { TokenTask } from '../../../src-preload/contract/token-window.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { NEEDS_CONNECTION } from '../../design/needs-connection.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { ForceSyncNow } from '../../frame/ForceSyncNow.tsx';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { selectIsOffline, selectTenant } from '../../state/tenant-slice.ts';

const useStyles = makeStyles({
  line: { margin: 0, maxWidth: '80ch' },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The SCIM token: what is known of it, and its acts, which work at once and are no part of the draft (ux §4). */
export function TokenActs({
  tenantId,
  view,
  isEnabledSaved,
}: {
  readonly tenantId: string;
  readonly view: ProvisioningView;
  /** A token can be generated once Enable User Provisioning is saved (design §5). */
  readonly isEnabledSaved: 'yes' | 'no';
}) {
  const styles = useStyles();
  const [asks, setAsks] = useState<'nothing' | 'regenerate' | 'revoke'>('nothing');
  const [isBusy, setBusy] = useState(false);
  const slot = useStore((s) => s.forceSyncSlot);
  // The console knows another token than the one that is kept here.
  const isRefused = useStore((s) => selectTenant(s)?.link === 'not-linked');
  const isOffline = useStore(selectIsOffline);
  const { token, keptOn } = view;
  const why = whyNot(view, { isOffline, isEnabledSaved });
  const held = {
    disabledFocusable: isBusy || why !== undefined,
    ...(why !== undefined && { 'aria-describedby': 'token-why' }),
  };
  useForceSyncSlot(token.onConsole === 'no' ? 'header' : 'provisioning');

  const openWindow = async (act: TokenTask['act']) => {
    setBusy(true);
    setAsks('nothing');
    const which = 'scim-token';
    const task: TokenTask = act === 'enter' ? { tenantId, act, which } : { tenantId, act, which };
    const closed = await ask('openTokenWindow', task);
    setBusy(false);
    const { say, showFailure } = useStore.getState();
    if (!closed.ok) showFailure(closed.failure);
    else say(factsSentence(closed.value));
  };
  const revoke = async () => {
    setBusy(true);
    const revoked = await ask('revokeToken', { tenantId });
    setBusy(false);
    setAsks('nothing');
    const { say, showFailure } = useStore.getState();
    if (revoked.ok) say('The SCIM token was revoked.');
    else showFailure(revoked.failure);
  };

  const enter = (
    <Button disabledFocusable={isBusy} onClick={() => void openWindow('enter')}>
      Enter SCIM Token
    </Button>
  );
  return (
    <>
      <p className={styles.line}>
        <TokenLine view={view} />
      </p>
      {keptOn === 'computer' && (
        <p className={styles.line}>
          This console lets nobody generate, regenerate or revoke its token from outside. In the console:
          Account Settings › User Management › User Provisioning › + SCIM Settings, then Generate SCIM Token,
          Regenerate or Revoke. Enter the token here afterwards.
        </p>
      )}
      <div className={styles.acts}>
        {keptOn === 'computer' && enter}
        {keptOn === 'console' && token.onConsole === 'no' && (
          <Button
            appearance="primary"
            {...held}
            onClick={() => why === undefined && void openWindow('generate')}
          >
            Generate SCIM Token
          </Button>
        )}
        {keptOn === 'console' && token.onConsole !== 'no' && (
          <>
            <Button {...held} onClick={() => why === undefined && setAsks('regenerate')}>
              Regenerate SCIM Token
            </Button>
            <Button {...held} onClick={() => why === undefined && setAsks('revoke')}>
              Revoke SCIM Token
            </Button>
            {((!token.keptHere && !token.onlyForThisRun) || isRefused) && enter}
          </>
        )}
        {slot === 'provisioning' && <ForceSyncNow />}
      </div>
      <p className={styles.hint} id="token-why">
        {why ?? 'Works at once, without Save Changes.'}
      </p>
      {asks === 'regenerate' && (
        <ConfirmDialog
          title="Regenerate the SCIM token?"
          confirm="Regenerate SCIM Token"
          cancel="Keep the present one"
          loses="something"
          isBusy={isBusy}
          onConfirm={() => void openWindow('regenerate')}
          onCancel={() => setAsks('nothing')}
        >
          The present token stops working at once. The link to{' '}
          {token.keptHere
            ? 'this computer and every identity provider that uses it'
            : 'every identity provider that uses it'}{' '}
          is down until the new token is entered there.
        </ConfirmDialog>
      )}
      {asks === 'revoke' && (
        <ConfirmDialog
          title="Revoke the SCIM token?"
          confirm="Revoke SCIM Token"
          cancel="Keep it"
          loses="something"
          isBusy={isBusy}
          onConfirm={() => void revoke()}
          onCancel={() => setAsks('nothing')}
        >
          The link is cut at once; no sync works until a new token is generated. People on the console stay as
          they are.
        </ConfirmDialog>
      )}
    </>
  );
}

/** Why the console's own token acts cannot be pressed, in words beside them (U2). */
function whyNot(
  { token, keptOn }: ProvisioningView,
  now: { readonly isOffline: boolean; readonly isEnabledSaved: 'yes' | 'no' },
): string | undefined {
  if (keptOn === 'computer') return undefined;
  if (now.isOffline) return NEEDS_CONNECTION;
  return token.onConsole === 'no' && now.isEnabledSaved === 'no'
    ? 'Save Changes first: a token can be generated once Enable User Provisioning is saved.'
    : undefined;
}

/** Force Sync Now stands beside the token's acts while they are shown, where the console has it (ux §1). */
function useForceSyncSlot(slot: 'header' | 'provisioning'): void {
  useLayoutEffect(() => {
    const { takeForceSync } = useStore.getState();
    takeForceSync(slot);
    return () => takeForceSync('header');
  }, [slot]);
}

/** What the main window may say of a token: facts, never the token (R18). */
function factsSentence({ kept, copied }: { readonly kept: boolean; readonly copied: boolean }): string {
  if (kept) return 'The token is kept on this computer.';
  return copied ? 'The token was copied; this computer does not keep it.' : 'No token was kept.';
}

function TokenLine({ view: { token, keptOn } }: { readonly view: ProvisioningView }) {
  const { onConsole, keptHere, onlyForThisRun, sinceMs } = token;
  const since = sinceMs === undefined ? null : <TimeText ms={sinceMs} />;
  const here = keptHere
    ? 'Token kept on this computer.'
    : onlyForThisRun
      ? 'Its token is held in memory for this run only.'
      : 'This computer does not keep its token.';
  if (keptOn === 'computer') {
    if (keptHere) return <>Token kept on this computer{since && <>, since {since}</>}.</>;
    return (
      <>
        {onlyForThisRun
          ? 'A token is held in memory for this run only.'
          : 'No SCIM token on this computer yet.'}
      </>
    );
  }
  if (onConsole === 'no') return <>Not linked: the console has no SCIM token yet.</>;
  return (
    <>
      Link is up{since && <> since {since}</>}. {here}
    </>
  );
}

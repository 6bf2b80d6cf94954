import {
  Badge,
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { useId, useRef, useState } from 'react';
import { formatCountdown, formatTime } from '../design/formats.ts';
import { ask } from '../muster/bridge.ts';
import { useCommand } from '../muster/use-command.ts';
import { selectRunOfTenant } from '../state/run-slice.ts';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';
import { LimitPanel } from './LimitPanel.tsx';
import { LiveSyncDialog } from './LiveSyncDialog.tsx';
import { useCountdown } from './use-countdown.ts';
import { whyNoSync } from './why-no-sync.ts';

const useStyles = makeStyles({
  place: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  why: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  digits: { fontVariantNumeric: 'tabular-nums', minWidth: '5ch', textAlign: 'end' },
  live: {
    outlineWidth: '2px',
    outlineStyle: 'solid',
    outlineColor: tokens.colorPaletteRedBorderActive,
    outlineOffset: '1px',
  },
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** The one button that starts a sync, with the countdown on it (ux §1). */
export function ForceSyncNow() {
  const styles = useStyles();
  const tenant = useStore(selectTenant);
  const run = useStore(selectRunOfTenant);
  const isUnsaved = useStore((s) => s.unsaved !== undefined);
  const { leftMs, countdown } = useCountdown(tenant?.id);
  const [asks, setAsks] = useState<'nothing' | 'limit' | 'live'>('nothing');
  const button = useRef<HTMLElement>(null);
  const descriptionId = useId();
  const whyId = useId();
  useCommand('force-sync', () => button.current?.click());
  if (!tenant) return null;

  const why = whyNoSync(tenant, { runAlive: run !== undefined, unsaved: isUnsaved });
  const isLive = !tenant.testMode;
  const start = async () => {
    setAsks('nothing');
    const started = await ask('forceSync', { tenantId: tenant.id, seen: 'test' });
    const { say, showFailure } = useStore.getState();
    if (started.ok) say('Sync started.');
    else showFailure(started.failure);
  };
  const press = () => {
    if (why !== undefined) return;
    if (leftMs > 0) setAsks('limit');
    else if (isLive) setAsks('live');
    else void start();
  };
  return (
    <div className={styles.place}>
      {why !== undefined && (
        <span id={whyId} className={styles.why}>
          {why}
        </span>
      )}
      {isLive && why === undefined && (
        <Badge appearance="outline" color="danger">
          Live
        </Badge>
      )}
      <Popover
        open={asks === 'limit'}
        onOpenChange={(_event, { open }) => !open && setAsks('nothing')}
        trapFocus
        positioning="below-end"
      >
        <PopoverTrigger disableButtonEnhancement>
          <Button
            ref={(element: HTMLElement | null) => {
              button.current = element;
            }}
            appearance={isLive ? 'secondary' : 'primary'}
            className={mergeClasses(isLive && styles.live)}
            icon={<ArrowSyncRegular aria-hidden="true" />}
            aria-label="Force Sync Now"
            aria-describedby={why === undefined ? descriptionId : whyId}
            disabledFocusable={why !== undefined}
            onClick={press}
          >
            Force Sync Now
            {leftMs > 0 && (
              <span className={styles.digits} aria-hidden="true">
                {formatCountdown(leftMs)}
              </span>
            )}
          </Button>
        </PopoverTrigger>
        <PopoverSurface aria-label="Sync limit">
          <LimitPanel
            tenant={tenant}
            leftMs={leftMs}
            countdown={countdown}
            onRequestAnyway={() => (isLive ? setAsks('live') : void start())}
            onClose={() => setAsks('nothing')}
          />
        </PopoverSurface>
      </Popover>
      <span id={descriptionId} className={styles.unseen}>
        {describe(leftMs, countdown?.nextAllowedAtMs)}
      </span>
      {asks === 'live' && <LiveSyncDialog tenant={tenant} onClose={() => setAsks('nothing')} />}
    </div>
  );
}

/** For a screen reader, which never hears the digits (ux §14). */
function describe(leftMs: number, atMs: number | undefined): string {
  if (leftMs <= 0) return 'A sync can start now.';
  const minutes = Math.max(1, Math.round(leftMs / 60_000));
  const at = atMs === undefined ? '' : `, at ${formatTime(atMs)}`;
  return `Next sync possible in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${at}`;
}

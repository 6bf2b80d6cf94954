import { useEffect, useState } from 'react';
import { ask } from '../muster/bridge.ts';
import type { HeardCountdown } from '../state/run-slice.ts';
import { useStore } from '../state/store.ts';

/** What the countdown of a tenant shows now. */
export interface ShownCountdown {
  readonly leftMs: number;
  readonly countdown: HeardCountdown | undefined;
}

/**
 * The countdown of a tenant, second by second, by this page's monotonic time since main last told it; main tells it
 * anew after sleep, a restart and a changed clock (design §6).
 */
export function useCountdown(tenantId: string | undefined): ShownCountdown {
  const countdown = useStore((s) => (tenantId === undefined ? undefined : s.countdowns[tenantId]));
  const [, setTick] = useState(0);
  const leftMs = countdown ? Math.max(0, countdown.leftMs - (performance.now() - countdown.heardAt)) : 0;

  useEffect(() => {
    if (tenantId === undefined) return;
    void ask('readCountdown', { tenantId }).then((told) => {
      if (told.ok) useStore.getState().hearCountdown(told.value);
      else useStore.getState().showFailure(told.failure);
    });
  }, [tenantId]);

  useEffect(() => {
    if (leftMs <= 0) return undefined;
    // The next whole second, so that digits change when a clock's would.
    const timer = setTimeout(() => setTick((tick) => tick + 1), (leftMs % 1000) + 5);
    return () => clearTimeout(timer);
  });
  return { leftMs, countdown };
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../app/ports/clock.ts';

/** The clock of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // The port promises to resolve early when aborted; nothing else can go wrong in a delay.
      if (signal?.aborted !== true) throw error;
    }
  },
};

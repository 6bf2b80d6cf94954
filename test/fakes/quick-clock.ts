import type { Clock } from '../../src-main/app/ports/clock.ts';

/** Time that passes only by sleeping, and then at once. */
export class QuickClock implements Clock {
  /** Every wait that was asked for, in ms. */
  readonly slept: number[] = [];
  #now: number;
  #monotonic = 0;

  constructor(nowMs = Date.UTC(2026, 10, 24, 12)) {
    this.#now = nowMs;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    this.slept.push(ms);
    this.#now += ms;
    this.#monotonic += ms;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

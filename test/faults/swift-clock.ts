import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src-main/app/ports/clock.ts';

/** Hours that pass in seconds: waits and heartbeats keep their proportion, only faster than on the wall. */
export class SwiftClock implements Clock {
  /** Every wait that was asked for, in ms. */
  readonly slept: number[] = [];
  readonly #times: number;
  readonly #startMs: number;
  readonly #began = performance.now();

  constructor(times = 500, startMs = Date.now()) {
    this.#times = times;
    this.#startMs = startMs;
  }

  now(): number {
    return this.#startMs + this.monotonic();
  }

  monotonic(): number {
    return Math.floor((performance.now() - this.#began) * this.#times);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    const until = performance.now() + ms / this.#times;
    try {
      // Node's timers may fire early by part of a millisecond, which is much on this clock.
      while (performance.now() < until) {
        await delay(Math.ceil(until - performance.now()), undefined, signal === undefined ? {} : { signal });
      }
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  }
}

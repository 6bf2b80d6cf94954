export interface GateLimits {
  readonly start: number;
  /** The tenant's cap, within what its kind of console bears. */
  readonly most: number;
}

/** How a request that passed the gate went. `neither` says nothing about the console's load. */
export type Strain = 'calm' | 'strained' | 'neither';

export interface Pass {
  readonly round: number;
  readonly sinceMs: number;
}

/** What the details of a run say of the gate (R17). */
export interface GateState {
  /** Requests that may be under way at a time, now. */
  readonly limit: number;
  readonly most: number;
  readonly inFlight: number;
  /** How often the console made it halve (429, 503, time-outs). */
  readonly slowed: number;
}

/** An answer is as quick as before while a round takes at most so much of the calmest one … */
const FLAT_FACTOR = 1.5;
/** … and so many ms more: below that it is chance, and no sign of load. */
const FLAT_SLACK_MS = 10;
/** So much of the difference the calmest round gives way in each that is slower: other requests take other times. */
const GIVES_WAY = 0.1;

/**
 * Lets through as many requests at a time as the console bears (R17): one more after each calm round that used all of them and in which
 * answers came as quickly as before, half as many when it shows strain (429, 503, time-outs), never more than `most`, never
 * fewer than one. Where answers only get slower, more at a time would wait in the console's queue and gain nothing.
 */
export class AdaptiveGate {
  readonly #most: number;
  readonly #monotonicMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #inFlight = 0;
  #calmInRow = 0;
  #calmMs = 0;
  /** Most that were under way at once in this round: a limit that nobody reached was not tried. */
  #peak = 0;
  /** Mean time of an answer in the calmest round so far; undefined before the first. */
  #calmestMs: number | undefined;
  #slowed = 0;
  /** Requests of one round halve the limit once, however many of them are turned away together. */
  #round = 0;

  /** `monotonicMs` measures answers; without it every answer counts as equally quick. */
  constructor(limits: GateLimits, monotonicMs: () => number = () => 0) {
    this.#most = Math.max(1, Math.floor(limits.most));
    this.#limit = Math.min(this.#most, Math.max(1, Math.floor(limits.start)));
    this.#monotonicMs = monotonicMs;
  }

  get limit(): number {
    return this.#limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  state(): GateState {
    return { limit: this.#limit, most: this.#most, inFlight: this.#inFlight, slowed: this.#slowed };
  }

  /** `undefined` when cancelled while waiting. */
  async enter(signal: AbortSignal): Promise<Pass | undefined> {
    while (!signal.aborted && this.#inFlight >= this.#limit) await this.#turn(signal);
    if (signal.aborted) {
      // The turn that woke this one must not be lost to those behind it.
      this.#wakeNext();
      return undefined;
    }
    this.#inFlight++;
    this.#peak = Math.max(this.#peak, this.#inFlight);
    return { round: this.#round, sinceMs: this.#monotonicMs() };
  }

  leave(pass: Pass, strain: Strain): void {
    this.#inFlight--;
    // What was sent before the limit was halved tells how it was then, not how it is now.
    if (strain === 'calm' && pass.round === this.#round) this.#calm(this.#monotonicMs() - pass.sinceMs);
    if (strain === 'strained' && pass.round === this.#round) this.#halve();
    this.#wakeNext();
  }

  #calm(tookMs: number): void {
    this.#calmInRow++;
    this.#calmMs += tookMs;
    if (this.#calmInRow < this.#limit) return;
    const meanMs = this.#calmMs / this.#calmInRow;
    const isTried = this.#peak >= this.#limit;
    this.#beginRound();
    const calmestMs = this.#calmestMs ?? meanMs;
    const isFlat = meanMs <= calmestMs * FLAT_FACTOR + FLAT_SLACK_MS;
    this.#calmestMs = isFlat ? Math.min(calmestMs, meanMs) : calmestMs + (meanMs - calmestMs) * GIVES_WAY;
    if (isFlat && isTried && this.#limit < this.#most) this.#limit++;
  }

  #halve(): void {
    this.#round++;
    this.#slowed++;
    this.#beginRound();
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  #beginRound(): void {
    this.#calmInRow = 0;
    this.#calmMs = 0;
    this.#peak = this.#inFlight;
  }

  #wakeNext(): void {
    for (let free = this.#limit - this.#inFlight; free > 0; free--) this.#waiting.shift()?.();
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = () => {
        const place = this.#waiting.indexOf(wake);
        if (place >= 0) this.#waiting.splice(place, 1);
        resolve();
      };
      this.#waiting.push(wake);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

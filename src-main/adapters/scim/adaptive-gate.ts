export interface GateLimits {
  readonly start: number;
  readonly most: number;
}

/** How a request that passed the gate went. `neither` says nothing about the console's load. */
export type Strain = 'calm' | 'strained' | 'neither';

export interface Pass {
  readonly round: number;
}

/**
 * Lets through as many requests at a time as the console bears (R17): one more after each calm round,
 * half as many when it shows strain (429, 503, time-outs), never more than `most`, never fewer than one.
 */
export class AdaptiveGate {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #inFlight = 0;
  #calmInRow = 0;
  /** Requests of one round halve the limit once, however many of them are turned away together. */
  #round = 0;

  constructor(limits: GateLimits) {
    this.#most = Math.max(1, limits.most);
    this.#limit = Math.min(this.#most, Math.max(1, limits.start));
  }

  get limit(): number {
    return this.#limit;
  }

  get inFlight(): number {
    return this.#inFlight;
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
    return { round: this.#round };
  }

  leave(pass: Pass, strain: Strain): void {
    this.#inFlight--;
    if (strain === 'calm') this.#grow();
    if (strain === 'strained' && pass.round === this.#round) this.#halve();
    this.#wakeNext();
  }

  #grow(): void {
    this.#calmInRow++;
    if (this.#calmInRow < this.#limit || this.#limit >= this.#most) return;
    this.#calmInRow = 0;
    this.#limit++;
  }

  #halve(): void {
    this.#round++;
    this.#calmInRow = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
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

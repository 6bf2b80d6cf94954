import { closeInterrupted, resumeRun } from '../../../src-main/app/resume-run.ts';
import { type LiveOrder, runLiveSync } from '../../../src-main/app/run-live-sync.ts';
import type { LiveParts } from '../../../src-main/app/sync-parts.ts';
import type { Desk } from '../desk.ts';
import { type Sent, WatchedWriter } from './watched-writer.ts';

/** Where a process dies: at its nth request or its nth write to the journal, before or after that took effect. */
export interface Death {
  readonly at: 'request' | 'journal';
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** Thrown by whatever a dead process still reaches for; nobody hears it. */
class PowerCut extends Error {}

/**
 * One process of Muster on a desk, which may die as after a kill -9: from then on it writes nothing, hears nothing,
 * and nothing that it had only in memory remains. What it had written stays for the next one.
 */
export class MortalProcess {
  readonly watched: WatchedWriter;
  readonly died: Promise<void>;
  #isDead = false;
  #die: () => void = () => {};
  #requests = 0;
  #journalWrites = 0;
  readonly #desk: Desk;
  readonly #death: Death | undefined;

  constructor(desk: Desk, death: Death | undefined, delays: readonly number[]) {
    this.#desk = desk;
    this.#death = death;
    this.died = new Promise((resolve) => {
      this.#die = () => {
        this.#isDead = true;
        resolve();
      };
    });
    this.watched = new WatchedWriter(desk.console, {
      delays,
      onSend: (sent, act) => this.#request(sent, act),
    });
  }

  liveSync(order: Partial<LiveOrder>) {
    const whole = { planHash: undefined, overrideGuard: undefined, oneOff: undefined, ...order };
    return this.#livesOrDies(runLiveSync({ ...whole, unapproved: 'is-ordered' }, this.#parts()));
  }

  resume(runId: string) {
    return this.#livesOrDies(resumeRun(runId, this.#parts()));
  }

  close(runId: string) {
    return this.#livesOrDies(closeInterrupted(runId, this.#parts()));
  }

  async #livesOrDies<T>(run: Promise<T>): Promise<T | 'died'> {
    // What a dead process would have made of its end is nobody's business.
    run.catch(() => undefined);
    const end = await Promise.race([run, this.died.then(() => 'died' as const)]);
    return this.#isDead ? 'died' : end;
  }

  #parts(): LiveParts {
    const { writer } = this.watched;
    const parts = this.#desk.liveParts();
    return {
      ...parts,
      writer: this.#hearing(writer),
      store: this.#mortal({ ...parts.store, journal: this.#journal(parts.store.journal) }),
      reports: this.#mortal(parts.reports),
    };
  }

  async #request(_sent: Sent, act: () => Promise<void>): Promise<void> {
    if (this.#isDead) return forever();
    const dies = this.#death?.at === 'request' && this.#requests++ === this.#death.nth;
    if (dies && this.#death?.when === 'before') {
      this.#die();
      return forever();
    }
    await act();
    if (dies) this.#die();
    return this.#isDead ? forever() : undefined;
  }

  /** Answers on their way when the process dies are heard by nobody. */
  #hearing(writer: LiveParts['writer']): LiveParts['writer'] {
    return new Proxy(writer, {
      get: (target, key) => {
        const call: unknown = Reflect.get(target, key);
        if (typeof call !== 'function') return call;
        return async (...given: readonly unknown[]) => {
          if (this.#isDead) return forever();
          const answer: unknown = await Reflect.apply(call, target, given);
          return this.#isDead ? forever() : answer;
        };
      },
    });
  }

  #journal(journal: LiveParts['store']['journal']): LiveParts['store']['journal'] {
    return {
      ...journal,
      write: (answers, intents) => {
        const dies = this.#death?.at === 'journal' && this.#journalWrites++ === this.#death.nth;
        if (dies && this.#death?.when === 'before') {
          this.#die();
          throw new PowerCut();
        }
        journal.write(answers, intents);
        if (!dies) return;
        this.#die();
        throw new PowerCut();
      },
    };
  }

  #mortal<T extends object>(thing: T): T {
    return new Proxy(thing, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value === 'function') {
          return (...given: readonly unknown[]) => {
            if (this.#isDead) throw new PowerCut();
            const result: unknown = Reflect.apply(value, target, given);
            return typeof result === 'object' && result !== null && isReader(result)
              ? { ...result, value: this.#mortal(result.value) }
              : result;
          };
        }
        return typeof value === 'object' && value !== null ? this.#mortal(value) : value;
      },
    });
  }
}

/** A report that was opened: what is written to it ends with the process, too. */
function isReader(result: object): result is { readonly value: object } {
  return (
    'value' in result &&
    typeof result.value === 'object' &&
    result.value !== null &&
    'setResults' in result.value
  );
}

function forever(): Promise<never> {
  return new Promise(() => {});
}

import type { StateCreator } from 'zustand';
import type { Countdown } from '../../src-preload/contract/events.ts';
import type { EndedRun, RunningRun } from '../../src-preload/contract/runs.ts';
import { ask } from '../muster/bridge.ts';
import type { Store } from './store.ts';

/** A countdown as it came, with this page's own monotonic time of it, so that a changed clock moves nothing. */
export interface HeardCountdown extends Countdown {
  readonly heardAt: number;
}

export interface RunSlice {
  /** Runs that live in this process, by their key. */
  readonly running: Readonly<Record<string, RunningRun>>;
  /** How the last run of each tenant ended, since this window opened. */
  readonly ended: Readonly<Record<string, EndedRun>>;
  readonly countdowns: Readonly<Record<string, HeardCountdown>>;
  readRuns(): Promise<void>;
  hearProgress(run: RunningRun): void;
  hearEnd(run: EndedRun): void;
  hearCountdown(countdown: Countdown): void;
}

export const runSlice: StateCreator<Store, [], [], RunSlice> = (set, get) => ({
  running: {},
  ended: {},
  countdowns: {},
  async readRuns() {
    const runs = await ask('listRunning', undefined);
    if (!runs.ok) return get().showFailure(runs.failure);
    set({ running: Object.fromEntries(runs.value.map((run) => [run.runKey, run])) });
  },
  hearProgress: (run) => set(({ running }) => ({ running: { ...running, [run.runKey]: run } })),
  hearEnd(run) {
    set(({ running, ended }) => {
      const { [run.runKey]: _over, ...alive } = running;
      return { running: alive, ended: { ...ended, [run.tenantId]: run } };
    });
  },
  hearCountdown(countdown) {
    set(({ countdowns }) => ({
      countdowns: {
        ...countdowns,
        [countdown.tenantId]: { ...countdown, heardAt: performance.now() },
      },
    }));
  },
});

/** The run of the shown tenant, where one lives. */
export function selectRunOfTenant({ running, tenantId }: Store): RunningRun | undefined {
  return Object.values(running).find((run) => run.tenantId === tenantId);
}

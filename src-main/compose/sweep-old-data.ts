import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import { isTimeToForget } from '../app/forget-old-reports.ts';
import { markInterrupted } from '../app/mark-interrupted.ts';
import type { LeftBehind } from '../app/ports/main-store.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import { sweepOnThread } from '../engine/keep-handle.ts';
import { homeFolders } from './home.ts';
import { openLog } from './run-parts.ts';

const A_RUN_AT_MOST_MS = 24 * 60 * 60 * 1000;

/** At each start: ends what died, and removes what was never finished (R7). Quick; what is old goes on a thread. */
export function sweepUnfinished(
  home: string,
  { store, reports }: Pick<TenantParts, 'store' | 'reports'>,
): void {
  endDead(home, { store, reports });
  reports.sweepUnfinished();
  sweepTemporary(homeFolders(home).temporary);
}

/** Marks runs that nobody carries on, in the history and in their reports (R7). */
export function endDead(
  home: string,
  { store, reports }: Pick<TenantParts, 'store' | 'reports'>,
  left?: LeftBehind,
): void {
  for (const run of store.runs.sweepDead(systemClock.now(), left)) {
    if (run.status !== 'Interrupted') continue;
    try {
      markInterrupted(run, store, reports);
    } catch (error) {
      // A damaged report must not keep Muster from starting; resuming or closing its run tells what is wrong with it.
      const { code, cause = '' } = failureOf(error);
      openLog(home, 'info').warn('the report of an interrupted run could not be marked', { code, cause });
    }
  }
}

/** After the start: erases what was kept long enough, where it is time for that (R24). Never rejects. */
export async function forgetAside(
  setting: { readonly home: string; readonly who: string; readonly logLevel: string },
  store: TenantParts['store'],
): Promise<void> {
  if (!isTimeToForget({ store, clock: systemClock })) return;
  const swept = await sweepOnThread(setting);
  if (swept.ok) return;
  const { code, cause = '' } = swept.failure;
  openLog(setting.home, setting.logLevel).warn('old data could not be erased', { code, cause });
}

/** Removes what a killed run left of a user export: it names everybody on the console. */
function sweepTemporary(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? systemClock.now();
    if (systemClock.now() - made > A_RUN_AT_MOST_MS) rmSync(file, { force: true, recursive: true });
  }
}

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import { forgetOldReports } from '../app/forget-old-reports.ts';
import { markInterrupted } from '../app/mark-interrupted.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import { homeFolders } from './home.ts';
import { openLog } from './run-parts.ts';
import { openSnapshots } from './sources.ts';

const A_RUN_AT_MOST_MS = 24 * 60 * 60 * 1000;

/** At each start: ends what died, and erases what was kept long enough (R7, R24). */
export function sweepOldData(
  home: string,
  { store, reports }: Pick<TenantParts, 'store' | 'reports'>,
  logLevel: string,
): void {
  for (const run of store.runs.sweepDead(systemClock.now())) {
    if (run.status === 'Interrupted') markInterrupted(run, store, reports);
  }
  reports.sweepUnfinished();
  const parts = { store, reports, snapshots: openSnapshots(home), clock: systemClock };
  forgetOldReports(parts, (error) =>
    openLog(home, logLevel).warn('old data could not be erased', { code: failureOf(error).code }),
  );
  sweepTemporary(homeFolders(home).temporary);
}

/** Removes what a killed run left of a user export: it names everybody on the console. */
function sweepTemporary(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? systemClock.now();
    if (systemClock.now() - made > A_RUN_AT_MOST_MS) rmSync(file, { force: true, recursive: true });
  }
}

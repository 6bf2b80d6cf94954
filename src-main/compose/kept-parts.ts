import { timeSortedIds } from '../adapters/clock/ids.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { sha256OfText } from '../adapters/store/audit-hash.ts';
import { openMainStore } from '../adapters/store/open-main-store.ts';
import type { Log } from '../app/ports/log.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import type { Sha256 } from '../core/audit-trail.ts';
import { type Result, succeed } from '../core/failure.ts';
import { homeFolders } from './home.ts';
import { openLog, openReports } from './run-parts.ts';
import { openSnapshots } from './sources.ts';

/** What is kept on this computer, without secrets and without the network. */
export interface KeptParts {
  readonly parts: Pick<TenantParts, 'store' | 'reports' | 'snapshots' | 'clock' | 'ids' | 'who'>;
  readonly log: Log;
  readonly sha256: Sha256;
  close(): void;
}

/** Opens what is kept anew, for a thread that goes through all of it (R24). */
export function openKeptParts({
  home,
  who,
  logLevel,
}: {
  readonly home: string;
  readonly who: string;
  readonly logLevel: string;
}): Result<KeptParts> {
  const opened = openMainStore({ file: homeFolders(home).database, clock: systemClock });
  if (!opened.ok) return opened;
  const store = opened.value;
  const parts = {
    store,
    reports: openReports(home, logLevel),
    snapshots: openSnapshots(home),
    clock: systemClock,
    ids: timeSortedIds(systemClock),
    who,
  };
  return succeed({ parts, log: openLog(home, logLevel), sha256: sha256OfText, close: () => store.close() });
}

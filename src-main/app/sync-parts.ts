import type { Result } from '../core/failure.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { Carried } from '../core/records.ts';
import type { Tenant } from '../core/tenant.ts';
import type { IndexedSnapshot } from './index-snapshot.ts';
import type { Exclusions } from './make-report.ts';
import type { Clock, Ids, NewSha256 } from './ports/clock.ts';
import type { ConsoleApi } from './ports/console-api.ts';
import type { ConsoleWriter } from './ports/console-writer.ts';
import type { Log } from './ports/log.ts';
import type { Door, MainStore } from './ports/main-store.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';
import type { Source } from './ports/source.ts';
import type { RunProgress } from './run-progress.ts';

/** What comparing needs. Nothing in here can write to a console (R2). */
export interface ReadingParts {
  readonly profile: ConsoleProfile;
  readonly readDirectory: ReadDirectory;
  readonly console: Source;
  /** Completes the console's snapshot (R21). */
  readonly userExport: Source | undefined;
  readonly loadExclusions: (signal: AbortSignal) => Promise<Result<Exclusions>>;
  readonly snapshots: SnapshotStore;
  readonly reports: ReportStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly newSha256: NewSha256;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Throws RunStopped once the admin has cancelled; asked in long stretches of computing. */
  readonly checkCancelled: () => void;
  readonly onProgress: (progress: RunProgress) => void;
}

/** A sync of a tenant also claims its slot and keeps its books. */
export interface SyncParts extends ReadingParts {
  readonly tenant: Tenant;
  readonly store: MainStore;
  readonly api: ConsoleApi | undefined;
  /** The operating-system user and computer (ux §5). */
  readonly who: string;
  readonly door?: Door;
  readonly pid: number;
}

/** Only a live sync is handed the writer (R2). */
export interface LiveParts extends SyncParts {
  readonly writer: ConsoleWriter;
}

/**
 * Lists and indexes the directory, on a thread of its own where there is one. What the directory carries is
 * told as soon as its listing is read, since the console's index depends on it.
 */
export type ReadDirectory = (snapshotId: string) => {
  readonly carried: Promise<Carried>;
  readonly indexed: Promise<IndexedSnapshot>;
};

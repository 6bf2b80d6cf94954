import type { PreviewRequest, SyncOutcome } from '../app/house.ts';
import type { OneOff } from '../app/one-off-filter.ts';
import type { Door } from '../app/ports/main-store.ts';
import type { ReEvaluation } from '../app/re-evaluate.ts';
import type { LiveOrder } from '../app/run-live-sync.ts';
import type { RunProgress } from '../app/run-progress.ts';
import type { Failure, Result } from '../core/failure.ts';
import type { GroupIndex } from '../core/group-index.ts';
import type { PersonIndex } from '../core/person-index.ts';
import type { ProfileName } from '../core/profile.ts';
import type { Carried } from '../core/records.ts';
import type { DirectoryChoice } from '../core/tenant.ts';

/** The secrets of one run, handed from thread to thread in memory and written nowhere (R18). */
export interface RunSecrets {
  readonly scimToken: string | undefined;
  readonly adminKey: string | undefined;
  readonly directoryToken: string | undefined;
}

export type RunTask =
  | { readonly kind: 'preview'; readonly request: PreviewRequest }
  | { readonly kind: 'test'; readonly tenantId: string; readonly oneOff: OneOff | undefined }
  /** Previews the undo of a live run: reads only, as a test does (R23). */
  | { readonly kind: 'undo'; readonly tenantId: string; readonly runId: string }
  /** Lists nothing (design §8). */
  | { readonly kind: 're-evaluate'; readonly tenantId: string; readonly evaluation: ReEvaluation }
  /** Reads only, and is no sync (ux §8). */
  | { readonly kind: 'look-up'; readonly tenantId: string; readonly addresses: readonly string[] }
  | { readonly kind: 'live'; readonly tenantId: string; readonly order: LiveOrder }
  | { readonly kind: 'resume'; readonly tenantId: string; readonly runId: string }
  | { readonly kind: 'close'; readonly tenantId: string; readonly runId: string };

/** What a run's thread is started with. */
export interface RunSpec {
  readonly home: string;
  readonly task: RunTask;
  readonly secrets: RunSecrets;
  readonly who: string;
  readonly door?: Door;
  /** Proxy settings of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logLevel: string;
  /** One shared number: 1 = cancelled. Read in long computing, where no message comes through. */
  readonly cancelFlag: SharedArrayBuffer;
}

export type RunMessage =
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  | { readonly kind: 'end'; readonly outcome: Result<SyncOutcome> };

export type RunCommand = { readonly kind: 'cancel' };

/** What the directory's thread is started with. */
export interface SideSpec {
  readonly home: string;
  readonly snapshotId: string;
  readonly directory: DirectoryChoice;
  readonly token: string | undefined;
  readonly profile: ProfileName;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cancelFlag: SharedArrayBuffer;
}

export type SideMessage =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number | undefined;
      readonly waitMs?: number;
    }
  | { readonly kind: 'carried'; readonly carried: Carried }
  | { readonly kind: 'indexed'; readonly people: PersonIndex; readonly groups: GroupIndex }
  | { readonly kind: 'failed'; readonly failure: Failure };

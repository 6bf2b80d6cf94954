import type { Failure } from '../core/failure.ts';

/** What the demo console's thread is started with: any free port, secrets made anew. */
export interface DemoSpec {
  readonly dataFolder: string;
  readonly seedFile: string;
  readonly syncLimitMs: number;
}

/** Where the console answers, and its secrets of this start, handed from thread to thread in memory (R18). */
export interface ServedDemo {
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly scimToken: string | null;
  readonly adminKey: string | null;
}

export type DemoMessage =
  | ({ readonly kind: 'served' } & ServedDemo)
  | { readonly kind: 'failed'; readonly failure: Failure };

export type DemoCommand = { readonly kind: 'close' };

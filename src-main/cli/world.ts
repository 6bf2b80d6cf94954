import type { Composition } from './composition.ts';

/** One stream of the process as commands use it. */
export interface Output {
  /** Settles when the text is handed on, so that a long export keeps to constant memory. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** Columns of the terminal; `undefined` where there is none and lines need not be broken. */
  readonly columns: number | undefined;
}

export interface Input {
  readonly isTerminal: boolean;
  /** Lines without their line ends. Read only by the options that end in -stdin. */
  lines(): AsyncIterable<string>;
}

/** Everything outside that the command line touches. */
export interface World {
  /** What stands behind `muster`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Input;
  readonly out: Output;
  readonly err: Output;
  /** Aborted by Ctrl-C or a request to end. */
  readonly signal: AbortSignal;
  /** Monotonic ms, for how often progress is drawn. */
  readonly monotonic: () => number;
  readonly dataFolder: string;
  readonly version: string;
  readonly composition: Composition;
}

/** How the admin called Muster, so that a command to copy can be copied (in the repository npm runs it). */
export function calledAs(env: World['env']): string {
  const script = env.npm_lifecycle_event;
  return script === 'muster' || script === 'start' ? 'npm run -s muster --' : 'muster';
}

import type { InputOf } from '../../src-preload/contract/call.ts';
import type { Answer } from '../../src-preload/contract/failure.ts';
import type { MusterBridge, WindowCallName, WindowCalls } from '../../src-preload/contract/window-calls.ts';

declare global {
  interface Window {
    readonly muster: MusterBridge;
  }
}

/** What the value of a call's good answer is. */
export type ValueOf<N extends WindowCallName> =
  Awaited<ReturnType<MusterBridge[N]>> extends Answer<infer V> ? V : never;
export type InputOfCall<N extends WindowCallName> = InputOf<WindowCalls[N]>;

/** The only way out of the page (src-preload/index.ts). */
export const muster: MusterBridge = window.muster;

/**
 * Asks the main process. A call that it refuses or that cannot be checked is a fault of ours, and becomes a failure
 * like any other, so that no screen ever hangs on a rejected promise.
 */
export async function ask<N extends WindowCallName>(
  name: N,
  input: InputOfCall<N>,
): Promise<Answer<ValueOf<N>>> {
  try {
    // One signature for all methods: the table pairs each name with its own input and output.
    const method = muster[name] as (input: unknown) => Promise<unknown>;
    return (await method(input)) as Answer<ValueOf<N>>;
  } catch (error) {
    return {
      ok: false,
      failure: {
        code: 'unexpected',
        sentence: 'Muster met a fault of its own. Nothing was changed by it.',
        next: 'Try again. If it comes back, open the log under Preferences and report it.',
        details: error instanceof Error ? error.message : String(error),
      },
    };
  }
}

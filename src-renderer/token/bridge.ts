import type { Answer, FailureView } from '../../src-preload/contract/failure.ts';
import type { TokenWindowBridge } from '../../src-preload/contract/token-window.ts';

declare global {
  interface Window {
    readonly tokenWindow: TokenWindowBridge;
  }
}

/** The only way out of the token window's page (src-preload/token.ts). */
export const tokenWindow: TokenWindowBridge = window.tokenWindow;

/** Asks the main process; a call that it refuses becomes a failure like any other and never rejects. */
export async function answerOf<T>(asking: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await asking;
  } catch {
    return { ok: false, failure: REFUSED };
  }
}

const REFUSED: FailureView = {
  code: 'unexpected',
  sentence: 'Muster met a fault of its own. Nothing was changed by it.',
  next: 'Close this window and open it again.',
};

import type { runCalls } from '../../src-preload/contract/runs.ts';
import { succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { runView } from './run-view.ts';
import type { WindowParts } from './window-parts.ts';

/** Runs that live in this process: seen from every screen, cancelled from any. */
export function runHandlers({ runs }: WindowParts): Handlers<typeof runCalls> {
  return {
    async listRunning() {
      return succeed(runs.list().map(runView));
    },
    async cancelRun({ runKey }) {
      return runs.cancel(runKey);
    },
  };
}

import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import type { Bus } from './bus.ts';
import { exclusionHandlers } from './exclusion-handlers.ts';
import { frameHandlers } from './frame-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import type { WindowParts } from './window-parts.ts';

/** Serves every call of the main window; a call without a handler does not compile. One line an area. */
export function serveWindow(bus: Bus, parts: WindowParts): void {
  bus.serve('main', windowCalls, {
    ...frameHandlers(parts),
    ...runHandlers(parts),
    ...exclusionHandlers(parts),
  });
}

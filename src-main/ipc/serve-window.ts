import { preloadCalls } from '../../src-preload/contract/given-file.ts';
import { tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import { succeed } from '../core/failure.ts';
import type { Bus, Handlers } from './bus.ts';
import { connectHandlers } from './connect-handlers.ts';
import { exclusionHandlers } from './exclusion-handlers.ts';
import { frameHandlers } from './frame-handlers.ts';
import { givenFiles, givingDesktop, onlyGivenFiles } from './given-files.ts';
import { historyHandlers } from './history-handlers.ts';
import { overviewHandlers } from './overview-handlers.ts';
import { peopleHandlers } from './people-handlers.ts';
import { preferenceHandlers } from './preference-handlers.ts';
import { provisioningDraftHandlers } from './provisioning-draft-handlers.ts';
import { provisioningHandlers } from './provisioning-handlers.ts';
import { reportApprovalHandlers } from './report-approval-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { syncHandlers } from './sync-handlers.ts';
import { tenantHandlers } from './tenant-handlers.ts';
import { tokenHandlers, tokenWindowHandlers } from './token-handlers.ts';
import { trailHandlers } from './trail-handlers.ts';
import type { WindowParts } from './window-parts.ts';

/** Serves every call of the main window; a call without a handler does not compile. One line an area. */
export function serveWindow(bus: Bus, given: WindowParts): void {
  const files = givenFiles();
  const parts: WindowParts = { ...given, desktop: givingDesktop(given.desktop, files) };
  const handlers: Handlers<typeof windowCalls> = {
    ...frameHandlers(parts),
    ...preferenceHandlers(parts),
    ...tenantHandlers(parts, parts.links),
    ...connectHandlers(parts),
    ...overviewHandlers(parts),
    ...runHandlers(parts),
    ...syncHandlers(parts),
    ...reportHandlers(parts),
    ...reportApprovalHandlers(parts),
    ...provisioningHandlers(parts),
    ...provisioningDraftHandlers(parts),
    ...tokenHandlers(parts),
    ...exclusionHandlers(parts),
    ...peopleHandlers(parts),
    ...historyHandlers(parts),
    ...trailHandlers(parts),
  };
  bus.serve('main', windowCalls, onlyGivenFiles(handlers, files));
  bus.serve('main', preloadCalls, {
    giveFile: async ({ file }) => succeed(files.give(file)),
  });
  bus.serve('token', tokenWindowCalls, tokenWindowHandlers(parts.tokens));
}

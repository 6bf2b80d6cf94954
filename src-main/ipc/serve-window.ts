import { tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import { rememberLinks } from '../app/remember-links.ts';
import type { Bus } from './bus.ts';
import { connectHandlers } from './connect-handlers.ts';
import { exclusionHandlers } from './exclusion-handlers.ts';
import { frameHandlers } from './frame-handlers.ts';
import { preferenceHandlers } from './preference-handlers.ts';
import { provisioningHandlers } from './provisioning-handlers.ts';
import { reportApprovalHandlers } from './report-approval-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { syncHandlers } from './sync-handlers.ts';
import { tenantHandlers } from './tenant-handlers.ts';
import { tokenHandlers, tokenWindowHandlers } from './token-handlers.ts';
import type { WindowParts } from './window-parts.ts';

/** Serves every call of the main window; a call without a handler does not compile. One line an area. */
export function serveWindow(bus: Bus, given: WindowParts): void {
  const links = rememberLinks(given.house, Date.now, (tenantId) =>
    given.tell('stateChanged', { topics: ['tenants'], tenantId }),
  );
  const parts: WindowParts = { ...given, house: links.house };
  bus.serve('main', windowCalls, {
    ...frameHandlers(parts),
    ...preferenceHandlers(parts),
    ...tenantHandlers(parts, links),
    ...connectHandlers(parts),
    ...runHandlers(parts),
    ...syncHandlers(parts),
    ...reportHandlers(parts),
    ...reportApprovalHandlers(parts),
    ...provisioningHandlers(parts),
    ...tokenHandlers(parts),
    ...exclusionHandlers(parts),
  });
  bus.serve('token', tokenWindowCalls, tokenWindowHandlers(parts.tokens));
}

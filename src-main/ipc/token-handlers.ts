import type { tokenCalls, tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import type { Handlers } from './bus.ts';
import type { TokenDesk } from './token-desk.ts';
import type { WindowParts } from './window-parts.ts';

/** What the main window may do with tokens: it learns facts, never one of them (R18). */
export function tokenHandlers({ house, tokens, tell }: WindowParts): Handlers<typeof tokenCalls> {
  const changed = (tenantId: string) =>
    tell('stateChanged', { topics: ['settings', 'tenants', 'history'], tenantId });
  return {
    async openTokenWindow(task) {
      const facts = await tokens.open(task);
      if ('tenantId' in task) changed(task.tenantId);
      return facts;
    },
    async revokeToken({ tenantId }) {
      const revoked = await house.revokeToken(tenantId, new AbortController().signal);
      changed(tenantId);
      return revoked;
    },
  };
}

/** The token window's own calls, served to that window and no other. */
export function tokenWindowHandlers(tokens: TokenDesk): Handlers<typeof tokenWindowCalls> {
  return {
    readTokenTask: async () => tokens.task(),
    takeToken: async () => tokens.take(),
    giveToken: async ({ secret }) => tokens.keepEntered(secret),
    copyToken: async () => tokens.copy(),
    keepToken: async () => tokens.keepShown(),
    keepTokenWindowOpen: async () => tokens.goBack(),
    closeTokenWindow: async ({ evenIfLost }) => tokens.close(evenIfLost ? 'even if lost' : 'not if lost'),
  };
}

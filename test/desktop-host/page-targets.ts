import { type BrowserProcess, headed, openAppWindow, startBrowser } from './browser-process.ts';
import type { CdpSession } from './cdp-connection.ts';
import type { TargetInfo } from './cdp-protocol.ts';

export interface PageTarget {
  readonly targetId: string;
  readonly cdp: CdpSession;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

let started: Promise<BrowserProcess> | undefined;
const attached = new Map<string, { info: TargetInfo; cdp: CdpSession }>();
const claims = new Set<() => void>();
let beingOpened = 0;
let listeners = { popup: (_: TargetInfo) => {}, destroyed: (_: string) => {} };

/** Starts Chromium once; later calls answer the same. */
export function browser(debuggingPort?: string): Promise<BrowserProcess> {
  started ??= startBrowser(debuggingPort).then(async (process) => {
    const root = process.connection.browser;
    root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const cdp = process.connection.session(sessionId);
      if (targetInfo.type !== 'page') {
        cdp.tell('Runtime.runIfWaitingForDebugger', {});
        return;
      }
      attached.set(targetInfo.targetId, { info: targetInfo, cdp });
      for (const claim of claims) claim();
      refusePopups();
    });
    root.on('Target.targetDestroyed', ({ targetId }) => {
      attached.delete(targetId);
      listeners.destroyed(targetId);
    });
    await root.send('Target.setDiscoverTargets', { discover: true });
    await root.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
    return process;
  });
  return started;
}

export function onTargets(wanted: typeof listeners): void {
  listeners = wanted;
}

/** A new window with an empty page that waits for `Runtime.runIfWaitingForDebugger`. */
export async function openPage(size: Size): Promise<PageTarget> {
  const { connection } = await browser();
  beingOpened += 1;
  try {
    if (!headed) {
      const { targetId } = await connection.browser.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        ...size,
      });
      return await claim((info) => info.targetId === targetId);
    }
    const url = `data:text/html,<title>${crypto.randomUUID()}</title>`;
    openAppWindow(url);
    const page = await claim((info) => info.url === url);
    const { windowId } = await connection.browser.send('Browser.getWindowForTarget', {
      targetId: page.targetId,
    });
    await connection.browser.send('Browser.setWindowBounds', { windowId, bounds: size });
    return page;
  } finally {
    beingOpened -= 1;
    refusePopups();
  }
}

const claimed = new Set<string>();

async function claim(fits: (info: TargetInfo) => boolean): Promise<PageTarget> {
  const found = Promise.withResolvers<PageTarget>();
  const look = () => {
    for (const { info, cdp } of attached.values()) {
      if (!fits(info)) continue;
      claimed.add(info.targetId);
      found.resolve({ targetId: info.targetId, cdp });
    }
  };
  claims.add(look);
  look();
  const page = await found.promise;
  claims.delete(look);
  return page;
}

/** Closes pages that no window of the app asked for: what a page opens by a link or a script. */
function refusePopups(): void {
  for (const { info } of attached.values()) {
    if (claimed.has(info.targetId) || (beingOpened > 0 && info.openerId === undefined)) continue;
    claimed.add(info.targetId);
    listeners.popup(info);
    closeTarget(info.targetId);
  }
}

export function closeTarget(targetId: string): void {
  // A target that has gone by itself is closed as well.
  browser().then(({ connection }) => connection.browser.tell('Target.closeTarget', { targetId }));
}

import { setTimeout } from 'node:timers/promises';
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

interface TargetListeners {
  /** A page asked for a window by a link or a script. */
  readonly popup: (openerId: string | undefined, url: string) => void;
  readonly destroyed: (targetId: string) => void;
}
let listeners: TargetListeners = { popup: () => {}, destroyed: () => {} };

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
    // The app's permission handlers decide (page/main-world.js); what they allow, Chromium's own prompt must not refuse.
    for (const name of ['clipboard-read', 'clipboard-write'])
      root.tell('Browser.setPermission', { permission: { name }, setting: 'granted' });
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

export function onTargets(wanted: TargetListeners): void {
  listeners = wanted;
}

let lastOpening: Promise<unknown> = Promise.resolve();

/** A new window with an empty page. One after the other, so that each caller gets the window that it asked for. */
export function openPage(size: Size): Promise<PageTarget> {
  const opening = lastOpening.then(() => openOne(size));
  lastOpening = opening.catch(() => undefined);
  return opening;
}

async function openOne(size: Size): Promise<PageTarget> {
  const { connection } = await browser();
  beingOpened += 1;
  try {
    if (headed) {
      openAppWindow(emptyPage);
      const page = await claim(({ openerId }) => openerId === undefined);
      await emptyPageIsThere(page.cdp);
      return page;
    }
    const about = { url: 'about:blank', newWindow: true, ...size };
    const { targetId } = await connection.browser.send('Target.createTarget', about);
    return await claim((info) => info.targetId === targetId);
  } finally {
    beingOpened -= 1;
    refusePopups();
  }
}

/** Chromium opens a window without tabs only for an address; its load must be over before the app's page is loaded. */
const emptyPage = 'data:text/html,<title> </title>';

async function emptyPageIsThere(cdp: CdpSession): Promise<void> {
  cdp.tell('Runtime.runIfWaitingForDebugger', {});
  // Asked, not listened for: another debugger may have let the page go on before anybody could hear of its load.
  const expression = `location.protocol === 'data:' && document.readyState === 'complete'`;
  for (;;) {
    const { result } = await cdp.send('Runtime.evaluate', { expression });
    if (result.value === true) return;
    await setTimeout(20);
  }
}

const claimed = new Set<string>();

async function claim(fits: (info: TargetInfo) => boolean): Promise<PageTarget> {
  const found = Promise.withResolvers<PageTarget>();
  const look = () => {
    for (const { info, cdp } of attached.values()) {
      if (claimed.has(info.targetId) || !fits(info)) continue;
      claimed.add(info.targetId);
      found.resolve({ targetId: info.targetId, cdp });
      return;
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
  for (const { info, cdp } of attached.values()) {
    if (claimed.has(info.targetId) || (beingOpened > 0 && info.openerId === undefined)) continue;
    claimed.add(info.targetId);
    refusePopup(info, cdp);
  }
}

/** What a popup wants to show is seen in its first request, which is refused; an empty one makes none. */
function refusePopup({ targetId, openerId }: TargetInfo, cdp: CdpSession): void {
  let asked = false;
  const ask = (url: string) => {
    if (asked) return;
    asked = true;
    closeTarget(targetId);
    listeners.popup(openerId, url);
  };
  cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
    cdp.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    ask(request.url);
  });
  cdp.tell('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
  cdp.tell('Runtime.runIfWaitingForDebugger', {});
  // A window that Chromium makes by itself (a middle click) has begun to load before anybody could look.
  setTimeout(500, undefined, { ref: false })
    .then(() => cdp.send('Page.getNavigationHistory', {}))
    .then(
      ({ entries }) => ask(entries.at(-1)?.url ?? 'about:blank'),
      () => ask('about:blank'),
    );
}

export function closeTarget(targetId: string): void {
  // A target that has gone by itself is closed as well.
  browser().then(({ connection }) => connection.browser.tell('Target.closeTarget', { targetId }));
}

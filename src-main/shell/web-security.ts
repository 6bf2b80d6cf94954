import type { Session, WebContents } from 'electron';
import type { Log } from '../app/ports/log.ts';

/**
 * Electron's checklist for what a page may do: it goes nowhere, opens nothing, embeds nothing and is permitted
 * nothing (design §11). Called for every web contents that ever comes to be.
 */
export function fence(contents: WebContents, log: Log): void {
  const stay = (event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn('page.navigation-refused');
  };
  // The frame's event comes first, and what it refuses does not reach the other.
  contents.on('will-frame-navigate', stay);
  contents.on('will-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // WebRTC heeds no content security policy; so it may go through the proxy alone, which leads nowhere.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => {
    log.warn('page.new-window-refused');
    return { action: 'deny' };
  });
}

/** A proxy that nobody answers: what no policy and no request filter sees (preconnect, WebRTC) ends there. */
const NOWHERE = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/** Schemes that a page of ours may ask for: the app's own, the developer tools', and pictures inside a page. */
const LOADED_SCHEMES = ['app:', 'devtools:', 'data:'];

/**
 * No camera, no location, no notifications of the page's own: every permission is refused; so are downloads, and,
 * behind the content security policy, every request to the network. Sharing the screen stays refused, since no
 * display-media handler is set.
 */
export function permitNothing(session: Session, log: Log): void {
  session.setProxy(NOWHERE).catch((error: unknown) => log.error('page.proxy', { cause: String(error) }));
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !LOADED_SCHEMES.some((scheme) => url.startsWith(scheme));
    if (cancel) log.warn('page.request-refused');
    answer({ cancel });
  });
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn('page.permission-refused', { permission });
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

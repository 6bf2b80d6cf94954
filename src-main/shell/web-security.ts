import type { Session, WebContents } from 'electron';
import type { Log } from '../app/ports/log.ts';

/**
 * Electron's checklist for what a page may do: it goes nowhere, opens nothing, embeds nothing and is permitted
 * nothing (design §11). Called for every web contents that ever comes to be.
 */
export function fence(contents: WebContents, log: Log): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    log.warn('page.navigation-refused');
  });
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    log.warn('page.new-window-refused');
    return { action: 'deny' };
  });
}

/** No camera, no location, no notifications of the page's own: every permission is refused; so are downloads. */
export function permitNothing(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn('page.permission-refused', { permission });
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

// What every page is kept from, whoever made it (design §11). The running app is tried in test/desktop/security.test.ts.
import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { fence, permitNothing } from '../../src-main/shell/web-security.ts';

const log: string[] = [];
const note = (message: string, fields?: object) =>
  void log.push(`${message} ${JSON.stringify(fields ?? {})}`);
const quiet = { debug: note, info: note, warn: note, error: note };
beforeEach(() => {
  log.length = 0;
});

const SECRET = 'https://evil.example/?token=kscim_canary';

function fenced() {
  let open: ((details: { url: string }) => { action: string }) | undefined;
  const policies: string[] = [];
  const contents = Object.assign(new EventEmitter(), {
    policies,
    setWebRTCIPHandlingPolicy: (policy: string) => policies.push(policy),
    setWindowOpenHandler: (handler: typeof open) => {
      open = handler;
    },
  });
  fence(contents as unknown as WebContents, quiet);
  return { contents, open: () => open?.({ url: SECRET }) };
}

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is refused at %s',
    (name) => {
      let prevented = 0;
      const event = { url: SECRET, preventDefault: () => (prevented += 1) };
      fenced().contents.emit(name, event, SECRET);
      expect(prevented).toBe(1);
    },
  );

  it('finds no way by WebRTC past the proxy that leads nowhere', () => {
    expect(fenced().contents.policies).toEqual(['disable_non_proxied_udp']);
    expect(closedSession().handlers.proxy).toMatchObject({
      mode: 'fixed_servers',
      proxyBypassRules: '<-loopback>',
    });
  });

  it('opens no window, and where it wanted to go stands in no log', () => {
    expect(fenced().open()).toEqual({ action: 'deny' });
    fenced().contents.emit('will-navigate', { url: SECRET, preventDefault() {} }, SECRET);
    expect(log).toHaveLength(2);
    expect(log.join()).not.toContain('evil');
  });
});

interface Handlers {
  request?: (contents: unknown, permission: string, decide: (granted: boolean) => void) => void;
  check?: (...args: unknown[]) => boolean;
  device?: (...args: unknown[]) => boolean;
  proxy?: object;
  before?: (details: { url: string }, answer: (answer: { cancel?: boolean }) => void) => void;
}

function closedSession() {
  const handlers: Handlers = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: Handlers['request']) =>
      Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: Handlers['check']) => Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: Handlers['device']) => Object.assign(handlers, { device: handler }),
    setProxy: async (proxy: object) => void Object.assign(handlers, { proxy }),
    webRequest: {
      onBeforeRequest: (handler: Handlers['before']) => Object.assign(handlers, { before: handler }),
    },
  });
  permitNothing(session as unknown as Session, quiet);
  return { session, handlers };
}

describe('a session', () => {
  it.each([
    'geolocation',
    'media',
    'clipboard-read',
    'notifications',
    'openExternal',
    'fullscreen',
    'usb',
    'new-one',
  ])('permits no %s', (permission) => {
    const { handlers } = closedSession();
    const decided: boolean[] = [];
    handlers.request?.({}, permission, (granted) => decided.push(granted));
    expect(decided).toEqual([false]);
    expect(handlers.check?.({}, permission, 'app://muster')).toBe(false);
    expect(handlers.device?.({ deviceType: permission })).toBe(false);
  });

  it('downloads nothing', () => {
    let prevented = 0;
    closedSession().session.emit('will-download', { preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(1);
  });

  const cancelled = (url: string) => {
    let answer: { cancel?: boolean } | undefined;
    closedSession().handlers.before?.({ url }, (given) => {
      answer = given;
    });
    return answer?.cancel;
  };
  it.each(['app://muster/index.html', 'devtools://devtools/bundled/x.js', 'data:image/png;base64,AA'])(
    'lets %s be asked for',
    (url) => expect(cancelled(url)).toBe(false),
  );
  it.each([
    SECRET,
    'http://127.0.0.1:1/',
    'wss://evil.example/',
    'ws://localhost/',
    'file:///etc/passwd',
    'ftp://evil.example/',
    'blob:app://muster/1',
    'application://muster/',
    'chrome-extension://abc/x.js',
    ' app://muster/',
    '',
  ])('cancels %j, and logs no address', (url) => {
    expect(cancelled(url)).toBe(true);
    expect(log.join()).toBe('page.request-refused {}');
  });
});

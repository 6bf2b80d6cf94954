import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { registerSchemes, type Scheme } from './custom-protocol.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { WebRequest } from './web-request.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/** Electron's Protocol: the schemes of one session, each answered by a function of the app. */
export class Protocol {
  private readonly handlers = new Map<string, ProtocolHandler>();

  registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
    registerSchemes(schemes);
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme) || ['file', 'data', 'blob', 'about', 'http', 'https'].includes(scheme);
  }

  handlerOf(scheme: string): ProtocolHandler | undefined {
    return this.handlers.get(scheme);
  }

  get schemes(): string[] {
    return [...this.handlers.keys()];
  }
}

type PermissionRequest = (
  webContents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: Readonly<Record<string, unknown>>,
) => void;
type PermissionCheck = (
  webContents: unknown,
  permission: string,
  requestingOrigin: string,
  details: Readonly<Record<string, unknown>>,
) => boolean;

/** Electron's Session. Partitions share one Chromium profile here; handlers and protocols are their own. */
export class Session extends EventEmitter {
  readonly protocol: Protocol = refuseUnknown(new Protocol(), 'protocol');
  readonly webRequest: WebRequest = refuseUnknown(new WebRequest(), 'session.webRequest');
  readonly partition: string;
  private permissionRequest: PermissionRequest | null = null;
  private permissionCheck: PermissionCheck | null = null;
  private userAgent = '';

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
  }

  /** Whether a page may; Electron grants everything where the app set no handler. */
  async permits(webContents: unknown, permission: string, url: string): Promise<boolean> {
    const details = { requestingUrl: url, isMainFrame: true };
    const ask = this.permissionRequest;
    return ask === null || new Promise((resolve) => ask(webContents, permission, resolve, details));
  }

  /** What a page hears that only asks how things stand. */
  allows(webContents: unknown, permission: string, origin: string): boolean {
    const check = this.permissionCheck;
    return check === null || check(webContents, permission, origin, { isMainFrame: true });
  }

  /** No device is ever offered here, so there is nothing to ask the handler about. */
  setDevicePermissionHandler(_handler: unknown): void {}
  setDisplayMediaRequestHandler(_handler: unknown): void {}
  setBluetoothPairingHandler(_handler: unknown): void {}
  setCertificateVerifyProc(_proc: unknown): void {}
  /** Pages reach no network here, so these have nothing to change. */
  async setProxy(_config: unknown): Promise<void> {}
  async closeAllConnections(): Promise<void> {}
  async clearStorageData(_options?: unknown): Promise<void> {}
  async clearCache(): Promise<void> {}
  async clearAuthCache(): Promise<void> {}
  async resolveProxy(_url: string): Promise<string> {
    return 'DIRECT';
  }
  setSpellCheckerEnabled(_enabled: boolean): void {}
  setSpellCheckerLanguages(_languages: readonly string[]): void {}
  flushStorageData(): void {}

  setUserAgent(text: string): void {
    this.userAgent = text;
  }

  getUserAgent(): string {
    return this.userAgent;
  }

  isPersistent(): boolean {
    return this.partition === '' || this.partition.startsWith('persist:');
  }
}

const sessions = new Map<string, Session>();

export function sessionOf(partition: string): Session {
  const known = sessions.get(partition) ?? refuseUnknown(new Session(partition), 'session');
  sessions.set(partition, known);
  return known;
}

export const defaultSession: Session = sessionOf('');

export const session = refuseUnknown(
  { defaultSession, fromPartition: (partition: string) => sessionOf(partition) },
  'session',
);

/** Electron's net, as far as a protocol handler needs it: files. The network goes through Node, as main's own does. */
export const net = refuseUnknown(
  {
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = input instanceof Request ? input.url : String(input);
      if (!url.startsWith('file:')) return fetch(input, init);
      const { readFile } = await import('node:fs/promises');
      const { fileURLToPath } = await import('node:url');
      const clean = new URL(url);
      clean.search = '';
      clean.hash = '';
      try {
        const bytes = await readFile(fileURLToPath(clean));
        return new Response(bytes, { headers: { 'content-type': contentType(clean.pathname) } });
      } catch (cause) {
        throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
      }
    },
    isOnline: () => true,
    online: true,
  },
  'net',
);

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain',
};

function contentType(path: string): string {
  return types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

export function fileUrl(path: string): string {
  return pathToFileURL(path).href;
}

import { EventEmitter } from 'node:events';
import { headed } from './browser-process.ts';
import { cancellable } from './cancellable.ts';
import type { CdpSession } from './cdp-connection.ts';
import type { PausedRequest } from './cdp-protocol.ts';
import { toInside, toOutside } from './custom-protocol.ts';
import { IpcMain } from './ipc-main.ts';
import { LoadError, loadErrorOf } from './load-error.ts';
import { forcedScheme, onSchemeChange } from './native-theme.ts';
import { decodeValue, encodeValue } from './page/value-codec.ts';
import { PageControls } from './page-controls.ts';
import { PageFrames } from './page-frames.ts';
import { type PageMessage, takePageMessage } from './page-messages.ts';
import { answerRequest } from './page-requests.ts';
import { pageScripts, preloadWorld } from './page-scripts.ts';
import { openPage, type PageTarget, type Size } from './page-targets.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { fileUrl, type Session, sessionOf } from './session.ts';
import type { WebFrameMain } from './web-frame.ts';
import { checkedPreferences, type WebPreferences } from './web-preferences.ts';

export interface WindowOpenDetails {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}
type WindowOpenHandler = (details: WindowOpenDetails) => { readonly action: string };

let lastId = 0;
const all = new Map<number, WebContents>();

/** Electron's WebContents: one page of Chromium, with the built preload script in a world of its own. */
export class WebContents extends PageControls {
  readonly id: number;
  readonly session: Session;
  readonly ipc: IpcMain = refuseUnknown(new IpcMain(), 'webContents.ipc');
  readonly preferences: WebPreferences;
  readonly frames = new PageFrames();
  /** Settles when the page is there and everything is set up in it. */
  readonly opened: Promise<PageTarget>;
  private readonly scripts;
  private readonly self: WebContents;
  private destroyed = false;
  private crashed = false;
  private loading = false;
  private title = '';
  private openHandler: WindowOpenHandler | undefined;
  private load: PromiseWithResolvers<void> | undefined;

  constructor(preferences: WebPreferences, size: Size) {
    super();
    this.setMaxListeners(0);
    this.on('newListener', refuseListener);
    lastId += 1;
    this.id = lastId;
    this.preferences = checkedPreferences(preferences);
    this.session = preferences.session ?? sessionOf(preferences.partition ?? '');
    this.scripts = pageScripts(preferences.preload, {
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      platform: process.platform,
      arch: process.arch,
      versions: process.versions,
      argv: [process.execPath, ...(preferences.additionalArguments ?? [])],
      env: {},
    });
    const self = refuseUnknown(this, 'webContents');
    this.self = self;
    all.set(this.id, self);
    this.opened = this.open(size);
    // Whoever loads a page hears of a failure; here it must only not end the process twice.
    this.opened.catch((error: Error) => console.error('The page could not be opened:', error));
    // biome-ignore lint/correctness/noConstructorReturn: everybody must hold the checked object.
    return self;
  }

  private async open(size: Size): Promise<PageTarget> {
    const page = await openPage(size);
    this.target = page;
    const { cdp } = page;
    this.frames.follow(cdp);
    this.follow(cdp);
    const ready = Promise.all([
      cdp.send('Page.enable', {}),
      cdp.send('Inspector.enable', {}),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Runtime.enable', {}),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: this.scripts.mainWorld }),
      cdp.send('Runtime.addBinding', { name: this.scripts.send, executionContextName: preloadWorld }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: this.scripts.preloadWorld,
        worldName: preloadWorld,
      }),
      this.emulateScheme(cdp),
      cdp.send('Page.getFrameTree', {}).then(({ frameTree: { frame } }) => {
        if (!this.frames.main) this.frames.add(frame.id, frame.url, undefined);
      }),
      ...(headed ? [] : [cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true })]),
      cdp.send('Runtime.runIfWaitingForDebugger', {}),
    ]);
    onSchemeChange(() => {
      if (!this.destroyed) this.emulateScheme(cdp).catch(() => this.destroyed);
    });
    await ready;
    return page;
  }

  private emulateScheme(cdp: CdpSession): Promise<unknown> {
    const features = [{ name: 'prefers-color-scheme', value: forcedScheme() }];
    return cdp.send('Emulation.setEmulatedMedia', { features });
  }

  private follow(cdp: CdpSession): void {
    cdp.on('Fetch.requestPaused', (paused) => {
      const { id, session } = this;
      const mayNavigate = (request: PausedRequest, url: string) => this.mayNavigate(request, url);
      answerRequest({ id, session, mayNavigate }, cdp, paused);
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const frame = this.frames.ofContext(executionContextId);
      if (name !== this.scripts.send || !frame) return;
      const message = decodeValue(payload) as PageMessage;
      // The preload world says it first; Chromium's own event about the address may come after its scripts.
      frame.url = toOutside(message.url);
      takePageMessage(this.self, frame, message, (answer) => this.toPreload(answer, executionContextId));
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.crashed = false;
      // A debugger that emulates nothing, such as Playwright's, takes the scheme away with each new document.
      if (forcedScheme()) this.emulateScheme(cdp).catch(() => this.destroyed);
      this.emit('did-navigate', {}, toOutside(frame.url), 200, 'OK');
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const isMain = frameId === this.frames.main?.frameToken;
      this.emit('did-navigate-in-page', {}, toOutside(url), isMain);
    });
    cdp.on('Page.frameStartedLoading', ({ frameId }) => this.setLoading(frameId, { loading: true }));
    cdp.on('Page.frameStoppedLoading', ({ frameId }) => this.setLoading(frameId, { loading: false }));
    cdp.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    cdp.on('Page.loadEventFired', () => {
      if (this.getURL() === 'about:blank' && !this.load) return;
      this.emit('did-frame-finish-load', {}, true);
      this.emit('did-finish-load', {});
      this.load?.resolve();
      this.load = undefined;
    });
    cdp.on('Page.lifecycleEvent', ({ frameId, name }) => {
      if (
        name === 'firstPaint' &&
        frameId === this.frames.main?.frameToken &&
        this.getURL() !== 'about:blank'
      )
        this.emit('first-paint');
    });
    cdp.on('Inspector.targetCrashed', () => {
      this.crashed = true;
      const details = { reason: 'crashed', exitCode: 139 };
      this.emit('render-process-gone', {}, details);
      appEvents.emit('render-process-gone', {}, this.self, details);
    });
    cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const level = { error: 'error', warning: 'warning', debug: 'debug' }[type] ?? 'info';
      const message = args.map(({ value, description }) => String(value ?? description ?? '')).join(' ');
      const at = stackTrace?.callFrames[0];
      const place = { lineNumber: (at?.lineNumber ?? 0) + 1, sourceId: toOutside(at?.url ?? '') };
      const frame = this.frames.main;
      this.emit(
        'console-message',
        { level, message, ...place, frame },
        level,
        message,
        place.lineNumber,
        place.sourceId,
      );
    });
  }

  private setLoading(frameId: string, { loading }: { loading: boolean }): void {
    if (frameId !== this.frames.main?.frameToken || this.loading === loading) return;
    this.loading = loading;
    this.emit(loading ? 'did-start-loading' : 'did-stop-loading', {});
  }

  private mayNavigate({ frameId, request }: PausedRequest, url: string): boolean {
    const frame = this.frames.byId(frameId);
    const isMainFrame = frame === undefined || frame === this.frames.main;
    if (isMainFrame && this.ownNavigation) {
      this.ownNavigation = false;
      return true;
    }
    // Reloading is not navigating. Where it began (a page's link to itself, or outside) cannot be seen here.
    if (isMainFrame && url === frame?.url && request.method === 'GET') return true;
    const details = { url, isMainFrame, isSameDocument: false, frame, initiator: this.frames.main };
    const inFrame = cancellable(details);
    this.emit('will-frame-navigate', inFrame, url);
    if (inFrame.defaultPrevented || !isMainFrame) return !inFrame.defaultPrevented;
    const event = cancellable(details);
    this.emit('will-navigate', event, url, false, true);
    return !event.defaultPrevented;
  }

  /** What a page asks for by window.open, a link or a form. The stand-in opens no windows for pages. */
  askToOpen(url: string, frameName: string, features: string): void {
    const disposition = features ? 'new-window' : 'foreground-tab';
    const answer = this.openHandler?.({ url, frameName, features, disposition }) ?? { action: 'allow' };
    if (answer.action !== 'deny')
      throw new Error(`Muster's stand-in host opens no windows for pages, and ${url} was not denied.`);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const { cdp } = await this.opened;
    this.load?.reject(new LoadError('net::ERR_ABORTED', url));
    const load = Promise.withResolvers<void>();
    this.load = load;
    this.ownNavigation = true;
    const inside = toInside(url, this.session.protocol.schemes);
    const { errorText } = await cdp.send('Page.navigate', { url: inside });
    this.ownNavigation = false;
    if (errorText) {
      const { code, text } = loadErrorOf(errorText);
      this.emit('did-fail-load', {}, code, text, url, true, 1, 1);
      if (this.load === load) this.load = undefined;
      throw new LoadError(errorText, url);
    }
    await load.promise;
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(fileUrl(path));
  }

  send(channel: string, ...args: unknown[]): void {
    const context = this.frames.preloadContext;
    if (context !== undefined) this.toPreload({ op: 'event', channel, args }, context);
    else encodeValue(args);
  }

  protected override tellZoom(factor: number): void {
    const context = this.frames.preloadContext;
    if (context !== undefined) this.toPreload({ op: 'zoomed', factor }, context);
  }

  private toPreload(message: unknown, contextId: number): void {
    const expression = `globalThis[${JSON.stringify(this.scripts.receive)}](${JSON.stringify(encodeValue(message))})`;
    this.target?.cdp.tell('Runtime.evaluate', { expression, contextId });
  }

  /** Where the files lie that a page was given, in the order in which its preload world holds them. */
  async filePaths(contextOf: WebFrameMain, id: number, count: number): Promise<(string | undefined)[]> {
    const { cdp } = await this.opened;
    const contextId = this.frames.preloadContext;
    if (contextId === undefined || contextOf !== this.frames.main) return [];
    const one = async (index: number) => {
      const expression = `globalThis[${JSON.stringify(`${this.scripts.receive}File`)}](${id}, ${index})`;
      const { result } = await cdp.send('Runtime.evaluate', { expression, contextId });
      if (!result.objectId) return undefined;
      const { path } = await cdp.send('DOM.getFileInfo', { objectId: result.objectId });
      return path || undefined;
    };
    return Promise.all(Array.from({ length: count }, (_, index) => one(index)));
  }

  override async executeJavaScript(code: string, userGesture?: boolean): Promise<unknown> {
    const { cdp } = await this.opened;
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: userGesture ?? false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  get mainFrame(): WebFrameMain | undefined {
    return this.frames.main;
  }

  get targetId(): string | undefined {
    return this.target?.targetId;
  }

  getURL(): string {
    const url = this.frames.main?.url ?? '';
    return url === ':' ? '' : url;
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getType(): 'window' {
    return 'window';
  }

  isLoading(): boolean {
    return this.loading;
  }

  isLoadingMainFrame(): boolean {
    return this.loading;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  /** Asks the window to close, as a click on its cross does. */
  close(_options?: { readonly waitForBeforeUnload?: boolean }): void {
    this.emit('close-asked');
  }

  /** The window has gone: nobody hears of this page any more. */
  markDestroyed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.load?.reject(new LoadError('net::ERR_ABORTED', this.getURL()));
    this.load = undefined;
    this.emit('destroyed');
  }
}

function refuseListener(event: string | symbol): void {
  if (event === 'before-input-event')
    throw new Error("Muster's stand-in host hears of keys too late for webContents' before-input-event");
}

/** Events that Electron's app tells about every page. */
export const appEvents = new EventEmitter();

export const webContents = refuseUnknown(
  {
    getAllWebContents: () => [...all.values()],
    getFocusedWebContents: () => [...all.values()].at(-1) ?? null,
    fromId: (id: number) => all.get(id),
    fromDevToolsTargetId: (targetId: string) => [...all.values()].find((one) => one.targetId === targetId),
    fromFrame: (frame: WebFrameMain) => [...all.values()].find((one) => one.mainFrame === frame.top),
  },
  'webContents',
);

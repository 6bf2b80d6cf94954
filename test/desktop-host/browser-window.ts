import { EventEmitter } from 'node:events';
import { cancellable } from './cancellable.ts';
import { toOutside } from './custom-protocol.ts';
import { closeTarget, onTargets } from './page-targets.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { workArea } from './screen.ts';
import { appEvents, WebContents, webContents } from './web-contents.ts';
import { WindowLooks } from './window-looks.ts';
import type { Rectangle, WindowOptions } from './window-options.ts';
import { checkedOptions } from './window-options.ts';
import { WindowPlace } from './window-place.ts';

let lastId = 0;
const windows = new Map<number, BrowserWindow>();
let focused: BrowserWindow | undefined;

/** What the last-closed window tells, and what menus need of windows. */
export const windowEvents = new EventEmitter();

class BrowserWindowClass extends WindowLooks {
  readonly id: number;
  readonly webContents: WebContents;
  private readonly place: WindowPlace;
  private readonly self: BrowserWindow;
  private visible: boolean;
  private destroyed = false;
  private title: string;

  constructor(options: WindowOptions = {}) {
    super(checkedOptions(options));
    this.setMaxListeners(0);
    lastId += 1;
    this.id = lastId;
    this.title = options.title ?? '';
    this.visible = options.show ?? true;
    const self = refuseUnknown(this, 'BrowserWindow');
    this.self = self;
    const size = { width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = new WebContents(options.webPreferences ?? {}, size);
    this.place = new WindowPlace(options, this.webContents.opened);
    windows.set(this.id, self);
    this.follow();
    if (this.visible) this.takeFocus();
    appEvents.emit('web-contents-created', {}, this.webContents);
    appEvents.emit('browser-window-created', {}, self);
    // biome-ignore lint/correctness/noConstructorReturn: everybody must hold the checked object.
    return self;
  }

  private follow(): void {
    this.place.emit = (event, ...args) => this.emit(event, ...args);
    this.webContents.on('close-asked', () => this.close());
    this.webContents.on('zoom-set', (factor: number) => this.place.setZoom(factor));
    this.webContents.on('key-left', (keys: unknown) => windowEvents.emit('key', this.self, keys));
    this.webContents.on('titled', (title: string) => this.pageTitled(title));
    this.webContents.once('first-paint', () => this.emit('ready-to-show'));
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadFile(path);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    if (!this.visible) {
      this.visible = true;
      this.emit('show');
    }
    this.takeFocus();
  }

  showInactive(): void {
    if (this.visible) return;
    this.visible = true;
    this.emit('show');
  }

  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.emit('hide');
    this.loseFocus();
  }

  focus(): void {
    this.takeFocus();
  }

  blur(): void {
    this.loseFocus();
  }

  private takeFocus(): void {
    if (this.place.is('minimized')) return;
    this.webContents.opened.then(
      ({ cdp }) => cdp.tell('Page.bringToFront', {}),
      () => this.destroyed,
    );
    if (focused === this.self) return;
    focused?.loseFocus();
    focused = this.self;
    this.emit('focus');
    appEvents.emit('browser-window-focus', {}, this.self);
  }

  loseFocus(): void {
    if (focused !== this.self) return;
    focused = undefined;
    this.emit('blur');
    appEvents.emit('browser-window-blur', {}, this.self);
  }

  isFocused(): boolean {
    return focused === this.self;
  }

  isVisible(): boolean {
    return this.visible && !this.place.is('minimized');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** Closes unless a listener of `close` prevents it. Answers nothing, as in Electron. */
  close(): void {
    if (this.destroyed) return;
    const event = cancellable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.webContents.opened.then(
      ({ targetId }) => closeTarget(targetId),
      () => this.destroyed,
    );
    this.gone();
  }

  /** The window is no more: closed here, or by a click on its cross. */
  gone(): void {
    if (this.destroyed) return;
    for (const child of this.getChildWindows()) child.destroy();
    this.loseFocus();
    this.destroyed = true;
    windows.delete(this.id);
    this.webContents.markDestroyed();
    this.emit('closed');
    const parent = this.options.parent;
    if (parent && !parent.isDestroyed()) parent.focus();
    if (windows.size === 0) windowEvents.emit('all-closed');
  }

  minimize(): void {
    this.place.enter('minimized');
    this.loseFocus();
  }

  maximize(): void {
    this.place.enter('maximized');
    this.visible = true;
  }

  unmaximize(): void {
    if (this.place.is('maximized')) this.place.enter('normal');
  }

  restore(): void {
    this.place.restore();
    this.takeFocus();
  }

  isMinimized(): boolean {
    return this.place.is('minimized');
  }

  isMaximized(): boolean {
    return this.place.is('maximized');
  }

  isNormal(): boolean {
    return this.place.is('normal');
  }

  isFullScreen(): boolean {
    return this.place.is('fullscreen');
  }

  setFullScreen(full: boolean): void {
    this.place.enter(full ? 'fullscreen' : 'normal');
  }

  getBounds(): Rectangle {
    return { ...this.place.bounds };
  }

  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Rectangle {
    return { ...this.place.normalBounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.place.set(bounds);
  }

  getSize(): [number, number] {
    return [this.place.bounds.width, this.place.bounds.height];
  }

  getContentSize(): [number, number] {
    return this.getSize();
  }

  setSize(width: number, height: number): void {
    this.place.set({ width, height });
  }

  setContentSize(width: number, height: number): void {
    this.place.set({ width, height });
  }

  getPosition(): [number, number] {
    return [this.place.bounds.x, this.place.bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.place.set({ x, y });
  }

  setMinimumSize(width: number, height: number): void {
    this.place.setMinimum(width, height);
  }

  getMinimumSize(): [number, number] {
    return this.place.minimumSize;
  }

  center(): void {
    const { width, height } = this.place.bounds;
    this.place.set({ x: (workArea.width - width) / 2, y: (workArea.height - height) / 2 });
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  /** The page has a new title: the window takes it unless a listener prevents that. */
  pageTitled(title: string): void {
    this.webContents.setTitle(title);
    const event = cancellable({});
    this.webContents.emit('page-title-updated', event, title, true);
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.title = title;
  }

  getParentWindow(): BrowserWindow | null {
    return this.options.parent ?? null;
  }

  getChildWindows(): BrowserWindow[] {
    return [...windows.values()].filter((one) => one.getParentWindow() === this.self);
  }

  isModal(): boolean {
    return this.options.modal ?? false;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows.values()].find((one) => one.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }
}

/** Electron's BrowserWindow: a window of Chromium that shows one page. */
export type BrowserWindow = BrowserWindowClass;
export const BrowserWindow = refuseUnknown(BrowserWindowClass, 'BrowserWindow');

const windowOf = (targetId: string) => {
  const contents = webContents.fromDevToolsTargetId(targetId);
  return contents ? BrowserWindow.fromWebContents(contents) : null;
};

onTargets({
  popup: (openerId, url) => {
    const opener = openerId === undefined ? undefined : webContents.fromDevToolsTargetId(openerId);
    (opener ?? focused?.webContents)?.askToOpen(toOutside(url), '', '');
  },
  destroyed: (targetId) => windowOf(targetId)?.gone(),
});

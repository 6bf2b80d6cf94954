import { EventEmitter } from 'node:events';
import { headed } from './browser-process.ts';
import type { WindowBounds } from './cdp-protocol.ts';
import { browser, type PageTarget } from './page-targets.ts';
import { workArea } from './screen.ts';
import type { Rectangle, WindowOptions } from './window-options.ts';

type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** Where a window is and how large. On a display Chromium moves it; headless its page is given that size. */
export class WindowPlace extends EventEmitter {
  private normal: Rectangle;
  private state: State = 'normal';
  private before: State = 'normal';
  private minimum: { width: number; height: number };
  private zoom = 1;
  private readonly page: Promise<PageTarget>;

  constructor(options: WindowOptions, page: Promise<PageTarget>) {
    super();
    const { width = 800, height = 600, minWidth = 0, minHeight = 0 } = options;
    this.minimum = { width: minWidth, height: minHeight };
    this.normal = {
      x: options.x ?? Math.max(workArea.x, Math.round((workArea.width - width) / 2)),
      y: options.y ?? Math.max(workArea.y, Math.round((workArea.height - height) / 2)),
      width: Math.max(width, minWidth),
      height: Math.max(height, minHeight),
    };
    this.page = page;
    if (options.fullscreen) this.state = 'fullscreen';
    this.apply();
  }

  get bounds(): Rectangle {
    return this.state === 'maximized' || this.state === 'fullscreen' ? workArea : this.normal;
  }

  get normalBounds(): Rectangle {
    return this.normal;
  }

  get minimumSize(): [number, number] {
    return [this.minimum.width, this.minimum.height];
  }

  is(state: State): boolean {
    return this.state === state;
  }

  setMinimum(width: number, height: number): void {
    this.minimum = { width, height };
    this.set({});
  }

  set(wanted: Partial<Rectangle>): void {
    const was = this.bounds;
    const whole = Object.fromEntries(
      Object.entries(wanted).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, Math.round(value)]],
      ),
    );
    const next = { ...this.bounds, ...whole };
    this.normal = {
      ...next,
      width: Math.max(next.width, this.minimum.width),
      height: Math.max(next.height, this.minimum.height),
    };
    this.state = 'normal';
    this.changed(was);
  }

  enter(state: State): void {
    if (this.state === state) return;
    const was = this.bounds;
    this.before = this.state === 'minimized' ? this.before : this.state;
    const left = this.state;
    this.state = state;
    this.emit(
      {
        normal: left === 'minimized' ? 'restore' : left === 'fullscreen' ? 'leave-full-screen' : 'unmaximize',
        minimized: 'minimize',
        maximized: left === 'minimized' ? 'restore' : 'maximize',
        fullscreen: 'enter-full-screen',
      }[state],
    );
    this.changed(was);
  }

  /** Back to what it was before it was minimized, or out of being maximized. */
  restore(): void {
    this.enter(this.state === 'minimized' ? this.before : 'normal');
  }

  setZoom(factor: number): void {
    this.zoom = factor;
    this.apply();
  }

  private changed(was: Rectangle): void {
    const now = this.bounds;
    this.apply();
    if (was.width !== now.width || was.height !== now.height) this.emit('resize');
    if (was.x !== now.x || was.y !== now.y) this.emit('move');
    if (was.width !== now.width || was.height !== now.height) this.emit('resized');
    if (was.x !== now.x || was.y !== now.y) this.emit('moved');
  }

  private apply(): void {
    this.page
      .then((page) => (headed ? this.moveWindow(page) : this.sizePage(page)))
      .catch((error: Error) => {
        if (process.env.MUSTER_HOST_DEBUG) console.error('[stand-in host] window place:', error.message);
      });
  }

  private async moveWindow({ targetId, cdp }: PageTarget): Promise<void> {
    const { connection } = await browser();
    const { windowId } = await connection.browser.send('Browser.getWindowForTarget', { targetId });
    const { x, y, width, height } = this.normal;
    const bounds: WindowBounds =
      this.state === 'normal' ? { left: x, top: y, width, height } : { windowState: this.state };
    if (this.state === 'normal')
      await connection.browser.send('Browser.setWindowBounds', {
        windowId,
        bounds: { windowState: 'normal' },
      });
    await connection.browser.send('Browser.setWindowBounds', { windowId, bounds });
    // On a display the page keeps the window's size; a zoomed page is laid out for fewer pixels.
    if (this.zoom !== 1) await this.sizePage({ targetId, cdp });
  }

  private async sizePage({ cdp }: PageTarget): Promise<void> {
    const { width, height } = this.bounds;
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / this.zoom),
      height: Math.round(height / this.zoom),
      deviceScaleFactor: this.zoom === 1 ? 0 : this.zoom,
      mobile: false,
      screenWidth: workArea.width,
      screenHeight: workArea.height,
    });
  }
}

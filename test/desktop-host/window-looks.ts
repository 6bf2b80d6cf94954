import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import type { WindowOptions } from './window-options.ts';

/** What a window has around its page. Nothing of it is drawn; what was set last is kept. */
export class WindowLooks extends EventEmitter {
  protected readonly options: WindowOptions;
  private menu: Menu | null | undefined;
  private menuBarVisible = true;
  private progress = -1;
  private flashing = false;
  private enabled = true;
  private backgroundColor: string;
  /** Read by tests: whether the window keeps its picture from screen recordings. */
  private contentProtected = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.backgroundColor = options.backgroundColor ?? '#FFFFFF';
  }

  setMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  removeMenu(): void {
    this.menu = null;
  }

  /** The window's own menu; undefined where the application's holds. */
  ownMenu(): Menu | null | undefined {
    return this.menu;
  }

  setMenuBarVisibility(visible: boolean): void {
    this.menuBarVisible = visible;
  }

  isMenuBarVisible(): boolean {
    return this.menuBarVisible;
  }

  setAutoHideMenuBar(hide: boolean): void {
    this.menuBarVisible = !hide;
  }

  setContentProtection(enable: boolean): void {
    this.contentProtected = enable;
  }

  isContentProtected(): boolean {
    return this.contentProtected;
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  /** Not in Electron: what setProgressBar and flashFrame last set, for tests on the stand-in. */
  taskbar(): { progress: number; flashing: boolean } {
    return { progress: this.progress, flashing: this.flashing };
  }

  flashFrame(flag: boolean): void {
    this.flashing = flag;
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.backgroundColor;
  }

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
  }

  isEnabled(): boolean {
    return this.enabled;
  }

  isResizable(): boolean {
    return this.options.resizable ?? true;
  }

  isClosable(): boolean {
    return this.options.closable ?? true;
  }

  isMinimizable(): boolean {
    return this.options.minimizable ?? true;
  }

  isMaximizable(): boolean {
    return this.options.maximizable ?? true;
  }

  setIcon(_icon: unknown): void {}
  setOverlayIcon(_icon: unknown, _description: string): void {}
  setSkipTaskbar(_skip: boolean): void {}
  setAlwaysOnTop(_flag: boolean): void {}
  setTitleBarOverlay(_options: unknown): void {}
  moveTop(): void {}
}

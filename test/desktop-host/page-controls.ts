import { EventEmitter } from 'node:events';
import type { PageTarget } from './page-targets.ts';

/** What menus and main do to a page that is shown: reload, zoom, edit commands, sound. */
export abstract class PageControls extends EventEmitter {
  protected target: PageTarget | undefined;
  /** The next navigation is main's own, so nobody is asked about it. */
  protected ownNavigation = false;
  private zoom = 1;
  private muted = false;

  abstract executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
  protected abstract tellZoom(factor: number): void;

  reload(): void {
    this.ownNavigation = true;
    this.target?.cdp.tell('Page.reload', { ignoreCache: false });
  }

  reloadIgnoringCache(): void {
    this.ownNavigation = true;
    this.target?.cdp.tell('Page.reload', { ignoreCache: true });
  }

  stop(): void {
    this.target?.cdp.tell('Page.stopLoading', {});
  }

  forcefullyCrashRenderer(): void {
    this.target?.cdp.tell('Page.crash', {});
  }

  focus(): void {
    this.target?.cdp.tell('Page.bringToFront', {});
    this.emit('focus');
  }

  setZoomFactor(factor: number): void {
    this.zoom = factor;
    this.emit('zoom-set', factor);
    this.tellZoom(factor);
  }

  getZoomFactor(): number {
    return this.zoom;
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }

  getZoomLevel(): number {
    return Math.log(this.zoom) / Math.log(1.2);
  }

  get zoomFactor(): number {
    return this.zoom;
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }

  setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {
    return Promise.resolve();
  }

  setBackgroundThrottling(_allowed: boolean): void {}
  /** Pages reach no network here. */
  setWebRTCIPHandlingPolicy(_policy: string): void {}
  openDevTools(): void {}
  closeDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  setAudioMuted(muted: boolean): void {
    this.muted = muted;
  }

  isAudioMuted(): boolean {
    return this.muted;
  }

  /** The edit commands of menus. */
  async edit(command: string): Promise<void> {
    await this.executeJavaScript(`document.execCommand(${JSON.stringify(command)})`, true);
  }

  undo(): void {
    this.edit('undo');
  }

  redo(): void {
    this.edit('redo');
  }

  cut(): void {
    this.edit('cut');
  }

  copy(): void {
    this.edit('copy');
  }

  paste(): void {
    this.edit('paste');
  }

  selectAll(): void {
    this.edit('selectAll');
  }
}

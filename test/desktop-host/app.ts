import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BrowserWindow, windowEvents } from './browser-window.ts';
import { cancellable } from './cancellable.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { holdsLock, releaseLock, takeLock } from './single-instance.ts';
import { appEvents } from './web-contents.ts';

export interface AppManifest {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly switches: readonly string[];
}

let manifest: AppManifest = { folder: '', name: 'Electron', version: '0.0.0', switches: [] };
const switches = new Map<string, string>();

class CommandLine {
  appendSwitch(name: string, value = ''): void {
    switches.set(name, value);
  }

  appendArgument(_argument: string): void {}

  hasSwitch(name: string): boolean {
    return switches.has(name);
  }

  getSwitchValue(name: string): string {
    return switches.get(name) ?? '';
  }

  removeSwitch(name: string): void {
    switches.delete(name);
  }
}

type QuitPhase = 'running' | 'quitting' | 'ended';

class App extends EventEmitter {
  readonly commandLine = refuseUnknown(new CommandLine(), 'app.commandLine');
  readonly isPackaged = false;
  readonly dock = undefined;
  name = 'Electron';
  userAgentFallback = '';
  private readonly paths = new Map<string, string>();
  private readonly ready = Promise.withResolvers<void>();
  private isReadyNow = false;
  private phase: QuitPhase = 'running';
  private badge = 0;

  constructor() {
    super();
    this.setMaxListeners(0);
    windowEvents.on('all-closed', () => this.afterLastWindow());
    for (const name of [
      'web-contents-created',
      'browser-window-created',
      'browser-window-focus',
      'browser-window-blur',
      'render-process-gone',
      'child-process-gone',
    ])
      appEvents.on(name, (...args) => this.emit(name, ...args));
  }

  becomeReady(): void {
    if (this.phase === 'ended') return;
    this.isReadyNow = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  isReady(): boolean {
    return this.isReadyNow;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return manifest.version;
  }

  getAppPath(): string {
    return manifest.folder;
  }

  getPath(name: string): string {
    const path = this.paths.get(name) ?? this.defaultPath(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (this.defaultPath(name) === undefined) throw new Error(`Failed to set '${name}' path`);
    this.paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    this.setPath('logs', path ?? join(this.getPath('userData'), 'logs'));
  }

  private defaultPath(name: string): string | undefined {
    const home = homedir();
    const appData = process.env.XDG_CONFIG_HOME || join(home, '.config');
    const own = () => this.getPath('userData');
    const named: Readonly<Record<string, () => string>> = {
      home: () => home,
      appData: () => appData,
      userData: () => resolve(switches.get('user-data-dir') || join(this.getPath('appData'), this.name)),
      sessionData: own,
      temp: tmpdir,
      exe: () => process.argv[0] ?? process.execPath,
      module: () => process.execPath,
      desktop: () => join(home, 'Desktop'),
      documents: () => join(home, 'Documents'),
      downloads: () => join(home, 'Downloads'),
      music: () => join(home, 'Music'),
      pictures: () => join(home, 'Pictures'),
      videos: () => join(home, 'Videos'),
      logs: () => join(own(), 'logs'),
      crashDumps: () => join(own(), 'Crashpad'),
    };
    return named[name]?.();
  }

  getLocale(): string {
    return switches.get('lang') || this.getSystemLocale();
  }

  getSystemLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getLocaleCountryCode(): string {
    return new Intl.Locale(this.getSystemLocale()).region ?? '';
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getSystemLocale()];
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    const mine = { argv: process.argv, cwd: process.cwd(), data };
    return takeLock(this.getPath('userData'), mine, (second) =>
      this.emit('second-instance', {}, second.argv, second.cwd, second.data),
    );
  }

  hasSingleInstanceLock(): boolean {
    return holdsLock();
  }

  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  focus(_options?: { readonly steal: boolean }): void {
    (BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0])?.focus();
  }

  /** before-quit, then every window's close, then will-quit; each may refuse. */
  quit(): void {
    if (this.phase === 'ended') return;
    const before = cancellable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.phase = 'quitting';
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isDestroyed()) continue;
      window.close();
      if (window.isDestroyed()) continue;
      this.phase = 'running';
      return;
    }
    this.finishQuit();
  }

  private finishQuit(): void {
    if (this.phase === 'ended') return;
    const event = cancellable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.phase = 'running';
    else this.end(0);
  }

  private afterLastWindow(): void {
    if (this.phase !== 'running') return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  exit(code = 0): void {
    this.phase = 'ended';
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.end(code);
  }

  private end(code: number): void {
    this.phase = 'ended';
    this.emit('quit', {}, code);
    // The debugger's answer to "app.quit()" leaves first.
    setTimeout(() => process.exit(code), 10);
  }

  relaunch(): void {
    throw new Error("Muster's stand-in host cannot relaunch the app.");
  }

  setAppUserModelId(_id: string): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  setAboutPanelOptions(_options: unknown): void {}
  showAboutPanel(): void {}
  addRecentDocument(_path: string): void {}
  clearRecentDocuments(): void {}
  setLoginItemSettings(_settings: unknown): void {}

  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: false };
  }

  setBadgeCount(count = 0): boolean {
    this.badge = count;
    return true;
  }

  getBadgeCount(): number {
    return this.badge;
  }

  setAsDefaultProtocolClient(_protocol: string): boolean {
    return false;
  }

  isAccessibilitySupportEnabled(): boolean {
    return false;
  }

  setAccessibilitySupportEnabled(_enabled: boolean): void {}

  getAppMetrics(): unknown[] {
    return [];
  }
}

const bare = new App();
export const app = refuseUnknown(bare, 'app');

/** Tells the app who it is, before its first line runs. */
export function introduceApp(wanted: AppManifest): void {
  manifest = wanted;
  bare.name = wanted.name;
  for (const one of wanted.switches) {
    const [, name = '', value = ''] = /^--([^=]+)=?(.*)$/s.exec(one) ?? [];
    if (name) switches.set(name, value);
  }
}

export function announceReady(): void {
  bare.becomeReady();
}

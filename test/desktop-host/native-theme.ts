import { EventEmitter } from 'node:events';
import { refuseUnknown } from './refuse-unknown.ts';

type Source = 'system' | 'light' | 'dark';
const changes = new EventEmitter().setMaxListeners(0);

/** Electron's NativeTheme. "system" is light here. Pages follow it by `prefers-color-scheme`. */
class NativeTheme extends EventEmitter {
  private source: Source = 'system';
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  prefersReducedTransparency = false;
  inForcedColorsMode = false;

  get themeSource(): Source {
    return this.source;
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`nativeTheme.themeSource cannot be ${source}`);
    const before = this.shouldUseDarkColors;
    this.source = source;
    changes.emit('change');
    if (before !== this.shouldUseDarkColors) queueMicrotask(() => this.emit('updated'));
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return false;
  }
}

export const nativeTheme = refuseUnknown(new NativeTheme(), 'nativeTheme');

/** What pages are told in place of the system's scheme; empty where the app leaves it to the system. */
export function forcedScheme(): 'light' | 'dark' | '' {
  return nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
}

export function onSchemeChange(listener: () => void): void {
  changes.on('change', listener);
}

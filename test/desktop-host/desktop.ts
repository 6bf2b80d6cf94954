// The desktop around the app, as far as it can be had without one. What the app does to it is kept for tests to read.
import { EventEmitter } from 'node:events';
import { refuseUnknown } from './refuse-unknown.ts';

const opened: { how: string; what: string }[] = [];

/** Electron's shell: nothing is really opened. */
export const shell = refuseUnknown(
  {
    openExternal: async (url: string): Promise<void> => {
      opened.push({ how: 'openExternal', what: url });
    },
    openPath: async (path: string): Promise<string> => {
      opened.push({ how: 'openPath', what: path });
      return '';
    },
    showItemInFolder: (path: string): void => {
      opened.push({ how: 'showItemInFolder', what: path });
    },
    trashItem: async (path: string): Promise<void> => {
      opened.push({ how: 'trashItem', what: path });
    },
    beep: (): void => {},
    /** Not in Electron: everything that was asked for. */
    standInOpened: () => opened,
  },
  'shell',
);

let clip = '';
/** Electron's clipboard, of this process alone. */
export const clipboard = refuseUnknown(
  {
    readText: () => clip,
    writeText: (text: string): void => {
      clip = text;
    },
    clear: (): void => {
      clip = '';
    },
    availableFormats: () => (clip ? ['text/plain'] : []),
  },
  'clipboard',
);

class PowerMonitor extends EventEmitter {
  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(_threshold: number): string {
    return 'active';
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}

/** Electron's powerMonitor: tests emit `suspend`, `resume` and `lock-screen`. */
export const powerMonitor = refuseUnknown(new PowerMonitor(), 'powerMonitor');

const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = refuseUnknown(
  {
    start: (_type: string): number => {
      lastBlocker += 1;
      blockers.add(lastBlocker);
      return lastBlocker;
    },
    stop: (id: number): boolean => blockers.delete(id),
    isStarted: (id: number): boolean => blockers.has(id),
  },
  'powerSaveBlocker',
);

class SystemPreferences extends EventEmitter {
  getAccentColor(): string {
    return '0078d4ff';
  }

  getAnimationSettings(): Readonly<Record<string, boolean>> {
    return {
      shouldRenderRichAnimation: true,
      scrollAnimationsEnabledBySystem: true,
      prefersReducedMotion: false,
    };
  }
}

export const systemPreferences = refuseUnknown(new SystemPreferences(), 'systemPreferences');

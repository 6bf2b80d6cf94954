import { EventEmitter } from 'node:events';
import { headed } from './browser-process.ts';
import { refuseUnknown } from './refuse-unknown.ts';

/** The one display of the stand-in. A virtual display is seldom larger than the first. */
export const workArea = {
  x: 0,
  y: 0,
  ...(headed ? { width: 1280, height: 800 } : { width: 1440, height: 900 }),
};

const display = {
  id: 1,
  label: 'stand-in',
  bounds: workArea,
  workArea,
  size: { width: workArea.width, height: workArea.height },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor: 1,
  rotation: 0,
  internal: true,
  colorDepth: 24,
};

/** Electron's Screen, with that one display. */
class Screen extends EventEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }

  getAllDisplays(): (typeof display)[] {
    return [display];
  }

  getDisplayMatching(_rectangle: unknown): typeof display {
    return display;
  }

  getDisplayNearestPoint(_point: unknown): typeof display {
    return display;
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }
}

export const screen = refuseUnknown(new Screen(), 'screen');

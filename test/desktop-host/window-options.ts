import type { BrowserWindow } from './browser-window.ts';
import type { WebPreferences } from './web-preferences.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Options of `new BrowserWindow`. What has no effect on a page is taken and kept. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly parent?: BrowserWindow;
  readonly modal?: boolean;
  readonly resizable?: boolean;
  readonly minimizable?: boolean;
  readonly maximizable?: boolean;
  readonly closable?: boolean;
  readonly movable?: boolean;
  readonly focusable?: boolean;
  readonly fullscreenable?: boolean;
  readonly fullscreen?: boolean;
  readonly backgroundColor?: string;
  readonly autoHideMenuBar?: boolean;
  readonly webPreferences?: WebPreferences;
  readonly [other: string]: unknown;
}

/** Options that Electron has and the stand-in may leave without effect: they only change how the frame looks. */
const looks = new Set(
  (
    'center useContentSize maxWidth maxHeight alwaysOnTop skipTaskbar icon frame titleBarStyle titleBarOverlay ' +
    'trafficLightPosition acceptFirstMouse hasShadow opacity darkTheme transparent type vibrancy backgroundMaterial ' +
    'zoomToPageWidth tabbingIdentifier roundedCorners thickFrame paintWhenInitiallyHidden enableLargerThanScreen'
  ).split(' '),
);
const known = new Set(
  (
    'width height x y minWidth minHeight show title parent modal resizable minimizable maximizable closable movable ' +
    'focusable fullscreenable fullscreen backgroundColor autoHideMenuBar webPreferences'
  ).split(' '),
);

/** Throws for an option that Electron would not know either, or that the stand-in has not heard of. */
export function checkedOptions(options: WindowOptions): WindowOptions {
  for (const name of Object.keys(options)) {
    if (!known.has(name) && !looks.has(name))
      throw new Error(`Muster's stand-in host does not know the option BrowserWindow { ${name} }`);
  }
  return options;
}

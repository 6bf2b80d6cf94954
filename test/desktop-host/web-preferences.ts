import type { Session } from './session.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
  readonly webviewTag?: boolean;
  readonly partition?: string;
  readonly session?: Session;
  readonly additionalArguments?: readonly string[];
  readonly zoomFactor?: number;
  readonly [other: string]: unknown;
}

/** Preferences that make a page less safe than the stand-in's pages are; it cannot show what they would do. */
const wanted: Readonly<Record<string, boolean>> = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
};

/** Throws for a preference that the stand-in cannot follow. */
export function checkedPreferences(preferences: WebPreferences): WebPreferences {
  for (const [name, value] of Object.entries(wanted)) {
    if ((preferences[name] ?? value) !== value)
      throw new Error(`Muster's stand-in host knows only webPreferences.${name}: ${value}.`);
  }
  return preferences;
}

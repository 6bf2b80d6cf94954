import { useSyncExternalStore } from 'react';
import type { ThemeName } from './theme.ts';

const forced = window.matchMedia('(forced-colors: active)');
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme that system and preference ask for; main sets the preference on the whole window (nativeTheme). */
export function useTheme(): ThemeName {
  return useSyncExternalStore(listen, current);
}

function current(): ThemeName {
  if (forced.matches) return 'high-contrast';
  return dark.matches ? 'dark' : 'light';
}

function listen(onChange: () => void): () => void {
  forced.addEventListener('change', onChange);
  dark.addEventListener('change', onChange);
  return () => {
    forced.removeEventListener('change', onChange);
    dark.removeEventListener('change', onChange);
  };
}

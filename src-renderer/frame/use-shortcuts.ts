import { useEffect } from 'react';
import { PLACES } from '../state/place-slice.ts';
import { useStore } from '../state/store.ts';

/** The keys of the frame that are no menu item: Ctrl+1…8 and Alt+← (ux §14); ⌘ on macOS. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { start, go, back } = useStore.getState();
      const isMac = start?.platform === 'mac';
      const command = isMac ? event.metaKey : event.ctrlKey;
      const place = command && !event.shiftKey && !event.altKey ? PLACES[Number(event.key) - 1] : undefined;
      const isBack = isMac ? command && event.key === '[' : event.altKey && event.key === 'ArrowLeft';
      if (!place && !isBack) return;
      event.preventDefault();
      if (place) go({ place });
      else back();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

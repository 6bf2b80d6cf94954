import { useEffect } from 'react';
import type { Command } from '../../src-preload/contract/events.ts';
import { give } from '../state/commands.ts';
import { PLACES } from '../state/place-slice.ts';
import { useStore } from '../state/store.ts';

/** Keys with Ctrl (⌘ on macOS), and what they mean everywhere (ux §14). Undo and redo in a text field are its own. */
const WITH_COMMAND: Readonly<Record<string, Command['name']>> = {
  k: 'find-person',
  f: 'find',
  e: 'export',
  s: 'save',
  '/': 'shortcuts',
  'shift+y': 'force-sync',
  'shift+t': 'switch-tenant',
};

/** Joins the keyboard to the commands. What a menu of the system has taken already never comes here. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F6' && !event.defaultPrevented && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        nextPane(event.shiftKey ? -1 : 1);
        return;
      }
      const command = commandOf(event, useStore.getState().start?.platform === 'mac');
      if (!command || event.defaultPrevented) return;
      event.preventDefault();
      give(command);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** What a key press means; `undefined` = nothing of the frame's. Exported for its tests. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> & {
    readonly target?: EventTarget | null;
  },
  isMac: boolean,
): Command | undefined {
  const withCommand = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  if (isMac ? withCommand && key === '[' : event.altKey && key === 'arrowleft') return { name: 'back' };
  if (!withCommand || event.altKey) return undefined;
  const place = event.shiftKey ? undefined : PLACES[Number(key) - 1];
  if (place) return { name: 'go', place };
  const isRedo = isMac ? event.shiftKey && key === 'z' : !event.shiftKey && key === 'y';
  if (isRedo || (!event.shiftKey && key === 'z')) {
    return isTyping(event.target) ? undefined : { name: isRedo ? 'redo' : 'undo' };
  }
  const name = WITH_COMMAND[event.shiftKey && key !== '/' ? `shift+${key}` : key];
  return name === undefined ? undefined : ({ name } as Command);
}

/** The panes of the window that are there now, in the order of reading. */
const PANES = ['header', 'nav', 'main', 'section[aria-label="Syncs going on"]'];

/** F6: the next pane, at its first control; the page at its heading. A dialog keeps the focus to itself (ux §14). */
function nextPane(step: 1 | -1): void {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
  const panes = PANES.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(`#root ${selector}`)]);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const first = step === 1 ? 0 : panes.length - 1;
  const pane = panes[here < 0 ? first : (here + step + panes.length) % panes.length];
  pane
    ?.querySelector<HTMLElement>(
      pane.matches('main') ? 'h1' : '[aria-current="page"], button, a[href], input',
    )
    ?.focus();
}

function isTyping(target: EventTarget | null | undefined): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

import { useEffect, useState } from 'react';

/** For a dialog: closing it returns the focus to its opener, or to the h1 where that is gone or was none (ux §14). */
export function useFocusBack(): void {
  // Read while the dialog is first drawn, before it takes the focus.
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => giveFocusBack(opener), [opener]);
}

function giveFocusBack(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  const heading = document.querySelector('h1');
  if (isThere) opener.focus();
  else heading?.focus();
}

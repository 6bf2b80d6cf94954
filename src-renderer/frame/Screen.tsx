import { type ComponentType, useEffect, useState } from 'react';
import { Waiting } from '../design/Waiting.tsx';
import { useStore } from '../state/store.ts';
import { readScreen, type ScreenName, screenAtHand } from './screens.ts';

/**
 * One screen, by name; which part of it, the screen reads from the route itself. React's own `lazy` holds a screen
 * back for 300 ms once it had to wait for its file at all, which the start of the window would show.
 */
export function Screen({ name }: { readonly name: ScreenName }) {
  const [screen, setScreen] = useState<{ readonly Shown: ComponentType | undefined }>(() => ({
    Shown: screenAtHand(name),
  }));
  const { Shown } = screen;
  useEffect(() => {
    if (Shown) return undefined;
    let isOver = false;
    readScreen(name).then(
      (read) => !isOver && setScreen({ Shown: read }),
      (error: unknown) => {
        if (isOver) return;
        useStore.getState().showFailure({
          code: 'unexpected',
          sentence: 'This screen cannot be read from the disk.',
          next: 'Muster was moved or updated while it ran: close it and start it again.',
          details: error instanceof Error ? error.message : String(error),
        });
      },
    );
    return () => {
      isOver = true;
    };
  }, [name, Shown]);
  return Shown ? <Shown /> : <Waiting words="Opening the screen" />;
}

import { useStore } from '../state/store.ts';
import { SCREENS } from './screens.ts';

/** The screen of the place where the window is; which part of it, the screen reads from the route itself. */
export function Screen() {
  const place = useStore((s) => s.route.place);
  const Shown = SCREENS[place];
  return <Shown />;
}

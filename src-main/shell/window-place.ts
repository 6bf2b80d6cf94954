import type { BrowserWindow, Rectangle, Screen } from 'electron';
import { z } from 'zod';

/** Where the window stood when it was closed last. */
export const WindowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200),
  height: z.number().int().min(200),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

const USUAL = { width: 1280, height: 820 } as const;
export const SMALLEST = { width: 900, height: 600 } as const;

/** The remembered place where a display still shows it, else the usual size, centred by the system. */
export function placeOnScreen(
  place: WindowPlace | undefined,
  screen: Pick<Screen, 'getDisplayMatching'>,
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (!place) return USUAL;
  const { workArea } = screen.getDisplayMatching(place);
  const width = Math.max(SMALLEST.width, Math.min(place.width, workArea.width));
  const height = Math.max(SMALLEST.height, Math.min(place.height, workArea.height));
  const isSeen =
    place.x < workArea.x + workArea.width - 100 &&
    place.x + width > workArea.x + 100 &&
    place.y >= workArea.y - 10 &&
    place.y < workArea.y + workArea.height - 50;
  return isSeen ? { x: place.x, y: place.y, width, height } : { width, height };
}

export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** What a key means in the report's grid (ux §14). No key approves, applies, overrides or revokes. */
export type GridAct =
  | { readonly do: 'move'; readonly by: number; readonly extends: boolean }
  | { readonly do: 'go'; readonly to: 'first' | 'last' }
  | {
      readonly do:
        | 'next-heavy'
        | 'previous-heavy'
        | 'detail'
        | 'open-group'
        | 'close-group'
        | 'review'
        | 'exclude'
        | 'why'
        | 'copy'
        | 'select'
        | 'select-all'
        | 'clear-one'
        | 'clear-all';
    };

export interface KeyPressed {
  readonly key: string;
  readonly shift: boolean;
  readonly command: boolean;
  readonly alt: boolean;
}

/** The act of a key, or `undefined` where the key is not the grid's. `page` = rows in sight. */
export function actOfKey({ key, shift, command, alt }: KeyPressed, page: number): GridAct | undefined {
  if (alt) return undefined;
  if (command) return key.toLowerCase() === 'a' && !shift ? { do: 'select-all' } : undefined;
  switch (key) {
    case 'ArrowDown':
      return { do: 'move', by: 1, extends: shift };
    case 'ArrowUp':
      return { do: 'move', by: -1, extends: shift };
    case 'PageDown':
      return { do: 'move', by: page, extends: shift };
    case 'PageUp':
      return { do: 'move', by: -page, extends: shift };
    case 'Home':
      return { do: 'go', to: 'first' };
    case 'End':
      return { do: 'go', to: 'last' };
    case 'Enter':
      return { do: 'detail' };
    case 'ArrowRight':
      return { do: 'open-group' };
    case 'ArrowLeft':
      return { do: 'close-group' };
    case ' ':
      return { do: 'select' };
    case 'Escape':
      return { do: shift ? 'clear-all' : 'clear-one' };
    default:
      return actOfLetter(key.toLowerCase(), shift);
  }
}

function actOfLetter(letter: string, shift: boolean): GridAct | undefined {
  if (letter === 'n') return { do: shift ? 'previous-heavy' : 'next-heavy' };
  if (shift) return undefined;
  switch (letter) {
    case 'j':
      return { do: 'move', by: 1, extends: false };
    case 'k':
      return { do: 'move', by: -1, extends: false };
    case 'r':
      return { do: 'review' };
    case 'x':
      return { do: 'exclude' };
    case 'w':
      return { do: 'why' };
    case 'c':
      return { do: 'copy' };
    default:
      return undefined;
  }
}

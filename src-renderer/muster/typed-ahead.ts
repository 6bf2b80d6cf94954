import { useStore } from '../state/store.ts';

/**
 * What is typed between "Find a person" and the field that it is meant for. The People screen is a file of its own,
 * and whoever presses Ctrl+K types on at once; without this the letters would go to whatever had the focus before.
 */
let typed: string | undefined;

/** From now on keys are kept until the field takes them, or until something else is done. */
export function keepWhatIsTyped(): void {
  if (typed !== undefined) return;
  typed = '';
  window.addEventListener('keydown', onKey, { capture: true });
  window.addEventListener('pointerdown', forget, { capture: true });
}

/** What was typed so far, for the first drawing of the field. */
export function typedSoFar(): string {
  return typed ?? '';
}

/** The field is there and has the focus: keys go to it by themselves now. */
export function forget(): void {
  typed = undefined;
  window.removeEventListener('keydown', onKey, { capture: true });
  window.removeEventListener('pointerdown', forget, { capture: true });
}

function onKey(event: KeyboardEvent): void {
  const { key } = event;
  const isChord = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  if (key === 'Escape' || key === 'Tab' || useStore.getState().route.place !== 'people') {
    forget();
    return;
  }
  if (isChord || event.isComposing) return;
  const text = afterKey(typed ?? '', key);
  if (text === undefined) return;
  typed = text;
  event.preventDefault();
  event.stopPropagation();
}

/** The text after a key; `undefined` = the key writes nothing. Enter presses nothing on the screen that is being left. */
function afterKey(text: string, key: string): string | undefined {
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  if (key === 'Enter') return text;
  return [...key].length === 1 ? text + key : undefined;
}

// Somebody's name may hold anything: an escape sequence that repaints the terminal, or marks that turn the
// direction of the whole line. What people's data brings along is made visible before it is printed.

/** C1 controls, marks of direction, invisible joiners, line separators, byte order mark. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u001f]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Control characters as symbols (`␛`), invisible marks by their number, so that nothing acts unseen. */
export function makeVisible(text: string): string {
  return text
    .replace(CONTROL, (char) => String.fromCodePoint(0x2400 + char.charCodeAt(0)))
    .replace(INVISIBLE, (char) => `‹U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

/** One value of somebody's data inside a line: visible, and isolated where it runs from right to left. */
export function personText(value: string): string {
  const visible = makeVisible(value);
  return RIGHT_TO_LEFT.test(visible) ? `${FIRST_STRONG_ISOLATE}${visible}${POP_ISOLATE}` : visible;
}

/** A value of an attribute: `(empty)` in words, outer spaces as dots (ux §5). */
export function valueText(value: string): string {
  if (value === '') return '(empty)';
  const dotted = value.replace(/^ +| +$/g, (spaces) => '·'.repeat(spaces.length));
  return personText(dotted);
}

/** A sentence that comes from outside, e.g. with the console's own words: on one line, nothing in it acts. */
export function sentenceText(text: string): string {
  return personText(text.replace(/\s*[\r\n]+\s*/g, ' '));
}

/** JSON that a terminal may print too: `JSON.stringify` leaves C1 controls and marks of direction as they are. */
export function jsonText(value: unknown, layout: 'one-line' | 'indented'): string {
  const text = JSON.stringify(value, undefined, layout === 'indented' ? 2 : undefined);
  return text.replace(INVISIBLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { CARRIAGE_RETURN, LINE_FEED, QUOTE } from './row-batch.ts';

/** Looks at values as bytes of UTF-8. Each says yes only where that is all there is to know; else the text decides. */

const SPACE = 0x20;
const AT = 0x40;
const DOT = 0x2e;
const DELETE = 0x7f;

/** RFC 5321 §4.5.3.1 and RFC 3696, erratum 1690, as in `checkAddress`. */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

/** Where the domain begins of an ordinary address in ASCII that R11 accepts; -1 for anything else. */
export function domainOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > LONGEST_ADDRESS) return -1;
  let at = -1;
  let dot = -1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte <= SPACE || byte >= DELETE) return -1;
    if (byte === AT) {
      if (at >= 0) return -1;
      at = i;
      dot = -1;
    } else if (byte === DOT) {
      // An empty label counts after the @ only.
      if (at >= 0 && (i === at + 1 || dot === i - 1)) return -1;
      dot = i;
    }
  }
  if (at <= start || at === end - 1 || dot < at || dot === end - 1) return -1;
  return at - start > LONGEST_LOCAL_PART ? -1 : at + 1;
}

/** ASCII without white space or control characters at its ends; nothing at all is fine too. */
export function isPlainAscii(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (bytes[start]! <= SPACE || bytes[end - 1]! <= SPACE) return false;
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i]!;
  return all < 0x80;
}

export function holds(bytes: Uint8Array, start: number, end: number, wanted: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === wanted) return true;
  return false;
}

/** A word in any letter case, given in small letters. */
export function isWord(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    // All words have letters only, and only a letter's own capital differs from it by this bit.
    if ((bytes[start + i]! | 0x20) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** `2026-01-31`, up to the 28th, which every month has. */
export function isOrdinaryDay(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10) return false;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i]!;
    if (i === 4 || i === 7 ? byte !== 0x2d : byte < 0x30 || byte > 0x39) return false;
  }
  const month = (bytes[start + 5]! - 0x30) * 10 + bytes[start + 6]! - 0x30;
  const day = (bytes[start + 8]! - 0x30) * 10 + bytes[start + 9]! - 0x30;
  return month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

/** Bytes that may not stand in a text as a brief takes it: control characters, and the first byte of further ones. */
const NOT_IN_A_BRIEF = new Uint8Array(256).map((_, byte) =>
  byte < SPACE || byte === DELETE || byte === 0xc2 ? 1 : 0,
);
/** First bytes of characters some of which are white space. */
const MAYBE_SPACE = new Uint8Array(256).map((_, byte) =>
  [SPACE, 0xc2, 0xe1, 0xe2, 0xe3, 0xef].includes(byte) ? 1 : 0,
);

/** Without control characters, and without white space at its ends. */
export function isBriefText(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (MAYBE_SPACE[bytes[start]!] === 1 || bytes[end - 1] === SPACE) return false;
  for (let i = start; i < end; i++) if (NOT_IN_A_BRIEF[bytes[i]!] === 1) return false;
  // All white space beyond U+00A0 takes three bytes.
  return bytes[end - 1]! < 0x80 || end - start < 3 || MAYBE_SPACE[bytes[end - 3]!] === 0;
}

/** Whether a cell of an odd row is itself one whose bytes and value differ. */
export function isOddCell(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start - 1] !== QUOTE) return false;
  return holds(bytes, start, end, QUOTE) || holds(bytes, start, end, CARRIAGE_RETURN);
}

/** Writes the value of a quoted cell into `out`, as `unquoted` does; returns its length. */
export function unquoteInto(out: Uint8Array, bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === CARRIAGE_RETURN && i + 1 < end && bytes[i + 1] === LINE_FEED) continue;
    if (byte === QUOTE) i++;
    out[length++] = byte;
  }
  return length;
}

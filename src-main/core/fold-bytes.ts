/**
 * `fold` on UTF-8 bytes, for the letters that nearly all names are made of: code points up to U+1FFF that stand for
 * themselves in NFC and have one lower-case letter whatever stands beside them. All others are left to `fold`.
 */
const COVERED = 0x2000;
const SIGMA = 0x3a3;

let foldedTable: Uint16Array | undefined;

/** By code point from U+0080: the folded one, or 0 where a letter alone does not tell. */
function table(): Uint16Array {
  if (foldedTable) return foldedTable;
  const made = new Uint16Array(COVERED);
  for (let code = 0x80; code < COVERED; code++) {
    const letter = String.fromCharCode(code);
    const lower = letter.toLowerCase();
    // What may join with its neighbours: marks, and the letters that Hangul syllables are made of. Sigma has two
    // lower-case forms. White space may be at an end, where folding takes it away.
    const joins =
      /\s/.test(letter) || (code >= 0x1100 && code <= 0x11ff) || code === SIGMA || /\p{M}/u.test(letter);
    if (!joins && lower.length === 1 && letter.normalize('NFC') === letter) made[code] = lower.charCodeAt(0);
  }
  foldedTable = made;
  return made;
}

/**
 * Writes the folded text of valid UTF-8 to `out` from `at` (which has half as much room again) and gives back where it
 * ends; -1 where only `fold` knows. White space at the ends stays: whoever calls has none, or asks `fold`.
 */
export function foldBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  out: Uint8Array,
  at: number,
): number {
  let to = at;
  for (let i = start; i < end; ) {
    const byte = bytes[i++]!;
    if (byte < 0x80) {
      out[to++] = byte >= 65 && byte <= 90 ? byte | 32 : byte;
      continue;
    }
    let code: number;
    if (byte < 0xe0) code = ((byte & 31) << 6) | (bytes[i++]! & 63);
    else if (byte < 0xe2) {
      code = ((byte & 15) << 12) | ((bytes[i]! & 63) << 6) | (bytes[i + 1]! & 63);
      i += 2;
    } else return -1;
    const folded = table()[code]!;
    if (folded === 0) return -1;
    if (folded < 0x80) out[to++] = folded;
    else if (folded < 0x800) {
      out[to++] = 0xc0 | (folded >> 6);
      out[to++] = 0x80 | (folded & 63);
    } else {
      out[to++] = 0xe0 | (folded >> 12);
      out[to++] = 0x80 | ((folded >> 6) & 63);
      out[to++] = 0x80 | (folded & 63);
    }
  }
  return to;
}

import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding that the first bytes prove: a byte order mark, or UTF-16 too plain to be anything else. */
export function encodingOfHead(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return utf16WithoutMark(head);
}

/** A heading is nearly all ASCII, so in UTF-16 every other byte of it is zero. */
function utf16WithoutMark(head: Uint8Array): Encoding | undefined {
  const pairs = Math.min(head.length, 512) >> 1;
  if (pairs < 2) return undefined;
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) zeroFirst++;
    if (head[2 * i + 1] === 0) zeroSecond++;
  }
  if (zeroSecond > pairs * 0.6 && zeroFirst < pairs * 0.1) return 'utf-16le';
  if (zeroFirst > pairs * 0.6 && zeroSecond < pairs * 0.1) return 'utf-16be';
  return undefined;
}

/** What the first bytes give away when the file is no text at all; in the words of a sentence. */
export function binaryKind(head: Uint8Array): string | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'an Excel workbook (.xlsx) or another zip file';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'an Excel workbook (.xls)';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'a PDF';
  if (starts(0x1f, 0x8b)) return 'a compressed file (gzip)';
  return undefined;
}

export type EightBitEncoding =
  | { readonly kind: 'utf-8' }
  /** Valid UTF-8 but for a character that the end of the file cuts in two. */
  | { readonly kind: 'utf-8-cut' }
  | { readonly kind: 'windows-1252' }
  /** Parts of the file are UTF-8 and parts are not; either reading would garble names. */
  | { readonly kind: 'mixed' }
  | { readonly kind: 'nul' };

/** Finds the encoding of a byte stream without a mark, chunk by chunk, in constant memory. */
export class EightBitSurvey {
  #carry: Uint8Array = new Uint8Array(0);
  #valid = 0;
  #invalid = 0;
  #nul = false;

  add(chunk: Uint8Array): void {
    if (chunk.includes(0)) this.#nul = true;
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const whole = bytes.length - unfinished(bytes);
    const part = bytes.subarray(0, whole);
    if (!isAscii(part)) this.#count(part);
    this.#carry = Uint8Array.from(bytes.subarray(whole));
  }

  end(): EightBitEncoding {
    if (this.#nul) return { kind: 'nul' };
    if (this.#invalid === 0) {
      if (this.#carry.length === 0) return { kind: 'utf-8' };
      return this.#valid > 0 ? { kind: 'utf-8-cut' } : { kind: 'windows-1252' };
    }
    // By accident two Windows-1252 letters can look like one of UTF-8, but hardly as often as not.
    return this.#valid >= this.#invalid ? { kind: 'mixed' } : { kind: 'windows-1252' };
  }

  #count(part: Uint8Array): void {
    // One is enough to know that such a chunk is UTF-8; counting letters would cost a pass of its own.
    if (isUtf8(part)) {
      this.#valid++;
      return;
    }
    const counted = countSequences(part);
    this.#valid += counted.valid;
    this.#invalid += Math.max(1, counted.invalid);
  }
}

/** How many bytes at the end begin a character of UTF-8 that is not yet whole. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

function countSequences(bytes: Uint8Array): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const length = sequenceLength(byte);
    let following = 1;
    while (following < length && ((bytes[i + following] ?? 0) & 0xc0) === 0x80) following++;
    if (length > 0 && following === length) {
      valid++;
      i += length - 1;
    } else invalid++;
  }
  return { valid, invalid };
}

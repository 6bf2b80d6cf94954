import { endianness } from 'node:os';
import { NUMBERS_A_PART } from './file-schema.ts';

const SWAPS = endianness() === 'BE';
const NUMBER_BYTES = 4;

/** Numbers as they stand in a part of a report file: 32-bit little-endian. */
export function blobOf(numbers: Int32Array): Buffer {
  const blob = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return SWAPS ? Buffer.from(blob).swap32() : blob;
}

/** Copies the numbers of a blob into an array, from an index on; gives back where they end. */
export function readBlob(blob: Buffer, into: Int32Array, at: number): number {
  const source = SWAPS ? Buffer.from(blob).swap32() : blob;
  const count = Math.min(Math.floor(source.length / NUMBER_BYTES), into.length - at);
  // A blob may begin at any byte, a typed array only at each fourth.
  const bytes = new Uint8Array(into.buffer, into.byteOffset + at * NUMBER_BYTES, count * NUMBER_BYTES);
  bytes.set(source.subarray(0, count * NUMBER_BYTES));
  return at + count;
}

/** The numbers of a blob. */
export function numbersOf(blob: Buffer): Int32Array {
  const numbers = new Int32Array(Math.floor(blob.length / NUMBER_BYTES));
  readBlob(blob, numbers, 0);
  return numbers;
}

/** Calls `onPart` with each part of the numbers as a blob. */
export function eachPart(numbers: Int32Array, onPart: (part: number, blob: Buffer) => void): void {
  for (let part = 0; part * NUMBERS_A_PART < numbers.length; part++) {
    onPart(part, blobOf(numbers.subarray(part * NUMBERS_A_PART, (part + 1) * NUMBERS_A_PART)));
  }
}

/**
 * A 52-bit hash of text, so that a million texts are found and compared by a small number index. It is part of
 * the file format and never changes. Whoever finds two equal hashes compares the texts too.
 */
export function storedHash(text: string): number {
  let low = 0x2c1b3c6d;
  let high = 0x297a2d39;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    high = Math.imul(high ^ unit, 0xc2b2ae35);
    high ^= low >>> 15;
  }
  low = Math.imul(low ^ (low >>> 16), 0x27d4eb2d) ^ (high >>> 13);
  high = Math.imul(high ^ (high >>> 15), 0x165667b1) ^ (low >>> 14);
  return (high & 0xfffff) * 0x1_0000_0000 + (low >>> 0);
}

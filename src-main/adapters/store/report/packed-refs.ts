const OFFSET_BYTES = 4;

/** A few texts as one blob: the end of each (32-bit little-endian), then the texts as UTF-8. Part of the file format. */
export function packedRefs(texts: readonly string[]): Buffer {
  const pieces = texts.map((text) => Buffer.from(text));
  const ends = Buffer.alloc(texts.length * OFFSET_BYTES);
  let end = ends.length;
  pieces.forEach((piece, i) => {
    end += piece.length;
    ends.writeUInt32LE(end, i * OFFSET_BYTES);
  });
  return Buffer.concat([ends, ...pieces]);
}

/** The text of an index; `count` is how many were packed. */
export function refAt(packed: Buffer, count: number, index: number): string {
  const start = index === 0 ? count * OFFSET_BYTES : packed.readUInt32LE((index - 1) * OFFSET_BYTES);
  return packed.toString('utf8', start, packed.readUInt32LE(index * OFFSET_BYTES));
}

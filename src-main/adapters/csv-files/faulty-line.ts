import { isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** A line that is longer is no line of a table; its number would help nobody. */
const LONGEST_LINE = 1_000_000;

/**
 * The number of the first line with a fault, from 1. A pass of its own over a file that is refused anyway.
 * `undefined` where lines cannot be counted, as in a file with the old Mac's line ends.
 */
export async function firstLineWith(
  chunks: AsyncIterable<Uint8Array>,
  hasFault: (line: Uint8Array) => boolean,
): Promise<number | undefined> {
  let number = 1;
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      const line = bytes.subarray(from, end);
      if (hasFault(line)) return numbered(number, line);
      number++;
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_LINE) return undefined;
  }
  return hasFault(rest) ? numbered(number, rest) : undefined;
}

function numbered(number: number, line: Uint8Array): number | undefined {
  const inside = line.subarray(0, -1);
  return inside.includes(CARRIAGE_RETURN) ? undefined : number;
}

export function holdsNul(line: Uint8Array): boolean {
  return line.includes(0);
}

export function isNotUtf8(line: Uint8Array): boolean {
  return !isUtf8(line);
}

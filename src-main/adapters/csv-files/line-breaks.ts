import { lineBreakOf } from './heading.ts';

/** A first line without an end is looked at again with each chunk, so it may not grow without limit. */
const LONGEST_FIRST_LINE = 1_000_000;

/** Turns Windows', Unix' and the old Mac's line ends into `\n`, across the borders of chunks too. */
export class LineBreaks {
  #kind: 'cr' | 'lf' | undefined;
  #held = '';

  push(chunk: string): string {
    let text = this.#held + chunk;
    this.#held = '';
    this.#kind ??= lineBreakOf(text) ?? (text.length > LONGEST_FIRST_LINE ? 'lf' : undefined);
    if (this.#kind === undefined) {
      this.#held = text;
      return '';
    }
    if (this.#kind === 'lf' && text.endsWith('\r')) {
      this.#held = '\r';
      text = text.slice(0, -1);
    }
    return unify(text, this.#kind);
  }

  end(): string {
    return unify(this.#held, this.#kind ?? 'cr');
  }
}

function unify(text: string, kind: 'cr' | 'lf'): string {
  const unix = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  return kind === 'cr' ? unix.replaceAll('\r', '\n') : unix;
}

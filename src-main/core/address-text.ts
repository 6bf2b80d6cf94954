/** What stands where a value about an erased person stood (R24). */
export const ERASED = '[erased]';

/**
 * Finds whole e-mail addresses inside sentences, in any letter case and Unicode form: `ana@a.example` stands
 * neither in `joana@a.example` nor in `ana@a.example.org`.
 */
export class AddressText {
  readonly #pattern: RegExp | undefined;

  constructor(addresses: Iterable<string>) {
    const forms = new Set<string>();
    for (const address of addresses) {
      // A user name without @ may be a word like any other.
      if (!address.includes('@')) continue;
      for (const form of [address.normalize('NFC'), address.normalize('NFD')]) {
        forms.add(form);
        // As it stands in the address of a request that a console quotes.
        forms.add(encodeURIComponent(form));
      }
    }
    const either = [...forms].map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
    this.#pattern = either === '' ? undefined : new RegExp(`${BEFORE}(?:${either})${AFTER}`, 'giu');
  }

  isIn(text: string): boolean {
    return this.erasedFrom(text) !== text;
  }

  erasedFrom(text: string): string {
    return this.#pattern === undefined ? text : text.replaceAll(this.#pattern, ERASED);
  }
}

/** No letter of a longer name before it; a percent-encoded character, e.g. a quotation mark, is none. */
const BEFORE = '(?:(?<=%[\\da-f]{2})|(?<![\\p{L}\\p{N}\\p{M}_.+-]))';
/** A full stop after it may end the sentence. */
const AFTER = '(?![\\p{L}\\p{N}\\p{M}_-]|\\.[\\p{L}\\p{N}])';

import { AddressText } from './address-text.ts';
import type { Failure } from './failure.ts';
import { fold } from './fold.ts';
import type { PersonTraces } from './person-traces.ts';
import { sameList, sameObject } from './unchanged.ts';

/**
 * How near a row is to the address that was asked for: `named` bears it, `linked` bears an id that stands beside it,
 * `distant` bears only another address of such an id. The nearer one tells the more distant one, so the distant ones
 * are erased first: after a power cut the same question finds what is left.
 */
export type Nearness = 'distant' | 'linked' | 'named';
export const ERASE_ORDER: readonly Nearness[] = ['distant', 'linked', 'named'];

/** Whether a row is erased already at this stage. */
export function goesAt(stage: Nearness, row: Nearness): boolean {
  return ERASE_ORDER.indexOf(row) <= ERASE_ORDER.indexOf(stage);
}

/** Tells what speaks of an erased person, and takes the person out of sentences (R24). */
export class ErasedNames {
  readonly traces: PersonTraces;
  readonly #text: AddressText;
  readonly #needles: readonly string[];

  constructor(traces: PersonTraces) {
    this.traces = traces;
    this.#text = new AddressText(traces.addresses);
    this.#needles = traces.needles();
  }

  /** A quick first look at stored text: `false` only where nothing in it can be about the person. */
  mayConcern(text: string): boolean {
    const lower = text.toLowerCase();
    return this.#needles.some((needle) => lower.includes(needle));
  }

  isAddress(text: string | undefined): boolean {
    return text !== undefined && this.traces.addresses.has(fold(text));
  }

  isAsked(text: string | undefined): boolean {
    return text !== undefined && fold(text) === this.traces.asked;
  }

  /** Whether a whole value is the person's address or name. */
  isWhole(value: string): boolean {
    const folded = fold(value);
    return folded !== '' && (this.traces.addresses.has(folded) || this.traces.names.has(folded));
  }

  /** Whether a value is, or speaks of, the person. */
  speakOf(value: string): boolean {
    return this.isWhole(value) || this.#text.isIn(value);
  }

  sentence(text: string): string {
    return this.#text.erasedFrom(text);
  }

  sentences(texts: readonly string[]): readonly string[] {
    return sameList(
      texts,
      texts.map((text) => this.sentence(text)),
    );
  }

  failure(failure: Failure): Failure {
    return sameObject(failure, {
      ...failure,
      sentence: this.sentence(failure.sentence),
      next: this.sentence(failure.next),
      ...(failure.cause === undefined ? {} : { cause: this.sentence(failure.cause) }),
    });
  }
}

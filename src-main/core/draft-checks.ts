import type { DraftAddresses } from './draft-addresses.ts';
import { type EditedLine, foldedOf, type LineWatcher } from './draft-lines.ts';
import { checkAddress } from './email-address.ts';
import { badEmailSentence, badValueSentence, type ExclusionProblemKind } from './exclusion-list.ts';

export type LineFault = Exclude<ExclusionProblemKind, 'too-many-cells'>;

/** What the cells of a line say by themselves, found out once for each text. */
interface OwnFaults {
  readonly folded: string;
  readonly badEmail: boolean;
  readonly badValue: boolean;
  unknown: boolean;
}

/** Who stands in the listings; `undefined` as long as no report was read. */
export type IsKnown = ((folded: string) => boolean) | undefined;

export interface FaultCounts {
  /** Lines with a fault; a line may have two. */
  readonly lines: number;
  readonly byKind: Readonly<Partial<Record<LineFault, number>>>;
}

/**
 * What is wrong with the lines of a draft, in place (design §9). Counted as lines come and go: an edit costs its own
 * line, and those that share its address.
 */
export class DraftChecks implements LineWatcher {
  readonly #addresses: DraftAddresses;
  readonly #own = new Map<number, OwnFaults>();
  #isKnown: IsKnown;
  #badEmail = 0;
  #badValue = 0;
  #unknown = 0;
  #lines = 0;

  constructor(addresses: DraftAddresses) {
    this.#addresses = addresses;
  }

  added(line: EditedLine): void {
    const folded = foldedOf(line);
    const badEmail = !checkAddress(line.email.trim()).ok;
    const own: OwnFaults = {
      folded,
      badEmail,
      badValue: !/^(true|false|)$/.test(line.managed.trim().toLowerCase()),
      unknown: !badEmail && this.#isKnown?.(folded) === false,
    };
    this.#own.set(line.id, own);
    this.#count(own, 1);
  }

  removed(line: EditedLine): void {
    const own = this.#own.get(line.id);
    if (!own) return;
    this.#count(own, -1);
    this.#own.delete(line.id);
  }

  /** From now on whoever is not among these is an unknown person. */
  know(isKnown: IsKnown): void {
    this.#isKnown = isKnown;
    for (const own of this.#own.values()) {
      this.#count(own, -1);
      own.unknown = !own.badEmail && isKnown?.(own.folded) === false;
      this.#count(own, 1);
    }
  }

  counts(): FaultCounts {
    let lines = this.#lines;
    const repeated = { duplicate: 0, conflict: 0 };
    for (const { id, kind } of this.#addresses.repeats()) {
      repeated[kind]++;
      const own = this.#own.get(id);
      if (own && !hasOwn(own)) lines++;
    }
    const all: Readonly<Record<LineFault, number>> = {
      'bad-email': this.#badEmail,
      'bad-value': this.#badValue,
      'unknown-person': this.#unknown,
      ...repeated,
    };
    return { lines, byKind: Object.fromEntries(Object.entries(all).filter(([, n]) => n > 0)) };
  }

  faultsOf(line: EditedLine): readonly LineFault[] {
    const own = this.#own.get(line.id);
    if (!own) return NO_FAULTS;
    const repeats = (this.#addresses.linesOf(own.folded)?.size ?? 0) > 1;
    const { unknown } = own;
    if (!hasOwn(own) && !repeats) return NO_FAULTS;
    const faults: LineFault[] = [];
    if (own.badEmail) faults.push('bad-email');
    if (own.badValue) faults.push('bad-value');
    const repeat = repeats ? this.#addresses.repeatOf(line) : undefined;
    if (repeat) faults.push(repeat.kind);
    if (unknown) faults.push('unknown-person');
    return faults;
  }

  #count(own: OwnFaults, by: 1 | -1): void {
    if (own.badEmail) this.#badEmail += by;
    if (own.badValue) this.#badValue += by;
    if (own.unknown) this.#unknown += by;
    if (hasOwn(own)) this.#lines += by;
  }
}

function hasOwn({ badEmail, badValue, unknown }: OwnFaults): boolean {
  return badEmail || badValue || unknown;
}

const NO_FAULTS: readonly LineFault[] = [];

/** A line with such a fault cannot be saved: nobody knows whom, or whether, it protects. */
export function staysBehind(fault: LineFault): boolean {
  return fault === 'bad-email' || fault === 'bad-value';
}

/** The sentence that stands beside the cell. `first` = the number of the line that this one repeats. */
export function faultSentence(
  fault: LineFault,
  line: EditedLine,
  { first, suggestion }: { readonly first: number; readonly suggestion: string | undefined },
): string {
  const address = line.email.trim();
  switch (fault) {
    case 'bad-email': {
      const checked = checkAddress(address);
      return badEmailSentence(checked.ok ? 'badEmail' : checked.why, address);
    }
    case 'bad-value':
      return badValueSentence(line.managed);
    case 'duplicate':
      return `${address} already stands in line ${first}.`;
    case 'conflict':
      return `${address} stands in line ${first} with another value; false wins, so this person is protected.`;
    case 'unknown-person':
      return `Nobody in the directory or on the console has the address ${address}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`;
  }
}

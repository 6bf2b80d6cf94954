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
}

/** Who stands in the listings; `undefined` as long as no report was read. */
export type IsKnown = ((folded: string) => boolean) | undefined;

/** What is wrong with the lines of a draft, in place (design §9). */
export class DraftChecks implements LineWatcher {
  readonly #addresses: DraftAddresses;
  readonly #own = new Map<number, OwnFaults>();

  constructor(addresses: DraftAddresses) {
    this.#addresses = addresses;
  }

  added(line: EditedLine): void {
    this.#own.set(line.id, {
      folded: foldedOf(line),
      badEmail: !checkAddress(line.email.trim()).ok,
      badValue: !/^(true|false|)$/.test(line.managed.trim().toLowerCase()),
    });
  }

  removed(line: EditedLine): void {
    this.#own.delete(line.id);
  }

  /** Kinds only; a list of 100,000 is gone through with each edit. */
  faultsOf(line: EditedLine, isKnown: IsKnown): readonly LineFault[] {
    const own = this.#own.get(line.id);
    if (!own) return NO_FAULTS;
    const repeats = (this.#addresses.linesOf(own.folded)?.size ?? 0) > 1;
    const unknown = !own.badEmail && isKnown !== undefined && !isKnown(own.folded);
    if (!own.badEmail && !own.badValue && !repeats && !unknown) return NO_FAULTS;
    const faults: LineFault[] = [];
    if (own.badEmail) faults.push('bad-email');
    if (own.badValue) faults.push('bad-value');
    const repeat = repeats ? this.#addresses.repeatOf(line) : undefined;
    if (repeat) faults.push(repeat.kind);
    if (unknown) faults.push('unknown-person');
    return faults;
  }
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

import type { Failure } from '../core/failure.ts';
import { fold, tidy } from '../core/fold.ts';
import { joinWithAnd } from '../core/number-words.ts';
import { calledAs } from '../core/path-step.ts';
import type { PersonIndex } from '../core/person-index.ts';
import type { PersonRecord } from '../core/records.ts';
import { unknownPeople } from './asked-for.ts';
import type { Breathe } from './listing-search.ts';
import { peopleCalled } from './named-in-listings.ts';
import type { OneOff } from './one-off-filter.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';
import { RunStopped } from './run-stopped.ts';

interface Side {
  readonly snapshot: SnapshotReader;
  readonly people: Pick<PersonIndex, 'userName' | 'email' | 'ref'>;
}

/**
 * Whom a one-off sync means by an employee number, external ID or alias: the e-mail that stands in a listing takes its
 * place. Where several people are called so, nobody is guessed (R10); who stands nowhere is refused by the report.
 */
export async function resolveAsked(
  oneOff: OneOff | undefined,
  directory: Side,
  console: Side & { readonly userExport: SnapshotReader | undefined },
  breathe: Breathe,
): Promise<OneOff | undefined> {
  if (!oneOff) return undefined;
  const unknown = unknownPeople(oneOff.only, [directory.people, console.people]);
  const meant = new Map<string, string>();
  const listings = [
    directory.snapshot,
    console.snapshot,
    ...(console.userExport ? [console.userExport] : []),
  ];
  for (const who of unknown) {
    const called = await peopleCalled(listings, who, breathe);
    const [first, ...others] = called;
    if (first === undefined) continue;
    const another = others.find((other) => !isSamePerson(first, other));
    if (another) throw new RunStopped(severalMeant(who, [first, another]));
    const address = addressOf(first);
    if (address !== '') meant.set(who, address);
  }
  if (meant.size === 0) return oneOff;
  const named = (people: readonly string[]) => [...new Set(people.map((who) => meant.get(who) ?? who))];
  return { only: named(oneOff.only), archiveByName: named(oneOff.archiveByName) };
}

function addressOf({ values: { userName = '', email = '' } }: PersonRecord): string {
  return tidy(email) || tidy(userName);
}

/** One person as two listings have them: with the same address, or with the same external ID. */
function isSamePerson(a: PersonRecord, b: PersonRecord): boolean {
  if (fold(addressOf(a)) === fold(addressOf(b))) return true;
  const [one = '', other = ''] = [a.values.externalId, b.values.externalId];
  return one !== '' && tidy(one) === tidy(other);
}

function severalMeant(who: string, people: readonly PersonRecord[]): Failure {
  return {
    code: 'bad-input',
    sentence: `“${who}” means several people, ${joinWithAnd(people.map(calledAs))} among them. Nothing was changed.`,
    next: 'Name one by e-mail.',
  };
}

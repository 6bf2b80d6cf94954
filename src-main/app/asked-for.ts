import type { Failure } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import type { KeyColumn } from '../core/key-table.ts';
import { joinWithAnd } from '../core/number-words.ts';
import type { PersonIndex } from '../core/person-index.ts';
import { TextHash } from '../core/text-hash.ts';

/**
 * Whom a one-off sync was asked for and who stands in neither listing (ux, `person.none`): a typing mistake must
 * not pass for "nothing to do" (design §6). Somebody may be named by e-mail or by the key of a listing.
 */
export function unknownPeople(
  only: readonly string[],
  listings: readonly Pick<PersonIndex, 'userName' | 'email' | 'ref'>[],
): readonly string[] {
  return only.filter((who) => {
    const address = new TextHash().of(fold(who));
    const ref = new TextHash().of(who);
    return !listings.some(
      (people) =>
        stands(people.userName, address) || stands(people.email, address) || stands(people.ref, ref),
    );
  });
}

function stands({ lo, hi }: KeyColumn, key: TextHash): boolean {
  for (let row = lo.indexOf(key.lo); row >= 0; row = lo.indexOf(key.lo, row + 1)) {
    if (hi[row] === key.hi) return true;
  }
  return false;
}

/** On some consoles a listing may not show everybody (R22), and then the sentence says so. */
export function nobodyThere(unknown: readonly string[], console: 'shows-everybody' | 'hides-some'): Failure {
  const names = joinWithAnd(unknown.map((who) => `“${who}”`));
  const hidden = console === 'hides-some' ? ' On this console a listing may not show everyone.' : '';
  return {
    code: 'not-found',
    sentence: `Nobody with ${names} as e-mail, employee number, external ID or alias in the directory or on the console. Nothing was changed.${hidden}`,
    next: 'Check the spelling; look somebody up by name under People, or with: muster report why NAME',
    inWindow: 'Check the spelling; look somebody up by name under People.',
  };
}

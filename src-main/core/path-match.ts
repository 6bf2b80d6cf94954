import { fold, tidy } from './fold.ts';
import { mapDirectoryPerson } from './mapping.ts';
import { type Candidate, calledAs, factOf, type PathFact, type PathStep, placeOf } from './path-step.ts';
import type { PersonRecord } from './records.ts';
import type { MatchKey } from './report.ts';
import type { VerdictPathInput } from './verdict-path.ts';

const KEYS: readonly { readonly key: MatchKey; readonly label: string; readonly words: string }[] = [
  { key: 'externalId', label: 'By external ID', words: 'external ID' },
  { key: 'userName', label: 'By e-mail', words: 'e-mail' },
  { key: 'email', label: 'By work e-mail', words: 'work e-mail' },
];

/** By which key the two sides were found to be one person, who else had it, and why not they (R9, R10). */
export function matchStep(input: VerdictPathInput): PathStep {
  const { row, directoryPerson, consolePerson } = input;
  const title = 'Match';
  const asked = directoryPerson ?? (row.directoryRef === undefined ? consolePerson : undefined);
  const facts = asked === undefined ? [] : KEYS.flatMap((key) => factsOfKey(key, asked, input));
  return { step: 'match', title, sentence: matchSentence(input), facts };
}

function matchSentence({ row, console, directory }: VerdictPathInput): string {
  const words = KEYS.find(({ key }) => key === row.matchedBy)?.words;
  switch (row.reason) {
    case 'blocked.twoUsers':
      return 'Two people on the console fit this row, so neither is taken (R10).';
    case 'blocked.twoRows':
      return 'Two rows of the directory mean one person, so neither is taken (R10).';
    case 'blocked.id':
      return `The ${words ?? 'e-mail'} fits, but both sides carry an external ID and the two differ, so this is not taken for one person (R9).`;
    case 'blocked.noEmail':
    case 'blocked.badEmail':
    case 'blocked.tooLong':
    case 'blocked.status':
      return 'The row itself cannot be used, so nobody is matched with it; whom its keys name is left alone too (R11).';
    default:
  }
  if (row.directoryRef === undefined) {
    return `No row of ${directory.name} has a key of this person, so there is nobody to match.`;
  }
  if (words !== undefined)
    return `Matched by ${words}: the first key that fits exactly one person counts (R9).`;
  if (row.consoleRef !== undefined) return `Matched with the id ${row.consoleRef} on ${console.name} (R9).`;
  return `Nobody on ${console.name} has one of the keys, so this person is new there (R9).`;
}

function factsOfKey(
  { key, label }: (typeof KEYS)[number],
  asked: PersonRecord,
  input: VerdictPathInput,
): readonly PathFact[] {
  const value = keyOf(asked, key, input);
  if (value === '') {
    return key === 'email' ? [] : [factOf(label, '', { note: 'There is none, so this key was not asked.' })];
  }
  // The address that stands for the work e-mail too is asked once.
  if (key === 'email' && fold(value) === fold(keyOf(asked, 'userName', input))) return [];
  const found = input.candidates.filter(
    ({ person }) => !isSame(person, asked, input) && same(key, keyOf(person, key, input), value),
  );
  if (found.length === 0) {
    const where =
      input.row.directoryRef === undefined ? 'In no row of the directory.' : 'Nobody on the console has it.';
    return [factOf(label, value, { note: where })];
  }
  return found.map((candidate) => factOf(label, value, { note: noteOf(candidate, key, input) }));
}

function noteOf({ side, person }: Candidate, key: MatchKey, input: VerdictPathInput): string {
  const { row } = input;
  const who = `${calledAs(person)}, ${placeOf(person)}`;
  if (side === 'directory') return `${who}: a row of the directory with the same key.`;
  const where = side === 'export' ? `${who}, known from the user export only` : who;
  if (row.reason === 'blocked.id' && key !== 'externalId') {
    return `${where}: not taken, as the external ID there is “${person.values.externalId ?? ''}”.`;
  }
  if (row.reason === 'blocked.twoUsers') return `${where}: not taken, as somebody else fits as well.`;
  if (person.ref === row.consoleRef && row.matchedBy !== undefined) {
    return key === row.matchedBy ? `${where}: this one.` : `${where}: the same person.`;
  }
  if (row.consoleRef !== undefined && row.matchedBy !== undefined) {
    return `${where}: not this one, as the match by an earlier key counts.`;
  }
  return `${where}: not taken; see the rule.`;
}

/** A key as it is compared: the external ID exactly, addresses folded (R9). */
function keyOf(person: PersonRecord, key: MatchKey, { profile }: VerdictPathInput): string {
  const wanted = mapDirectoryPerson(person, [], profile);
  return key === 'externalId' ? wanted.externalId : tidy(wanted[key]);
}

function same(key: MatchKey, a: string, b: string): boolean {
  return key === 'externalId' ? a === b : fold(a) === fold(b);
}

function isSame(person: PersonRecord, asked: PersonRecord, { directoryPerson }: VerdictPathInput): boolean {
  if (person === asked) return true;
  const isRow = asked === directoryPerson;
  return isRow && person.line !== undefined && person.line === asked.line && person.ref === asked.ref;
}

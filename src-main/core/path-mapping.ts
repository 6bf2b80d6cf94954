import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName } from './attributes.ts';
import { fold, tidy } from './fold.ts';
import { comparedAttributes, mapDirectoryPerson } from './mapping.ts';
import { countOf, joinWithAnd } from './number-words.ts';
import { factOf, type PathFact, type PathStep } from './path-step.ts';
import { PROFILES } from './profile.ts';
import type { PersonRecord } from './records.ts';
import type { VerdictPathInput } from './verdict-path.ts';

/** Which column feeds which field, what was put into the console's form, and what is left alone (R11–R14). */
export function mappingStep(input: VerdictPathInput): PathStep {
  const { directory, directoryPerson, row } = input;
  const title = 'Mapping';
  if (directoryPerson === undefined) {
    const sentence =
      row.directoryRef === undefined
        ? 'Nothing to map, since no row of the directory names this person.'
        : 'How the values were mapped is not known any more.';
    return { step: 'mapping', title, sentence, facts: [] };
  }
  const facts = [...mappedFacts(directoryPerson, input), ...otherFacts(directoryPerson, input)];
  const changed = facts.filter(({ from, value }) => from !== undefined && from !== value).length;
  const left = facts.filter(({ note }) => note?.startsWith(LEFT) === true).length;
  const parts = [
    directory.kind === 'csv'
      ? 'Each column feeds the field of its name'
      : 'Each attribute feeds the field of its meaning',
    changed === 0
      ? 'every value is taken over as it stands'
      : `${countOf(changed, 'value is', 'values are')} put into the console's form, the others are taken over as they stand`,
    left === 0 ? '' : `${countOf(left, 'value is', 'values are')} left alone`,
  ].filter((part) => part !== '');
  return { step: 'mapping', title, sentence: `${parts.join('; ')}.`, facts };
}

const LEFT = 'Left alone';

function mappedFacts(person: PersonRecord, input: VerdictPathInput): PathFact[] {
  const { directory, profile } = input;
  const { carried } = directory;
  const wanted = mapDirectoryPerson(person, comparedAttributes(carried, profile), profile);
  const facts: PathFact[] = [];
  for (const name of ATTRIBUTE_NAMES) {
    const raw = person.values[name];
    const label = ATTRIBUTES[name].label;
    const dropped = wanted.dropped.find(({ attribute }) => attribute === name);
    if (dropped) {
      facts.push(factOf(label, dropped.value, { note: `${LEFT}: not valid (${dropped.why}).` }));
      continue;
    }
    const mapped = mappedValue(name, wanted);
    if (name === 'email' && raw === undefined && mapped === wanted.userName) continue;
    if (raw === undefined && mapped === undefined) continue;
    if (raw !== undefined && profile.paths[name] === undefined && name !== 'email') {
      facts.push(factOf(label, raw, { note: `${LEFT}: this console has no place for it.` }));
      continue;
    }
    const value = mapped ?? '';
    facts.push(
      factOf(label, value, {
        from: raw === undefined || raw === value ? undefined : raw,
        note: noteOf([fromColumn(name, input), howMapped(name, raw, value)]),
      }),
    );
  }
  return facts;
}

function mappedValue(name: AttributeName, wanted: ReturnType<typeof mapDirectoryPerson>): string | undefined {
  if (name === 'externalId') return wanted.externalId === '' ? undefined : wanted.externalId;
  if (name === 'userName') return wanted.userName;
  return wanted.values[name];
}

function noteOf(parts: readonly string[]): string | undefined {
  const note = parts.filter((part) => part !== '').join(' ');
  return note === '' ? undefined : note;
}

/** Where a value comes from; a column of the field's own name needs no word. */
function fromColumn(name: AttributeName, { directory }: VerdictPathInput): string {
  if (directory.kind === 'scim') {
    const path = SCIM_PATHS[name];
    return path === undefined ? '' : `From ${path}.`;
  }
  const heading = directory.columns?.find(({ field }) => field === name)?.heading;
  const isSame = heading === undefined || fold(heading) === fold(ATTRIBUTES[name].label);
  return isSame ? '' : `From the column ${heading}.`;
}

/** A SCIM directory is read by the paths of RFC 7643. */
const SCIM_PATHS = PROFILES.generic.paths;

/** What was done to a value on its way (R12). */
function howMapped(name: AttributeName, raw: string | undefined, value: string): string {
  if (raw === undefined) return 'Taken from the e-mail, as the directory has none of its own.';
  if (raw === value) return value === '' ? 'Empty: a value on the console is cleared (R14).' : '';
  if (tidy(raw) !== value) {
    return ATTRIBUTES[name].kind === 'date'
      ? 'Put into the form of a date (R12).'
      : 'Taken from the e-mail, since it is no address itself.';
  }
  return raw.trim() === value ? 'Outer spaces taken off (R12).' : 'Put into one Unicode form (R12).';
}

/** Status, manager and groups: what they mean, and what the directory does not carry (R14, R19). */
function otherFacts(person: PersonRecord, { directory, profile }: VerdictPathInput): PathFact[] {
  const { carried } = directory;
  const facts: PathFact[] = [statusFact(person)];
  if (carried.manager && person.manager !== undefined) {
    facts.push(
      factOf('Manager', person.manager === '' ? '' : fold(person.manager), {
        from: person.manager === fold(person.manager) ? undefined : person.manager,
        note: person.manager === '' ? 'Nobody.' : 'Looked up among the people of both sides (R8).',
      }),
    );
  }
  if (person.groups && person.groups.length > 0) facts.push(factOf('Groups', joinWithAnd(person.groups)));
  const notCarried = ATTRIBUTE_NAMES.filter(
    (name) =>
      name !== 'userName' &&
      name !== 'email' &&
      name !== 'externalId' &&
      profile.paths[name] !== undefined &&
      !carried.attributes.includes(name),
  ).map((name) => ATTRIBUTES[name].label);
  const also = [
    ...notCarried,
    ...(carried.manager ? [] : ['Manager']),
    ...(carried.groups ? [] : ['Groups']),
  ];
  if (also.length > 0) {
    facts.push(
      factOf('Not in the directory', joinWithAnd(also), {
        note: 'The console’s own stay as they are (R14).',
      }),
    );
  }
  return facts;
}

function statusFact({ status }: PersonRecord): PathFact {
  if (status === 'active') return factOf('Status', 'Active');
  if (status === 'archived')
    return factOf('Status', 'Archived', { note: 'Inactive in the directory (R14).' });
  return factOf('Status', status, { note: 'No status that Muster knows, so the row is Blocked (R14).' });
}

import { ATTRIBUTE_NAMES, ATTRIBUTES } from './attributes.ts';
import { countOf, joinWithAnd } from './number-words.ts';
import { factOf, type PathFact, type PathStep } from './path-step.ts';
import type { PersonRecord } from './records.ts';
import type { VerdictPathInput } from './verdict-path.ts';

/** Where a person comes from: file, line and every value exactly as it stands there (R13). */
export function sourceStep(input: VerdictPathInput): PathStep {
  const { row, directory, directoryPerson } = input;
  const title = 'Source';
  if (row.directoryRef === undefined) {
    return { step: 'source', title, sentence: absentSentence(input), facts: consoleFacts(input) };
  }
  const place =
    directory.kind === 'csv'
      ? `Line ${row.directoryRef} of ${directory.name}`
      : `${directory.name}, id ${row.directoryRef}`;
  if (directoryPerson === undefined) {
    return { step: 'source', title, sentence: `${place}. ${GONE}`, facts: [] };
  }
  const facts = rawFacts(directoryPerson, input);
  const ignored = directory.ignoredColumns;
  if (ignored.length > 0) {
    facts.push(factOf('Not read', joinWithAnd(ignored), { note: 'Muster knows no such column.' }));
  }
  const sentence = `${place}, with ${countOf(facts.length - (ignored.length > 0 ? 1 : 0), 'value', 'values')} as they stand there.`;
  return { step: 'source', title, sentence, facts };
}

const GONE = 'The listing is no longer kept on this computer, so its values cannot be shown.';

function absentSentence({ directory, console, row }: VerdictPathInput): string {
  const how = directory.complete
    ? 'which was read to its end'
    : 'which could be read only in part, so nobody knows';
  const there =
    row.consoleRef === undefined ? '' : ` On ${console.name} this person has the id ${row.consoleRef}.`;
  return `In no row of ${directory.name}, ${how}.${there}`;
}

function consoleFacts({ consolePerson, profileLabel }: VerdictPathInput): readonly PathFact[] {
  if (consolePerson === undefined) return [];
  return ATTRIBUTE_NAMES.flatMap((name) => {
    const value = consolePerson.values[name] ?? '';
    return value === ''
      ? []
      : [factOf(ATTRIBUTES[name].label, value, { note: `on the console${profileLabel}` })];
  });
}

/** The raw values by the name of their column, in the order of the console's fields. */
function rawFacts(person: PersonRecord, { directory }: VerdictPathInput): PathFact[] {
  const headingOf = (field: string, label: string) =>
    directory.columns?.find((column) => column.field === field)?.heading ?? label;
  const facts: PathFact[] = [];
  for (const name of ATTRIBUTE_NAMES) {
    const value = person.values[name];
    if (value !== undefined) facts.push(factOf(headingOf(name, ATTRIBUTES[name].label), value));
  }
  if (person.manager !== undefined) facts.push(factOf(headingOf('manager', 'Manager Email'), person.manager));
  if (person.groups) facts.push(factOf(headingOf('groups', 'Group'), person.groups.join('; ')));
  if (person.aliases && person.aliases.length > 0) {
    facts.push(factOf(headingOf('aliases', 'Email Aliases'), person.aliases.join('; ')));
  }
  facts.push(factOf(headingOf('status', 'Status'), person.status));
  if (person.provisioningManaged !== undefined) {
    const heading = headingOf('provisioningManaged', 'Provisioning Managed');
    facts.push(factOf(heading, String(person.provisioningManaged)));
  }
  return facts;
}

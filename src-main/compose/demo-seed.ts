import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import type { PersonRecord } from '../core/records.ts';
import type { DemoSeedPerson } from '../demo-console/serve.ts';

/** A CSV of people as the seed of a demo console. A listing that is cut short ends the seed with a note. */
export async function* seedFromCsv(
  file: string,
  onPartial: (sentence: string) => void,
): AsyncGenerator<DemoSeedPerson, void, void> {
  const listing = csvSource({ file, role: 'console' }).list({ signal: new AbortController().signal });
  for (;;) {
    const step = await listing.next();
    if (step.done) {
      const { completeness } = step.value;
      if (completeness.status === 'partial') onPartial(completeness.why.sentence);
      return;
    }
    for (const record of step.value) if (record.kind === 'person') yield seedPerson(record.person);
  }
}

function seedPerson(person: PersonRecord): DemoSeedPerson {
  const { userName = '', externalId, email: _none, ...values } = person.values;
  return {
    email: userName,
    ...(externalId ? { externalId } : {}),
    active: person.status === 'active',
    ...(person.provisioningManaged === undefined ? {} : { provisioningManaged: person.provisioningManaged }),
    ...(person.isAdmin ? { isAdmin: true } : {}),
    ...(person.aliases ? { aliases: person.aliases } : {}),
    ...(person.manager ? { managerEmail: person.manager } : {}),
    ...(person.groups ? { groups: person.groups } : {}),
    values,
  };
}

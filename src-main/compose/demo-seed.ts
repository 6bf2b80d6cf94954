import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { PersonRecord } from '../core/records.ts';
import type { DemoSeedPerson } from '../demo-console/serve.ts';

/** A seed that was not read whole. Thrown, because it has to undo the transaction that fills the console. */
export class SeedRefused extends Error {
  override readonly name = 'SeedRefused';
  readonly failure: Failure;

  constructor(why: Failure) {
    super(why.sentence);
    this.failure = {
      ...why,
      code: 'bad-input',
      sentence: `${why.sentence} The console was not filled and is not served.`,
    };
  }
}

/** Reads the whole seed before anything is made for it, so that a wrong file leaves nothing behind. */
export async function checkSeed(file: string): Promise<Result<void>> {
  try {
    for await (const _person of seedFromCsv(file));
    return succeed(undefined);
  } catch (error) {
    if (error instanceof SeedRefused) return fail(error.failure);
    throw error;
  }
}

/** A CSV of people as the seed of a demo console; a listing that is cut short throws `SeedRefused`. */
export async function* seedFromCsv(file: string): AsyncGenerator<DemoSeedPerson, void, void> {
  const listing = csvSource({ file, role: 'console' }).list({ signal: new AbortController().signal });
  for (;;) {
    const step = await listing.next();
    if (step.done) {
      const { completeness } = step.value;
      if (completeness.status === 'partial') throw new SeedRefused(completeness.why);
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

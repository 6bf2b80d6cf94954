import { randomUUID } from 'node:crypto';
import type { AttributeName } from '../core/attributes.ts';
import { fold, tidy } from '../core/fold.ts';
import { derivedGroupExternalId } from '../core/group-key.ts';
import type { ConsoleStore } from './database/console-store.ts';
import type { Json, JsonObject } from './scim/schema/attribute.ts';
import { ENTERPRISE_URN, KMSAT_URN } from './scim/schema/user-schema.ts';

/** One person as the console's account has them before anything was synced. */
export interface DemoSeedPerson {
  readonly email: string;
  readonly externalId?: string;
  readonly active: boolean;
  /** `false` also fills the exclusion list (design §14). */
  readonly provisioningManaged?: boolean;
  readonly isAdmin?: boolean;
  readonly aliases?: readonly string[];
  readonly managerEmail?: string;
  /** "Smart …" becomes a smart group, "… (console)" one that Muster does not know; all others are Muster's. */
  readonly groups?: readonly string[];
  readonly values: Partial<Record<AttributeName, string>>;
}

/**
 * Fills an empty console, in one transaction: after a crash it is empty again, never half full. Gives back
 * what could not be taken, as sentences.
 */
export async function seedPeople(
  store: ConsoleStore,
  seed: AsyncIterable<DemoSeedPerson>,
): Promise<readonly string[]> {
  const { database, people, exclusions, provisioning } = store;
  const setManager = database.prepare(
    'UPDATE user SET manager_id = (SELECT id FROM user WHERE user_name_folded = ?) WHERE row = ?',
  );
  const rememberManager = seedManagerTable(store);
  const groupRows = new Map<string, number>();
  const problems: string[] = [];
  let hasAliases = false;

  database.exec('BEGIN');
  try {
    for await (const person of seed) {
      const address = fold(person.email);
      if (address === '' || people.holderOf(address)) {
        if (problems.length < 100)
          problems.push(
            address === ''
              ? 'A person without an e-mail was left out.'
              : `${person.email} stands in the seed twice; the first was taken.`,
          );
        continue;
      }
      const row = people.insert(randomUUID(), resourceOf(person), person.active, person.isAdmin === true);
      if (person.provisioningManaged === false) exclusions.protect(person.email);
      if (person.managerEmail) rememberManager.insert(row, fold(person.managerEmail));
      for (const alias of person.aliases ?? []) {
        if (alias.trim() === '') continue;
        people.addAlias(row, tidy(alias));
        hasAliases ||= person.active;
      }
      for (const name of person.groups ?? [])
        if (name.trim() !== '') store.groups.addMember(groupRow(store, groupRows, tidy(name)), row);
    }
    // Managers may come after their people, so the links are a second pass.
    for (const link of rememberManager.all()) setManager.run(link.manager, link.user_row);
    rememberManager.drop();
    // Only ADI brings aliases, so an account that has some came from there (fact sheet §7).
    if (hasAliases) provisioning.markMovedFromAdi();
    store.audit.write('Console', 'seeded', 'people');
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
  return problems;
}

function seedManagerTable(store: ConsoleStore) {
  const { database } = store;
  database.exec(
    'CREATE TEMP TABLE seed_manager (user_row INTEGER PRIMARY KEY, manager TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT INTO seed_manager (user_row, manager) VALUES (?, ?)');
  const chunk = database.prepare<[number], { user_row: number; manager: string }>(
    'SELECT user_row, manager FROM seed_manager WHERE user_row > ? ORDER BY user_row LIMIT 1000',
  );
  return {
    insert: (userRow: number, manager: string) => insert.run(userRow, manager),
    *all() {
      for (let last = 0; ; ) {
        const links = chunk.all(last);
        yield* links;
        const end = links.at(-1);
        if (!end) return;
        last = end.user_row;
      }
    },
    drop: () => database.exec('DROP TABLE seed_manager'),
  };
}

function groupRow(store: ConsoleStore, known: Map<string, number>, name: string): number {
  const folded = fold(name);
  const found = known.get(folded);
  if (found !== undefined) return found;
  const isSmart = folded.startsWith('smart ');
  const isForeign = folded.endsWith(' (console)');
  const row = store.groups.insert(
    randomUUID(),
    name,
    isSmart || isForeign ? null : derivedGroupExternalId(name),
    isSmart ? 'smart' : 'console',
  );
  known.set(folded, row);
  return row;
}

/** The template's columns as SCIM attributes; the paths are those of the KSAT and demo profiles. */
function resourceOf(person: DemoSeedPerson): JsonObject {
  const { values } = person;
  const resource: JsonObject = { userName: person.email.trim() };
  put(resource, 'externalId', person.externalId ?? values.externalId);
  put(resource, 'displayName', values.managerName);
  put(resource, 'title', values.title);
  putObject(resource, 'name', { givenName: values.givenName, familyName: values.familyName });
  if (values.email) resource.emails = [{ value: values.email, type: 'work', primary: true }];
  if (values.location) resource.addresses = [{ formatted: values.location, type: 'work' }];
  const phones: Json[] = [];
  if (values.phone) phones.push({ value: values.phone, type: 'work' });
  if (values.mobile) phones.push({ value: values.mobile, type: 'mobile' });
  if (phones.length > 0) resource.phoneNumbers = phones;
  putObject(resource, ENTERPRISE_URN, {
    employeeNumber: values.employeeNumber,
    organization: values.organization,
    division: values.division,
    department: values.department,
  });
  putObject(resource, KMSAT_URN, {
    customField1: values.customField1,
    customField2: values.customField2,
    customField3: values.customField3,
    customField4: values.customField4,
    customDate1: values.customDate1,
    customDate2: values.customDate2,
    trainingLanguage: values.language,
  });
  return resource;
}

function put(target: JsonObject, name: string, value: string | undefined): void {
  if (value !== undefined && value !== '') target[name] = value;
}

function putObject(target: JsonObject, name: string, texts: Record<string, string | undefined>): void {
  const made: JsonObject = {};
  for (const [key, value] of Object.entries(texts)) put(made, key, value);
  if (Object.keys(made).length > 0) target[name] = made;
}

import type { Source } from '../../../app/ports/source.ts';
import { ATTRIBUTE_NAMES, type AttributeName } from '../../../core/attributes.ts';
import { PROFILES } from '../../../core/profile.ts';
import type { GroupRecord, PersonRecord, SourceRecord } from '../../../core/records.ts';
import { NOTHING_KNOWN, type ScimAbilities } from '../../scim/abilities.ts';
import { isObject, pick, textOf } from '../../scim/attribute-path.ts';
import type { ScimClient } from '../../scim/scim-client.ts';
import { listScim } from '../../scim/scim-listing.ts';
import { ENTERPRISE_USER, KSAT_USER, personReader, type ReadPerson } from '../../scim/scim-records.ts';

export interface ScimDirectoryOptions {
  readonly client: ScimClient;
  readonly abilities?: ScimAbilities;
  /** @default 200 */
  readonly pageSize?: number;
}

const { externalId: _, ...GENERIC } = PROFILES.generic.paths;

/** The standard's own places, and the console's extension for fields that the standard lacks. */
const PATHS = {
  ...GENERIC,
  managerName: `${ENTERPRISE_USER}:manager.displayName`,
  customField1: `${KSAT_USER}:customField1`,
  customField2: `${KSAT_USER}:customField2`,
  customField3: `${KSAT_USER}:customField3`,
  customField4: `${KSAT_USER}:customField4`,
  customDate1: `${KSAT_USER}:customDate1`,
  customDate2: `${KSAT_USER}:customDate2`,
} as const;

/**
 * A SCIM service as the identity source. It carries only what at least one person has a value for, so that
 * a source without a field never clears it on the console (R14). The external id is its own resource `id`;
 * nested groups are flattened (R19).
 */
export function createScimDirectory(options: ScimDirectoryOptions): Source {
  const { client } = options;
  return {
    kind: 'scim',
    name: client.host,
    async *list(run) {
      const carried = new CarriedSoFar();
      const records = listScim(
        {
          client,
          abilities: options.abilities ?? NOTHING_KNOWN,
          pageSize: options.pageSize ?? PROFILES.generic.pageSize,
          readPerson: directoryPerson(personReader(PATHS)),
          nestedGroups: 'flattened',
        },
        run,
      );
      for (;;) {
        const step = await records.next();
        if (step.done === true) {
          const { completeness, groupCount = 0, notes } = step.value;
          return {
            completeness,
            // No group at all is no group data: groups stay out of scope (R19).
            carried: { ...carried.attributesAndManager(), groups: groupCount > 0 },
            ignoredColumns: [],
            notes,
          };
        }
        yield step.value.map((record) => carried.noting(withOwnGroupId(record)));
      }
    },
  };
}

/** Which fields anybody has had a value for. */
class CarriedSoFar {
  readonly #attributes = new Set<AttributeName>();
  #manager = false;

  noting(record: SourceRecord): SourceRecord {
    if (record.kind !== 'person') return record;
    if ((record.person.manager ?? '') !== '') this.#manager = true;
    if (this.#attributes.size === ATTRIBUTE_NAMES.length) return record;
    for (const name of ATTRIBUTE_NAMES) {
      if ((record.person.values[name] ?? '') !== '') this.#attributes.add(name);
    }
    return record;
  }

  attributesAndManager() {
    return {
      attributes: ATTRIBUTE_NAMES.filter((name) => this.#attributes.has(name)),
      manager: this.#manager,
    };
  }
}

function directoryPerson(read: ReadPerson): ReadPerson {
  return (resource) => {
    const person = read(resource);
    if (person === undefined) return undefined;
    const values = { ...person.values, externalId: person.ref, email: mailOf(resource, person) };
    return { ...person, values };
  };
}

/** The primary address, else the work address (read by its path), else the first. */
function mailOf(resource: unknown, person: PersonRecord): string {
  const emails = isObject(resource) ? pick(resource, 'emails') : undefined;
  const all = Array.isArray(emails) ? emails.filter(isObject) : [];
  const primary = all.find((email) => textOf(pick(email, 'primary')).toLowerCase() === 'true');
  if (primary !== undefined) return textOf(pick(primary, 'value'));
  const work = person.values.email ?? '';
  const [first] = all;
  return work !== '' || first === undefined ? work : textOf(pick(first, 'value'));
}

function withOwnGroupId(record: SourceRecord): SourceRecord {
  if (record.kind !== 'group') return record;
  const group: GroupRecord = { ...record.group, externalId: record.group.ref };
  return { kind: 'group', group };
}

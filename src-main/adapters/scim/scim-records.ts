import { ATTRIBUTE_NAMES, type AttributeName } from '../../core/attributes.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import {
  type AttributePath,
  holderOf,
  holderReaderOf,
  isObject,
  type JsonObject,
  parseAttributePath,
  pick,
  type ReadText,
  textOf,
} from './attribute-path.ts';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const KSAT_USER = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';
export const KSAT_GROUP = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group';

export type AttributePaths = Readonly<Partial<Record<AttributeName, string>>>;

/** Reads a SCIM resource as a person; `undefined` for what has no id. */
export type ReadPerson = (resource: unknown) => PersonRecord | undefined;

/** The attributes that stand in the resource itself, or in one of its extensions. */
interface PlacedReaders {
  readonly urn: string | undefined;
  readonly readers: readonly {
    readonly name: AttributeName;
    readonly path: AttributePath;
    readonly read: ReadText;
  }[];
}

/** Compiles the paths of a profile (R21). An attribute that is absent is '' (RFC 7643 §2.5). */
export function personReader(paths: AttributePaths): ReadPerson {
  const places = placedReaders(paths);
  return (resource) => {
    if (!isObject(resource)) return undefined;
    const ref = textOf(pick(resource, 'id'));
    if (ref === '') return undefined;
    const enterprise = pick(resource, ENTERPRISE_USER);
    const ksat = pick(resource, KSAT_USER);
    const values: Partial<Record<AttributeName, string>> = {};
    for (const { urn, readers } of places) {
      const extension =
        urn === undefined
          ? resource
          : urn === ENTERPRISE_USER
            ? enterprise
            : urn === KSAT_USER
              ? ksat
              : pick(resource, urn);
      const holder = isObject(extension) ? extension : undefined;
      for (const { name, path, read } of readers) {
        // Where there is no extension, each of its attributes may still stand flat in the resource.
        const place = holder ?? holderOf(resource, path);
        values[name] = place === undefined ? '' : read(place);
      }
    }
    const person: Writable<PersonRecord> = {
      ref,
      status: statusOf(pick(resource, 'active')),
      manager: managerOf(enterprise),
      values,
    };
    if (isObject(ksat)) {
      const provisioningManaged = flagOf(pick(ksat, 'provisioningManaged'));
      const isAdmin = flagOf(pick(ksat, 'isAdmin'));
      if (provisioningManaged !== undefined) person.provisioningManaged = provisioningManaged;
      if (isAdmin !== undefined) person.isAdmin = isAdmin;
    }
    const version = versionOf(resource);
    if (version !== undefined) person.version = version;
    return person;
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function placedReaders(paths: AttributePaths): readonly PlacedReaders[] {
  const places = new Map<string | undefined, PlacedReaders['readers'][number][]>();
  for (const name of ATTRIBUTE_NAMES) {
    const text = paths[name];
    if (text === undefined) continue;
    const path = parseAttributePath(text);
    const place = places.get(path.urn) ?? [];
    places.set(path.urn, place);
    place.push({ name, path, read: holderReaderOf(path) });
  }
  return [...places].map(([urn, readers]) => ({ urn, readers }));
}

/** A group as listed, its nested groups apart from its people. */
export interface ReadGroup {
  readonly group: GroupRecord;
  readonly nested: readonly string[];
  /** False where the answer has no `members` at all, which may mean "not told". */
  readonly toldMembers: boolean;
}

/** Reads a SCIM resource as a group; `undefined` for what has no id. */
export function readGroup(resource: unknown): ReadGroup | undefined {
  if (!isObject(resource)) return undefined;
  const ref = textOf(pick(resource, 'id'));
  if (ref === '') return undefined;
  const told = pick(resource, 'members');
  // A membership is there or not; some consoles list one twice that was added twice.
  const members = new Set<string>();
  const nested = new Set<string>();
  for (const member of Array.isArray(told) ? told : []) {
    if (!isObject(member)) continue;
    const id = textOf(pick(member, 'value'));
    if (id !== '') (isNestedGroup(member) ? nested : members).add(id);
  }
  const ksat = pick(resource, KSAT_GROUP);
  const isSmart = isObject(ksat) && textOf(pick(ksat, 'groupType')).toLowerCase() === 'smart';
  const version = versionOf(resource);
  return {
    group: {
      ref,
      externalId: textOf(pick(resource, 'externalId')),
      displayName: textOf(pick(resource, 'displayName')),
      members: [...members],
      ...(isSmart ? { isSmart } : {}),
      ...(version === undefined ? {} : { version }),
    },
    nested: [...nested],
    toldMembers: told !== undefined,
  };
}

export function versionOf(resource: JsonObject): string | undefined {
  const meta = pick(resource, 'meta');
  const version = isObject(meta) ? textOf(pick(meta, 'version')) : '';
  return version === '' ? undefined : version;
}

function isNestedGroup(member: JsonObject): boolean {
  const type = textOf(pick(member, 'type')).toLowerCase();
  return type === 'group' || (type === '' && /\/Groups\/[^/]+$/i.test(textOf(pick(member, '$ref'))));
}

/** `active` is a boolean (RFC 7643 §4.1.1); absent it is true; another word is kept for R14 to judge. */
function statusOf(active: unknown): string {
  const flag = flagOf(active);
  if (flag !== undefined) return flag ? 'active' : 'archived';
  const word = textOf(active);
  return word === '' ? 'active' : word;
}

function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = textOf(value).toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

function managerOf(enterprise: unknown): string {
  const manager = isObject(enterprise) ? pick(enterprise, 'manager') : undefined;
  return isObject(manager) ? textOf(pick(manager, 'value')) : textOf(manager);
}

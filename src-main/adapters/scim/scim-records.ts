import { ATTRIBUTE_NAMES, type AttributeName } from '../../core/attributes.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import { isObject, type JsonObject, pick, type ReadText, readerOf, textOf } from './attribute-path.ts';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const KSAT_USER = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';
export const KSAT_GROUP = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group';

export type AttributePaths = Readonly<Partial<Record<AttributeName, string>>>;

/** Reads a SCIM resource as a person; `undefined` for what has no id. */
export type ReadPerson = (resource: unknown) => PersonRecord | undefined;

/** Compiles the paths of a profile (R21). An attribute that is absent is '' (RFC 7643 §2.5). */
export function personReader(paths: AttributePaths): ReadPerson {
  const readers: [AttributeName, ReadText][] = [];
  for (const name of ATTRIBUTE_NAMES) {
    const path = paths[name];
    if (path !== undefined) readers.push([name, readerOf(path)]);
  }
  return (resource) => {
    if (!isObject(resource)) return undefined;
    const ref = textOf(pick(resource, 'id'));
    if (ref === '') return undefined;
    const values: Partial<Record<AttributeName, string>> = {};
    for (const [name, read] of readers) values[name] = read(resource);
    const ksat = pick(resource, KSAT_USER);
    const provisioningManaged = isObject(ksat) ? flagOf(pick(ksat, 'provisioningManaged')) : undefined;
    const isAdmin = isObject(ksat) ? flagOf(pick(ksat, 'isAdmin')) : undefined;
    const version = versionOf(resource);
    return {
      ref,
      status: statusOf(pick(resource, 'active')),
      manager: managerOf(resource),
      values,
      ...(provisioningManaged === undefined ? {} : { provisioningManaged }),
      ...(isAdmin === undefined ? {} : { isAdmin }),
      ...(version === undefined ? {} : { version }),
    };
  };
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
  const word = textOf(value).toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

function managerOf(resource: JsonObject): string {
  const enterprise = pick(resource, ENTERPRISE_USER);
  const manager = isObject(enterprise) ? pick(enterprise, 'manager') : undefined;
  return isObject(manager) ? textOf(pick(manager, 'value')) : textOf(manager);
}

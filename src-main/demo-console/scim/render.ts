import type { GroupRow, MemberRow } from '../database/groups.ts';
import type { GroupOfPerson, PersonRow } from '../database/people.ts';
import { GROUP_URN, KMSAT_GROUP_URN } from './schema/group-schema.ts';
import { ENTERPRISE_URN, KMSAT_URN, USER_URN } from './schema/user-schema.ts';

/** A weak ETag: two answers of one version may differ in the parts that are only read. */
export function etagOf(row: { readonly version: number }): string {
  return `W/"${row.version}"`;
}

const USER_SCHEMAS = JSON.stringify([USER_URN, KMSAT_URN]);
const USER_SCHEMAS_WITH_ENTERPRISE = JSON.stringify([USER_URN, ENTERPRISE_URN, KMSAT_URN]);
const GROUP_SCHEMAS = JSON.stringify([GROUP_URN, KMSAT_GROUP_URN]);

/**
 * A person as SCIM shows it, as JSON text. The stored texts are spliced in unread: a listing of a hundred
 * thousand people then costs no parsing at all.
 */
export function renderUser(person: PersonRow, groups: readonly GroupOfPerson[], baseUrl: string): string {
  const manager =
    person.manager_id === null
      ? ''
      : `"manager":{"value":${JSON.stringify(person.manager_id)},"$ref":${JSON.stringify(`../Users/${person.manager_id}`)}}`;
  const enterprise = commaJoined(inner(person.enterprise_json), manager);
  const kmsat = commaJoined(
    inner(person.kmsat_json),
    `"provisioningManaged":${person.protected === 0},"isAdmin":${person.is_admin === 1}`,
  );
  const memberships = groups.map(
    (group) =>
      `{"value":"${group.id}","$ref":"../Groups/${group.id}","display":${JSON.stringify(group.display_name)},"type":"direct"}`,
  );
  return (
    `{"schemas":${enterprise === '' ? USER_SCHEMAS : USER_SCHEMAS_WITH_ENTERPRISE},"id":"${person.id}",` +
    `${inner(person.core_json)},"active":${person.active === 1},` +
    (memberships.length > 0 ? `"groups":[${memberships.join(',')}],` : '') +
    (enterprise === '' ? '' : `"${ENTERPRISE_URN}":{${enterprise}},`) +
    `"${KMSAT_URN}":{${kmsat}},${meta('User', person, `${baseUrl}/Users/${person.id}`)}}`
  );
}

/** A group as SCIM shows it; `members` is undefined where they were not asked for. */
export function renderGroup(
  group: GroupRow,
  members: Iterable<MemberRow> | undefined,
  baseUrl: string,
): string {
  let list = '';
  for (const member of members ?? []) {
    const comma = list === '' ? '' : ',';
    list += `${comma}{"value":"${member.id}","$ref":"../Users/${member.id}","type":"User"}`;
  }
  return (
    `{"schemas":${GROUP_SCHEMAS},"id":"${group.id}","displayName":${JSON.stringify(group.display_name)},` +
    (group.external_id === null ? '' : `"externalId":${JSON.stringify(group.external_id)},`) +
    (list === '' ? '' : `"members":[${list}],`) +
    `"${KMSAT_GROUP_URN}":{"groupType":"${group.group_type}"},` +
    `${meta('Group', group, `${baseUrl}/Groups/${group.id}`)}}`
  );
}

interface Versioned {
  readonly version: number;
  readonly created_at_ms: number;
  readonly modified_at_ms: number;
}

function meta(resourceType: 'User' | 'Group', row: Versioned, location: string): string {
  return (
    `"meta":{"resourceType":"${resourceType}","created":"${new Date(row.created_at_ms).toISOString()}",` +
    `"lastModified":"${new Date(row.modified_at_ms).toISOString()}","location":"${location}",` +
    `"version":${JSON.stringify(etagOf(row))}}`
  );
}

function inner(json: string): string {
  return json.slice(1, -1);
}

function commaJoined(a: string, b: string): string {
  return a === '' || b === '' ? a + b : `${a},${b}`;
}

import type { Groups } from '../../database/groups.ts';
import { isObject } from '../filter/matches-filter.ts';
import { notManaged } from '../may-write.ts';
import type { Json, JsonObject } from '../schema/attribute.ts';
import { findPlace, GROUP_MODEL } from '../schema/resource-model.ts';
import { badRequest } from '../scim-error.ts';
import { type PatchPath, parsePatchPath } from './patch-path.ts';
import type { PatchOperation } from './read-patch.ts';

/**
 * Applies the operations on `members` straight to the member table, so that changing a few members of a very
 * large group never reads the others. Gives back the operations that are about something else.
 */
export function patchMembers(
  groups: Groups,
  groupRow: number,
  operations: readonly PatchOperation[],
): { readonly others: readonly PatchOperation[]; readonly moved: boolean } {
  const others: PatchOperation[] = [];
  let moved = false;
  for (const operation of operations) {
    if (operation.path === undefined) {
      const { members, rest } = splitMembers(operation);
      if (members) moved = applyToMembers(groups, groupRow, members, undefined) || moved;
      if (rest) others.push(rest);
      continue;
    }
    const path = parsePatchPath(GROUP_MODEL, operation.path);
    if (path.attribute?.name === 'members')
      moved = applyToMembers(groups, groupRow, operation, path) || moved;
    else others.push(operation);
  }
  return { others, moved };
}

/** Makes exactly these people the members. */
export function replaceMembers(groups: Groups, groupRow: number, ids: readonly string[]): boolean {
  const wanted = new Set(ids);
  const gone = [...groups.members(groupRow)].filter((member) => !wanted.has(member.id));
  const removed = removeAll(
    groups,
    groupRow,
    gone.map((member) => member.id),
  );
  return addAll(groups, groupRow, ids) || removed;
}

export function memberIdsIn(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((member) => {
    const id = isObject(member)
      ? Object.entries(member).find(([name]) => name.toLowerCase() === 'value')?.[1]
      : member;
    if (typeof id !== 'string' || id === '')
      throw badRequest('invalidValue', 'A member needs the id of a user as its value.');
    if (isObject(member) && typeof member.type === 'string' && member.type.toLowerCase() === 'group')
      throw badRequest('invalidValue', 'Groups in groups are not supported.');
    return id;
  });
}

function applyToMembers(
  groups: Groups,
  groupRow: number,
  operation: PatchOperation,
  path: PatchPath | undefined,
): boolean {
  if (path?.valueFilter) return applyToMatches(groups, groupRow, operation, path);
  if (path?.sub)
    throw badRequest('mutability', 'What a member is cannot be changed; remove it and add another.');
  if (operation.op === 'add') return addAll(groups, groupRow, memberIdsIn(operation.value));
  if (operation.op === 'replace') return replaceMembers(groups, groupRow, memberIdsIn(operation.value));
  // Without a value, all go (RFC 7644 §3.5.2.2); with one, some clients mean only the members that it names.
  if (operation.value === undefined || operation.value === null) return replaceMembers(groups, groupRow, []);
  return removeAll(groups, groupRow, memberIdsIn(operation.value));
}

function applyToMatches(
  groups: Groups,
  groupRow: number,
  operation: PatchOperation,
  path: PatchPath,
): boolean {
  const filter = path.valueFilter;
  if (!filter) return false;
  if (operation.op === 'remove' && !path.sub && filter.namedValues)
    return removeAll(groups, groupRow, filter.namedValues);
  const matched = [...groups.members(groupRow)].filter((member) => {
    const shown: JsonObject = { value: member.id, $ref: `../Users/${member.id}`, type: 'User' };
    return filter.matches(shown);
  });
  if (operation.op === 'remove' && !path.sub)
    return removeAll(
      groups,
      groupRow,
      matched.map((member) => member.id),
    );
  if (matched.length === 0) throw badRequest('noTarget', `No member matches ${path.text}.`);
  throw badRequest('mutability', 'What a member is cannot be changed; remove it and add another.');
}

function addAll(groups: Groups, groupRow: number, ids: readonly string[]): boolean {
  let moved = false;
  for (const id of ids) {
    const person = groups.person(id);
    if (!person) throw badRequest('invalidValue', `There is no user with the id ${id.slice(0, 100)}.`);
    if (!groups.addMember(groupRow, person.row)) continue;
    if (person.protected === 1) throw notManaged();
    moved = true;
  }
  return moved;
}

/** Whoever is no member need not be removed, so a repeated request succeeds. */
function removeAll(groups: Groups, groupRow: number, ids: readonly string[]): boolean {
  let moved = false;
  for (const id of ids) {
    const person = groups.person(id);
    if (!person || !groups.removeMember(groupRow, person.row)) continue;
    if (person.protected === 1) throw notManaged();
    moved = true;
  }
  return moved;
}

function splitMembers(operation: PatchOperation): {
  readonly members: PatchOperation | undefined;
  readonly rest: PatchOperation | undefined;
} {
  if (!isObject(operation.value)) return { members: undefined, rest: operation };
  const rest: JsonObject = {};
  let members: Json | undefined;
  for (const [name, value] of Object.entries(operation.value)) {
    if (findPlace(GROUP_MODEL, name)?.attribute?.name === 'members') members = value;
    else rest[name] = value;
  }
  return {
    members: members === undefined ? undefined : { ...operation, value: members },
    rest: { ...operation, value: rest },
  };
}

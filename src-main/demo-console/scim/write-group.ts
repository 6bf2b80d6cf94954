import { randomUUID } from 'node:crypto';
import type { ConsoleStore } from '../database/console-store.ts';
import type { GroupRow } from '../database/groups.ts';
import { requireConsoleGroup, requireWritable } from './may-write.ts';
import { applyPatch } from './patch/apply-patch.ts';
import { memberIdsIn, patchMembers, replaceMembers } from './patch/patch-members.ts';
import type { PatchOperation } from './patch/read-patch.ts';
import { requireMatch } from './preconditions.ts';
import { etagOf } from './render.ts';
import type { JsonObject } from './schema/attribute.ts';
import { requireRequired } from './schema/read-value.ts';
import { GROUP_MODEL } from './schema/resource-model.ts';
import { ScimError } from './scim-error.ts';

/** The writes of a group, each in one transaction. */
export interface WriteGroup {
  create(resource: JsonObject): GroupRow;
  replace(id: string, ifMatch: string | undefined, resource: JsonObject): GroupRow;
  patch(id: string, ifMatch: string | undefined, operations: readonly PatchOperation[]): GroupRow;
  /** Groups, unlike people, really go. */
  remove(id: string, ifMatch: string | undefined): void;
}

const ACTOR = 'SCIM';

export function writeGroup(store: ConsoleStore): WriteGroup {
  const { groups, database } = store;

  function groupToWrite(id: string, ifMatch: string | undefined): GroupRow {
    requireWritable(store);
    const group = groups.find(id);
    if (!group) throw noSuchGroup();
    requireMatch(ifMatch, etagOf(group));
    requireConsoleGroup(group);
    return group;
  }

  function settle(done: string, id: string): void {
    store.syncs.noteWrite();
    store.audit.write(ACTOR, done, id);
  }

  function saveOwnAttributes(group: GroupRow, resource: JsonObject): boolean {
    requireRequired(GROUP_MODEL.schema, resource);
    const displayName = String(resource.displayName);
    const externalId = externalIdIn(resource);
    if (displayName === group.display_name && externalId === group.external_id) return false;
    groups.update(group.row, displayName, externalId);
    return true;
  }

  function mustFind(id: string): GroupRow {
    const group = groups.find(id);
    if (!group) throw new Error('A group that was just written is gone.');
    return group;
  }

  return {
    create: database.transaction((resource: JsonObject) => {
      requireWritable(store);
      const id = randomUUID();
      const row = groups.insert(id, String(resource.displayName), externalIdIn(resource), 'console');
      replaceMembers(groups, row, memberIdsIn(resource.members));
      settle('group.created', id);
      return mustFind(id);
    }),

    replace: database.transaction((id: string, ifMatch: string | undefined, resource: JsonObject) => {
      const group = groupToWrite(id, ifMatch);
      const renamed = saveOwnAttributes(group, resource);
      const moved = replaceMembers(groups, group.row, memberIdsIn(resource.members));
      if (moved && !renamed) groups.touch(group.row);
      settle('group.changed', id);
      return mustFind(id);
    }),

    patch: database.transaction(
      (id: string, ifMatch: string | undefined, operations: readonly PatchOperation[]) => {
        const group = groupToWrite(id, ifMatch);
        const { others, moved } = patchMembers(groups, group.row, operations);
        const resource: JsonObject = { displayName: group.display_name };
        if (group.external_id !== null) resource.externalId = group.external_id;
        applyPatch(GROUP_MODEL, resource, others);
        const renamed = saveOwnAttributes(group, resource);
        if (moved && !renamed) groups.touch(group.row);
        settle('group.changed', id);
        return mustFind(id);
      },
    ),

    remove: database.transaction((id: string, ifMatch: string | undefined) => {
      const group = groupToWrite(id, ifMatch);
      replaceMembers(groups, group.row, []);
      groups.remove(group.row);
      settle('group.deleted', id);
    }),
  };
}

export function noSuchGroup(): ScimError {
  return new ScimError(404, 'There is no group with this id.');
}

function externalIdIn(resource: JsonObject): string | null {
  return typeof resource.externalId === 'string' ? resource.externalId.trim() : null;
}

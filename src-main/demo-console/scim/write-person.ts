import { randomUUID } from 'node:crypto';
import { fold } from '../../core/fold.ts';
import type { ConsoleStore } from '../database/console-store.ts';
import { type PersonRow, resourceOf } from '../database/people.ts';
import { notManaged, requireManaged, requireWritable } from './may-write.ts';
import { applyPatch } from './patch/apply-patch.ts';
import type { PatchOperation } from './patch/read-patch.ts';
import { requireMatch } from './preconditions.ts';
import { etagOf } from './render.ts';
import type { JsonObject } from './schema/attribute.ts';
import { requireRequired } from './schema/read-value.ts';
import { USER_MODEL } from './schema/resource-model.ts';
import { ScimError } from './scim-error.ts';

/** The writes of a person, each in one transaction: all of it happens, with its audit row, or nothing. */
export interface WritePerson {
  create(resource: JsonObject): PersonRow;
  replace(id: string, ifMatch: string | undefined, resource: JsonObject): PersonRow;
  patch(id: string, ifMatch: string | undefined, operations: readonly PatchOperation[]): PersonRow;
  /** What DELETE does here: nobody is erased (R6, fact sheet §1.2). */
  archive(id: string, ifMatch: string | undefined): void;
}

const ACTOR = 'SCIM';

export function writePerson(store: ConsoleStore): WritePerson {
  const { people, database } = store;

  function personToWrite(id: string, ifMatch: string | undefined): PersonRow {
    requireWritable(store);
    const person = people.find(id);
    if (!person) throw noSuchUser();
    requireMatch(ifMatch, etagOf(person));
    if (person.protected === 1) throw notManaged();
    return person;
  }

  function save(person: PersonRow, resource: JsonObject): void {
    requireRequired(USER_MODEL.schema, resource);
    const userName = String(resource.userName);
    const holder = people.holderOf(fold(userName));
    if (holder && holder.row !== person.row) throw taken(holder.active === 1);
    if (!holder) requireManaged(store, userName);
    const active = resource.active === true;
    if (!active && person.active === 1 && person.is_admin === 1)
      throw new ScimError(
        403,
        'This person is a console admin and cannot be archived by SCIM; nothing was written.',
      );
    const done =
      active === (person.active === 1) ? 'user.changed' : active ? 'user.restored' : 'user.archived';
    people.update(person, resource, active);
    settle(person.row, done, person.id);
  }

  /** SCIM knows no aliases, so a person whom SCIM has written keeps none (R16). */
  function settle(userRow: number, done: string, id: string): void {
    people.dropAliases(userRow);
    store.syncs.noteWrite();
    store.audit.write(ACTOR, done, id);
  }

  function mustFind(id: string): PersonRow {
    const person = people.find(id);
    if (!person) throw new Error('A person who was just written is gone.');
    return person;
  }

  return {
    create: database.transaction((resource: JsonObject) => {
      requireWritable(store);
      const userName = String(resource.userName);
      requireManaged(store, userName);
      const holder = people.holderOf(fold(userName));
      if (holder) throw taken(holder.active === 1);
      const id = randomUUID();
      const row = people.insert(id, resource, resource.active !== false, false);
      settle(row, 'user.created', id);
      return mustFind(id);
    }),

    replace: database.transaction((id: string, ifMatch: string | undefined, resource: JsonObject) => {
      const person = personToWrite(id, ifMatch);
      // A PUT without `active` neither archives nor restores anybody.
      save(person, { ...resource, active: resource.active ?? person.active === 1 });
      return mustFind(id);
    }),

    patch: database.transaction(
      (id: string, ifMatch: string | undefined, operations: readonly PatchOperation[]) => {
        const person = personToWrite(id, ifMatch);
        const resource = resourceOf(person);
        const before = JSON.stringify(resource);
        applyPatch(USER_MODEL, resource, operations);
        if (JSON.stringify(resource) === before) {
          // Nothing to change, so no new version; but SCIM has spoken of the person (R16, R22).
          settle(person.row, 'user.confirmed', id);
          return person;
        }
        save(person, resource);
        return mustFind(id);
      },
    ),

    archive: database.transaction((id: string, ifMatch: string | undefined) => {
      const person = personToWrite(id, ifMatch);
      if (person.active === 1) save(person, { ...resourceOf(person), active: false });
    }),
  };
}

export function noSuchUser(): ScimError {
  return new ScimError(404, 'There is no user with this id.');
}

function taken(active: boolean): ScimError {
  return new ScimError(
    409,
    active
      ? 'Another user has this userName already.'
      : 'An archived user has this userName already; restore that user by setting active to true.',
    'uniqueness',
  );
}

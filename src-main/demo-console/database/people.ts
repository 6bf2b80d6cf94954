import { fold } from '../../core/fold.ts';
import { isObject } from '../scim/filter/matches-filter.ts';
import type { JsonObject } from '../scim/schema/attribute.ts';
import { ENTERPRISE_URN, KMSAT_URN } from '../scim/schema/user-schema.ts';
import type { ConsoleDatabase } from './open-database.ts';

/** A person as the table holds it. The three JSON texts go into answers as they are, without being read. */
export interface PersonRow {
  readonly row: number;
  readonly id: string;
  readonly user_name_folded: string;
  readonly active: number;
  readonly is_admin: number;
  readonly manager_id: string | null;
  readonly core_json: string;
  readonly enterprise_json: string;
  readonly kmsat_json: string;
  readonly version: number;
  readonly created_at_ms: number;
  readonly modified_at_ms: number;
  /** 1 where the exclusion list protects the person (R5). */
  readonly protected: number;
}

export interface GroupOfPerson {
  readonly user_row: number;
  readonly id: string;
  readonly display_name: string;
}

/** The people of the account: one row each, never erased (R6). */
export interface People {
  insert(id: string, resource: JsonObject, active: boolean, isAdmin: boolean): number;
  /** Writes the whole person; the version goes up by one. */
  update(person: PersonRow, resource: JsonObject, active: boolean): void;
  find(id: string): PersonRow | undefined;
  holderOf(foldedUserName: string): { readonly row: number; readonly active: number } | undefined;
  groupsOf(rows: readonly number[]): readonly GroupOfPerson[];
  addAlias(userRow: number, address: string): void;
  dropAliases(userRow: number): void;
  /** Aliases of everybody who is managed and active: what the first live sync takes away (R16). */
  dropAliasesOfManaged(): void;
  readonly columns: string;
}

const COLUMNS = `u.row, u.id, u.user_name_folded, u.active, u.is_admin, u.manager_id, u.core_json, u.enterprise_json,
  u.kmsat_json, u.version, u.created_at_ms, u.modified_at_ms,
  EXISTS (SELECT 1 FROM exclusion e WHERE e.address_folded = u.user_name_folded AND e.provisioning_managed = 0)
    AS protected`;

export function peopleIn(database: ConsoleDatabase, now: () => number): People {
  const insert = database.prepare(`
    INSERT INTO user (id, user_name_folded, external_id, display_name_folded, active, is_admin, manager_id,
      core_json, enterprise_json, kmsat_json, version, created_at_ms, modified_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`);
  const update = database.prepare(`
    UPDATE user SET user_name_folded = ?, external_id = ?, display_name_folded = ?, active = ?, manager_id = ?,
      core_json = ?, enterprise_json = ?, kmsat_json = ?, version = version + 1, modified_at_ms = ?
    WHERE row = ?`);
  const select = database.prepare<[string], PersonRow>(`SELECT ${COLUMNS} FROM user u WHERE u.id = ?`);
  const selectHolder = database.prepare<[string], { row: number; active: number }>(
    'SELECT row, active FROM user WHERE user_name_folded = ?',
  );
  const selectGroups = database.prepare<[string], GroupOfPerson>(`
    SELECT m.user_row, g.id, g.display_name FROM member m JOIN console_group g ON g.row = m.group_row
    WHERE m.user_row IN (SELECT value FROM json_each(?)) ORDER BY m.user_row, m.group_row`);
  const insertAlias = database.prepare('INSERT OR IGNORE INTO alias (user_row, address) VALUES (?, ?)');
  const deleteAliases = database.prepare('DELETE FROM alias WHERE user_row = ?');
  const deleteManagedAliases = database.prepare(`
    DELETE FROM alias WHERE user_row IN (
      SELECT u.row FROM user u WHERE u.active = 1 AND NOT EXISTS (
        SELECT 1 FROM exclusion e WHERE e.address_folded = u.user_name_folded AND e.provisioning_managed = 0))`);

  return {
    columns: COLUMNS,
    insert(id, resource, active, isAdmin) {
      const stored = storedForm(resource);
      const at = now();
      const done = insert.run(
        id,
        stored.userNameFolded,
        stored.externalId,
        stored.displayNameFolded,
        Number(active),
        Number(isAdmin),
        stored.managerId,
        stored.coreJson,
        stored.enterpriseJson,
        stored.kmsatJson,
        at,
        at,
      );
      return Number(done.lastInsertRowid);
    },
    update(person, resource, active) {
      const stored = storedForm(resource);
      update.run(
        stored.userNameFolded,
        stored.externalId,
        stored.displayNameFolded,
        Number(active),
        stored.managerId,
        stored.coreJson,
        stored.enterpriseJson,
        stored.kmsatJson,
        now(),
        person.row,
      );
    },
    find: (id) => select.get(id),
    holderOf: (foldedUserName) => selectHolder.get(foldedUserName),
    groupsOf: (rows) => selectGroups.all(JSON.stringify(rows)),
    addAlias(userRow, address) {
      insertAlias.run(userRow, address);
    },
    dropAliases(userRow) {
      deleteAliases.run(userRow);
    },
    dropAliasesOfManaged() {
      deleteManagedAliases.run();
    },
  };
}

/** The client's attributes of a person, taken apart into what the table has columns for. */
function storedForm(resource: JsonObject) {
  const { active: _active, [ENTERPRISE_URN]: enterprise, [KMSAT_URN]: kmsat, ...core } = resource;
  const { manager, ...enterpriseRest } = isObject(enterprise) ? enterprise : {};
  const managerId = isObject(manager) && typeof manager.value === 'string' ? manager.value : null;
  return {
    userNameFolded: fold(textOf(core.userName) ?? ''),
    externalId: textOf(core.externalId)?.trim() ?? null,
    displayNameFolded: core.displayName === undefined ? null : fold(textOf(core.displayName) ?? ''),
    managerId,
    coreJson: JSON.stringify(core),
    enterpriseJson: JSON.stringify(enterpriseRest),
    kmsatJson: JSON.stringify(isObject(kmsat) ? kmsat : {}),
  };
}

function textOf(value: JsonObject[string] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The client's attributes of a person, put together again for a PATCH, a filter or a projection. */
export function resourceOf(person: PersonRow): JsonObject {
  const resource = { ...JSON.parse(person.core_json), active: person.active === 1 } as JsonObject;
  const enterprise = JSON.parse(person.enterprise_json) as JsonObject;
  if (person.manager_id !== null) enterprise.manager = { value: person.manager_id };
  if (Object.keys(enterprise).length > 0) resource[ENTERPRISE_URN] = enterprise;
  const kmsat = JSON.parse(person.kmsat_json) as JsonObject;
  if (Object.keys(kmsat).length > 0) resource[KMSAT_URN] = kmsat;
  return resource;
}

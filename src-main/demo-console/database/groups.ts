import { fold } from '../../core/fold.ts';
import type { ConsoleDatabase } from './open-database.ts';

export type GroupType = 'console' | 'smart';

export interface GroupRow {
  readonly row: number;
  readonly id: string;
  readonly display_name: string;
  readonly external_id: string | null;
  readonly group_type: GroupType;
  readonly version: number;
  readonly created_at_ms: number;
  readonly modified_at_ms: number;
}

/** A person as a member: `protected` where the exclusion list says so (R5). */
export interface MemberRow {
  readonly row: number;
  readonly id: string;
  readonly protected: number;
}

/** The groups, and who is in them. Members have a table of their own, so a large group costs no more to change. */
export interface Groups {
  insert(id: string, displayName: string, externalId: string | null, groupType: GroupType): number;
  update(groupRow: number, displayName: string, externalId: string | null): void;
  /** The members changed: the version goes up by one. */
  touch(groupRow: number): void;
  remove(groupRow: number): void;
  find(id: string): GroupRow | undefined;
  /** Anybody on the console, by id; not only members. */
  person(id: string): MemberRow | undefined;
  members(groupRow: number): IterableIterator<MemberRow>;
  /** False where the person was a member already. */
  addMember(groupRow: number, userRow: number): boolean;
  /** False where the person was no member. */
  removeMember(groupRow: number, userRow: number): boolean;
}

const PROTECTED = `EXISTS (SELECT 1 FROM exclusion e
  WHERE e.address_folded = u.user_name_folded AND e.provisioning_managed = 0) AS protected`;

export function groupsIn(database: ConsoleDatabase, now: () => number): Groups {
  const insert = database.prepare(`
    INSERT INTO console_group (id, display_name, display_name_folded, external_id, group_type, version,
      created_at_ms, modified_at_ms) VALUES (?, ?, ?, ?, ?, 1, ?, ?)`);
  const update = database.prepare(`
    UPDATE console_group SET display_name = ?, display_name_folded = ?, external_id = ?, version = version + 1,
      modified_at_ms = ? WHERE row = ?`);
  const touch = database.prepare(
    'UPDATE console_group SET version = version + 1, modified_at_ms = ? WHERE row = ?',
  );
  const remove = database.prepare('DELETE FROM console_group WHERE row = ?');
  const select = database.prepare<[string], GroupRow>('SELECT * FROM console_group WHERE id = ?');
  const selectPerson = database.prepare<[string], MemberRow>(
    `SELECT u.row, u.id, ${PROTECTED} FROM user u WHERE u.id = ?`,
  );
  const selectMembers = database.prepare<[number], MemberRow>(`
    SELECT u.row, u.id, ${PROTECTED} FROM member m JOIN user u ON u.row = m.user_row
    WHERE m.group_row = ? ORDER BY m.user_row`);
  const insertMember = database.prepare('INSERT OR IGNORE INTO member (group_row, user_row) VALUES (?, ?)');
  const deleteMember = database.prepare('DELETE FROM member WHERE group_row = ? AND user_row = ?');

  return {
    insert(id, displayName, externalId, groupType) {
      const at = now();
      const done = insert.run(id, displayName, fold(displayName), externalId, groupType, at, at);
      return Number(done.lastInsertRowid);
    },
    update(groupRow, displayName, externalId) {
      update.run(displayName, fold(displayName), externalId, now(), groupRow);
    },
    touch(groupRow) {
      touch.run(now(), groupRow);
    },
    remove(groupRow) {
      remove.run(groupRow);
    },
    find: (id) => select.get(id),
    person: (id) => selectPerson.get(id),
    members: (groupRow) => selectMembers.iterate(groupRow),
    addMember: (groupRow, userRow) => insertMember.run(groupRow, userRow).changes > 0,
    removeMember: (groupRow, userRow) => deleteMember.run(groupRow, userRow).changes > 0,
  };
}

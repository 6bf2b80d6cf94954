import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import type { Verdict } from '../../src-main/core/report.ts';
import type { Listed } from './world.ts';

/**
 * The rules of design §4 once more, slow and plain: lists and loops, written from the rules and not from the
 * code. It says what must become of each person and membership; the property tests hold the engine to it.
 */
export interface OracleInput extends Listed {
  readonly excluded: readonly string[];
  readonly complete: boolean;
  readonly idSourceChanged: boolean;
  readonly compared: readonly ('title' | 'department')[];
  readonly managerCarried: boolean;
}

export interface OracleAnswer {
  /** One for each directory row. */
  readonly rows: readonly Verdict[];
  /** By console id, only those for whom no directory row speaks. */
  readonly alone: ReadonlyMap<string, Verdict>;
  /** Console ids that a Blocked row names. */
  readonly named: ReadonlySet<string>;
  readonly excludedUsers: ReadonlySet<string>;
  /** `person>group`, with the row number of a person who is created; groups by folded name. */
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** The console id that each directory row is about, of those that have one to themselves. */
  readonly matched: ReadonlyMap<number, string>;
  /** Whom each row names as manager: a console id, `row N` of somebody created, '' for none; absent: left alone. */
  readonly managers: ReadonlyMap<number, string>;
  /** Who is in each group afterwards, as in `added`; by console id, or `new` and the folded name. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

const neat = (text: string | undefined) => (text ?? '').trim().normalize('NFC');
const low = (text: string | undefined) => neat(text).toLowerCase();

interface Row {
  readonly at: number;
  readonly record: PersonRecord;
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly active: boolean;
  user: User | undefined;
  /** The key by which `user` was found. */
  by: (typeof KEYS)[number] | undefined;
  blocked: boolean;
  excluded: boolean;
}

interface User {
  readonly ref: string;
  readonly record: PersonRecord;
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly active: boolean;
  row: Row | undefined;
  /** A Blocked row found this user in a pass, so nobody else may have it. */
  spokenFor: boolean;
  excluded: boolean;
}

const KEYS = ['id', 'userName', 'email'] as const;

export function askOracle(input: OracleInput): OracleAnswer {
  const rows = input.directory.map(rowOf);
  const users = input.console.map(userOf);

  // R11, R14: unusable address, unknown status.
  for (const row of rows) if (!usable(row.email) || !known(row.record.status)) row.blocked = true;
  // R10: two rows that share a key.
  for (const row of rows)
    for (const other of rows)
      if (row !== other && KEYS.some((key) => row[key] !== '' && row[key] === other[key])) row.blocked = true;
  for (const key of KEYS) matchBy(key, rows, users, input.idSourceChanged);
  const names = (row: Row, user: User) => KEYS.some((key) => row[key] !== '' && row[key] === user[key]);

  exclude(rows, users, names, input.excluded);
  const aliasOwners = settleAddresses(rows, users);
  // The verdict table: whom a Blocked row names is not archived, unless the external ids leave no doubt who it is.
  const isNamed = (user: User) =>
    rows.some(
      (row) =>
        row.blocked &&
        row !== user.row &&
        (names(row, user) || aliasOwners.get(row)?.includes(user) === true),
    );
  untilStill(() => {
    const endangered = rows.find(
      (row) =>
        !row.blocked &&
        !row.active &&
        row.by !== 'id' &&
        row.user?.row === row &&
        row.user.active &&
        isNamed(row.user),
    );
    if (endangered) endangered.blocked = true;
    return endangered !== undefined;
  });

  const verdictOfRow = (row: Row): Verdict => {
    if (row.excluded) return 'Excluded';
    if (row.blocked) return 'Blocked';
    const { user } = row;
    if (row.active) {
      if (user === undefined) return 'Created';
      if (!user.active) return 'Restored';
      return differs(row, user, rows, users, input) ? 'Changed' : 'Unchanged';
    }
    if (user === undefined || !user.active) return 'Unchanged';
    return input.complete && user.record.isAdmin !== true ? 'Archived' : 'Blocked';
  };
  const verdictOfUser = (user: User): Verdict => {
    if (user.excluded) return 'Excluded';
    if (!user.active) return 'Unchanged';
    return input.complete && user.record.isAdmin !== true ? 'Archived' : 'Blocked';
  };

  const named = new Set(
    users.filter((user) => user.row === undefined && isNamed(user)).map((user) => user.ref),
  );
  const alone = new Map(
    users
      .filter((user) => user.row === undefined && !named.has(user.ref))
      .map((user) => [user.ref, verdictOfUser(user)] as const),
  );
  const verdicts = rows.map(verdictOfRow);
  return {
    rows: verdicts,
    alone,
    named,
    excludedUsers: new Set(users.filter((user) => user.excluded).map((user) => user.ref)),
    ...memberships(input, rows, users, verdicts),
    matched: new Map(rows.flatMap((row) => (row.user?.row === row ? [[row.at, row.user.ref] as const] : []))),
    managers: new Map(
      rows.flatMap((row) => {
        const manager = input.managerCarried ? managerOf(row, rows, users) : undefined;
        return manager === undefined ? [] : [[row.at, manager] as const];
      }),
    ),
  };
}

function rowOf(record: PersonRecord, at: number): Row {
  const userName = low(record.values.userName) || low(record.values.email);
  return {
    at,
    record,
    id: neat(record.values.externalId),
    userName,
    email: low(record.values.email) || userName,
    active: record.status === 'active',
    user: undefined,
    by: undefined,
    blocked: false,
    excluded: false,
  };
}

function userOf(record: PersonRecord): User {
  const userName = low(record.values.userName);
  return {
    ref: record.ref,
    record,
    id: neat(record.values.externalId),
    userName,
    email: low(record.values.email) || userName,
    active: record.status === 'active',
    row: undefined,
    spokenFor: false,
    excluded: false,
  };
}

const usable = (address: string) => /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(address);
const known = (status: string) => status === 'active' || status === 'archived';

/** R9: one pass over those still unmatched; R10: two hits are none. */
function matchBy(key: (typeof KEYS)[number], rows: Row[], users: User[], idSourceChanged: boolean): void {
  const found = rows
    .filter((row) => !row.blocked && row.user === undefined && row[key] !== '')
    .map((row) => ({ row, hits: users.filter((user) => user.row === undefined && user[key] === row[key]) }));
  for (const { row, hits } of found) {
    const [hit] = hits;
    if (hit === undefined) continue;
    const idsDiffer = key !== 'id' && row.id !== '' && hit.id !== '' && row.id !== hit.id && !idSourceChanged;
    if (hits.some((user) => user.spokenFor)) {
      row.blocked = true;
      for (const user of hits) user.spokenFor = true;
    } else if (hits.length > 1 || idsDiffer) {
      row.blocked = true;
      row.user = hit;
      for (const user of hits) user.spokenFor = true;
    } else {
      row.user = hit;
      row.by = key;
      hit.row = row;
    }
  }
}

/** R5: `false` for an address, from any source, and the person it means on the other side. */
function exclude(
  rows: readonly Row[],
  users: readonly User[],
  names: (row: Row, user: User) => boolean,
  list: readonly string[],
): void {
  const saysFalse = new Set(list.map(low));
  for (const one of [...rows, ...users]) {
    if (one.record.provisioningManaged === false)
      for (const address of [one.userName, one.email]) saysFalse.add(address);
  }
  saysFalse.delete('');
  const protects = (one: Row | User) =>
    one.record.provisioningManaged === false || saysFalse.has(one.userName) || saysFalse.has(one.email);
  const userFirst = users.map(protects);
  for (const row of rows) {
    row.excluded =
      protects(row) ||
      users.some(
        (user, at) =>
          userFirst[at] === true &&
          (user.row === row || (row.blocked && user.row === undefined && names(row, user))),
      );
  }
  users.forEach((user, at) => {
    user.excluded =
      userFirst[at] === true ||
      (user.row !== undefined
        ? user.row.excluded
        : rows.some((row) => row.blocked && row.excluded && names(row, user)));
  });
}

/** R9 aliases, R10 held addresses and swaps. Tells whose alias a row was Blocked for. */
function settleAddresses(rows: Row[], users: User[]): ReadonlyMap<Row, readonly User[]> {
  const aliasOwners = new Map<Row, readonly User[]>();
  const brings = (row: Row) =>
    row.active &&
    !row.blocked &&
    !row.excluded &&
    (row.user === undefined || row.user.userName !== row.userName);
  const holderOf = (row: Row) => users.find((user) => user !== row.user && user.userName === row.userName);
  for (const row of rows.filter(brings)) {
    const owners = users.filter(
      (user) => user !== row.user && (user.record.aliases ?? []).some((alias) => low(alias) === row.userName),
    );
    if (owners.length === 0) continue;
    row.blocked = true;
    aliasOwners.set(row, owners);
  }
  const blockHeld = () =>
    untilStill(() => {
      const held = rows.find((row) => {
        if (!brings(row)) return false;
        const holder = holderOf(row);
        return holder !== undefined && !(holder.row !== undefined && brings(holder.row));
      });
      if (held) held.blocked = true;
      return held !== undefined;
    });
  blockHeld();
  // Who waits for each other in a ring waits for ever.
  const inRing = rows.filter((row) => {
    let next: Row | undefined = row;
    for (let step = 0; step <= rows.length; step++) {
      next = next !== undefined && brings(next) ? holderOf(next)?.row : undefined;
      if (next === row) return true;
    }
    return false;
  });
  for (const row of inRing) row.blocked = true;
  blockHeld();
  return aliasOwners;
}

function untilStill(step: () => boolean): void {
  while (step());
}

/** R12–R14: after normalisation, only what the directory carries; e-mail and userName are never cleared. */
function differs(row: Row, user: User, rows: Row[], users: User[], input: OracleInput): boolean {
  if (row.userName !== user.userName || row.email !== user.email) return true;
  for (const name of input.compared) {
    const wanted = row.record.values[name];
    if (wanted !== undefined && neat(wanted) !== neat(user.record.values[name])) return true;
  }
  return input.managerCarried && managerDiffers(row, user, rows, users);
}

function managerDiffers(row: Row, user: User, rows: Row[], users: User[]): boolean {
  const manager = managerOf(row, rows, users);
  return manager !== undefined && manager !== neat(user.record.manager);
}

function managerOf(row: Row, rows: readonly Row[], users: readonly User[]): string | undefined {
  const address = low(row.record.manager);
  if (address === '') return '';
  const theirRow = rows.find((one) => one.userName === address) ?? rows.find((one) => one.email === address);
  if (theirRow !== undefined) {
    if (theirRow.user?.row === theirRow) return theirRow.user.ref;
    if (theirRow.user === undefined && theirRow.active && !theirRow.blocked && !theirRow.excluded)
      return `row ${theirRow.at}`;
  }
  // R12: somebody who gets other addresses by this very plan is not to be found under this one afterwards.
  const lasting = users.filter(({ row: of }) => !(of?.active && !of.blocked && !of.excluded));
  const byName = lasting.filter((one) => one.userName === address);
  const fitting = byName.length > 0 ? byName : lasting.filter((one) => one.email === address);
  return fitting.length === 1 ? fitting[0]!.ref : undefined;
}

/** R19: who joins and who leaves which group. */
function memberships(input: OracleInput, rows: Row[], users: User[], verdicts: readonly Verdict[]) {
  const added = new Set<string>();
  const removed = new Set<string>();
  const stays = (row: Row) =>
    row.active && ['Created', 'Changed', 'Restored', 'Unchanged'].includes(verdicts[row.at]!);
  const wanted = new Map<string, Set<Row>>();
  for (const row of rows)
    for (const name of row.record.groups ?? []) {
      const rowsOfGroup = wanted.get(low(name)) ?? new Set();
      wanted.set(low(name), rowsOfGroup.add(row));
    }
  const ours = (group: GroupRecord) => group.externalId.startsWith('muster:group:');
  const groupOf = (name: string) =>
    input.consoleGroups.find((group) => group.externalId === `muster:group:${name}`) ??
    input.consoleGroups.find(
      (group) =>
        low(group.displayName) === name &&
        ![...wanted.keys()].some((other) => group.externalId === `muster:group:${other}`),
    );
  const met = new Map<GroupRecord, string>();
  const members = new Map(input.consoleGroups.map((group) => [group.ref, new Set(group.members)]));
  for (const [name, people] of wanted) {
    const group = groupOf(name);
    if (group) met.set(group, name);
    const inside = members.get(group?.ref ?? '') ?? new Set();
    members.set(group?.ref ?? `new ${name}`, inside);
    if (group?.isSmart) continue;
    for (const row of people) {
      if (!stays(row)) continue;
      const member = row.user !== undefined && group?.members.includes(row.user.ref);
      if (member) continue;
      const ref = row.user?.ref ?? `row ${row.at}`;
      added.add(`${ref}>${name}`);
      inside.add(ref);
    }
  }
  for (const group of input.consoleGroups) {
    if (group.isSmart || !ours(group) || !input.complete) continue;
    const name = met.get(group);
    for (const ref of group.members) {
      const row = users.find((user) => user.ref === ref)?.row;
      if (row === undefined || !stays(row)) continue;
      if (name !== undefined && wanted.get(name)!.has(row)) continue;
      removed.add(`${ref}>${name ?? low(group.displayName)}`);
      members.get(group.ref)!.delete(ref);
    }
  }
  return { added, removed, members };
}

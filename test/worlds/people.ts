import { ATTRIBUTE_NAMES, type AttributeName } from '../../src-main/core/attributes.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';

/** A person of a small world: what is not told is unremarkable. */
export interface Someone {
  readonly address: string;
  /** The source's own key; made up where it is not told. */
  readonly ref?: string;
  /** externalId. */
  readonly id?: string;
  readonly email?: string;
  readonly status?: string;
  readonly managed?: boolean;
  readonly admin?: boolean;
  readonly aliases?: readonly string[];
  readonly manager?: string;
  readonly groups?: readonly string[];
  readonly values?: Readonly<Partial<Record<AttributeName, string>>>;
  readonly version?: string;
}

export interface SomeGroup {
  readonly name: string;
  readonly ref?: string;
  /** The derived one where it is not told; '' for a foreign group. */
  readonly id?: string;
  readonly smart?: boolean;
  /** Addresses or refs of console people. */
  readonly members?: readonly string[];
}

/** A person as a directory lists them; `line` counts as in a CSV with a heading. */
export function directoryPerson(someone: Someone, index: number): PersonRecord {
  return record(someone, someone.ref ?? String(index + 2));
}

/** A person as a console lists them: every attribute stands there, empty where nothing is told. */
export function consolePerson(someone: Someone, index: number): PersonRecord {
  const empty: Partial<Record<AttributeName, string>> = {};
  for (const name of ATTRIBUTE_NAMES) empty[name] = '';
  const person = record(someone, someone.ref ?? `u${index + 1}`);
  return { ...person, manager: someone.manager ?? '', values: { ...empty, ...person.values } };
}

function record(someone: Someone, ref: string): PersonRecord {
  const {
    address,
    id,
    email,
    status = 'active',
    managed,
    admin,
    aliases,
    manager,
    groups,
    version,
  } = someone;
  return {
    ref,
    status,
    ...(managed === undefined ? {} : { provisioningManaged: managed }),
    ...(admin === undefined ? {} : { isAdmin: admin }),
    ...(aliases === undefined ? {} : { aliases }),
    ...(manager === undefined ? {} : { manager }),
    ...(groups === undefined ? {} : { groups }),
    ...(version === undefined ? {} : { version }),
    values: {
      userName: address,
      ...(id === undefined ? {} : { externalId: id }),
      ...(email === undefined ? {} : { email }),
      ...someone.values,
    },
  };
}

export function consoleGroup(group: SomeGroup, index: number, people: readonly PersonRecord[]): GroupRecord {
  const refOf = (member: string) =>
    people.find((person) => person.ref === member || person.values.userName === member)?.ref ?? member;
  return {
    ref: group.ref ?? `g${index + 1}`,
    externalId: group.id ?? `muster:group:${group.name.trim().toLowerCase()}`,
    displayName: group.name,
    ...(group.smart === undefined ? {} : { isSmart: group.smart }),
    members: (group.members ?? []).map(refOf),
  };
}

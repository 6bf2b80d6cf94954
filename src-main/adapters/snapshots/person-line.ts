import { ATTRIBUTE_NAMES, type AttributeName } from '../../core/attributes.ts';
import type { PersonRecord } from '../../core/records.ts';

/**
 * One person as one line of a snapshot file: a JSON array, since a million times the same property names
 * would be most of the file. Absent trailing parts are cut off; `null` stands for "not carried".
 */
type Line = [
  ref: string,
  status: string,
  line: number | null,
  managed: boolean | null,
  admin: 1 | 0,
  manager: string | null,
  version: string | null,
  aliases: readonly string[] | 0,
  groups: readonly string[] | 0,
  ...values: (string | null)[],
];

const FIRST_VALUE = 9;

export function personToLine(person: PersonRecord): string {
  const line: Line = [
    person.ref,
    person.status,
    person.line ?? null,
    person.provisioningManaged ?? null,
    person.isAdmin ? 1 : 0,
    person.manager ?? null,
    person.version ?? null,
    person.aliases ?? 0,
    person.groups ?? 0,
  ];
  let last = FIRST_VALUE;
  ATTRIBUTE_NAMES.forEach((name, i) => {
    const value = person.values[name];
    line[FIRST_VALUE + i] = value ?? null;
    if (value !== undefined) last = FIRST_VALUE + i + 1;
  });
  line.length = last;
  return JSON.stringify(line);
}

export function personFromLine(text: string): PersonRecord {
  const [ref, status, line, managed, admin, manager, version, aliases, groups, ...rest] = JSON.parse(
    text,
  ) as Line;
  const values: Partial<Record<AttributeName, string>> = {};
  rest.forEach((value, i) => {
    if (value !== null) values[ATTRIBUTE_NAMES[i]!] = value;
  });
  return {
    ref,
    status,
    ...(line === null ? {} : { line }),
    ...(managed === null ? {} : { provisioningManaged: managed }),
    ...(admin === 1 ? { isAdmin: true } : {}),
    ...(manager === null ? {} : { manager }),
    ...(version === null ? {} : { version }),
    ...(aliases === 0 ? {} : { aliases }),
    ...(groups === 0 ? {} : { groups }),
    values,
  };
}

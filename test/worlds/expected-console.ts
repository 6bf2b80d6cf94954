import { ATTRIBUTE_NAMES, type AttributeName } from '../../src-main/core/attributes.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import type { OracleAnswer } from './oracle.ts';
import type { Listed } from './world.ts';

/** A console without versions: people and groups by id; whoever was made since by `new` and the name. */
export interface ConsoleView {
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly groups: ReadonlyMap<string, GroupRecord>;
}

const neat = (text: string | undefined) => (text ?? '').trim().normalize('NFC');
const low = (text: string | undefined) => neat(text).toLowerCase();

/**
 * What must stand on a console that keeps e-mail and userName apart once everything was applied, written down from
 * the oracle's answer and not from any plan: nothing but what the rules name may differ from before.
 */
export function expectedConsole(
  listed: Listed,
  oracle: OracleAnswer,
  compared: readonly AttributeName[],
): ConsoleView {
  const addressOf = (row: PersonRecord) => neat(row.values.userName) || neat(row.values.email);
  const named = (who: string) => {
    const [, at] = /^row (\d+)$/.exec(who) ?? [];
    return at === undefined ? who : `new ${low(addressOf(listed.directory[Number(at)]!))}`;
  };
  const people = new Map(
    listed.console.map(({ version: _stamp, ...person }) => [person.ref, person as PersonRecord]),
  );
  for (const [ref, verdict] of oracle.alone)
    if (verdict === 'Archived') people.set(ref, { ...people.get(ref)!, status: 'archived' });

  listed.directory.forEach((row, at) => {
    const verdict = oracle.rows[at]!;
    if (verdict === 'Excluded' || verdict === 'Blocked') return;
    const ref = oracle.matched.get(at);
    if (ref !== undefined && verdict === 'Archived') {
      people.set(ref, { ...people.get(ref)!, status: 'archived' });
      return;
    }
    if (verdict !== 'Created' && (ref === undefined || row.status !== 'active')) return;
    const userName = addressOf(row);
    const email = neat(row.values.email) || userName;
    const manager = oracle.managers.get(at);
    if (ref === undefined) {
      const empty = Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, '']));
      const carried = compared.map((name) => [name, neat(row.values[name])]);
      const externalId = neat(row.values.externalId);
      const values = { ...empty, ...Object.fromEntries(carried), userName, email, externalId };
      const key = `new ${low(userName)}`;
      people.set(key, { ref: key, status: 'active', manager: named(manager ?? ''), values });
      return;
    }
    const before = people.get(ref)!;
    const values: Partial<Record<AttributeName, string>> = { ...before.values };
    if (low(values.userName) !== low(userName)) values.userName = userName;
    // Somebody without an e-mail is known by the userName, so there is nothing to write where the two agree.
    const asBefore = low(before.values.email) === low(email);
    const asUserName = low(before.values.email) === '' && low(email) === low(userName);
    if (!asBefore && !asUserName) values.email = email;
    for (const name of compared) {
      const wanted = row.values[name];
      if (wanted !== undefined && neat(wanted) !== neat(values[name])) values[name] = neat(wanted);
    }
    const externalId = neat(row.values.externalId);
    if (externalId !== '' && externalId !== neat(values.externalId)) values.externalId = externalId;
    const link = manager === undefined || manager === neat(before.manager) ? {} : { manager: named(manager) };
    people.set(ref, { ...before, status: 'active', values, ...link });
  });

  const groups = new Map<string, GroupRecord>();
  for (const [ref, members] of oracle.members) {
    const before = listed.consoleGroups.find((group) => group.ref === ref);
    const name = ref.replace(/^new /, '');
    const { version: _stamp, ...group } = before ?? {
      ref,
      externalId: `muster:group:${name}`,
      displayName: name,
      members: [],
    };
    groups.set(ref, { ...group, members: [...members].map(named).toSorted() });
  }
  return { people, groups };
}

import type { StoredRow } from '../../src-main/app/ports/report-store.ts';
import { isAttribute } from '../../src-main/core/attributes.ts';
import { fold } from '../../src-main/core/fold.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import { PHASES, type Target } from '../../src-main/core/report.ts';

export interface Applied {
  readonly console: readonly PersonRecord[];
  readonly consoleGroups: readonly GroupRecord[];
  /** What went against a rule on the way, as sentences. */
  readonly faults: readonly string[];
}

/**
 * What a plan makes of a console, step by step in R8's order. Operations of one phase and level may be sent
 * at the same time, so each must be possible as things stood when the level began.
 */
export function applied(
  people: readonly PersonRecord[],
  groups: readonly GroupRecord[],
  rows: readonly StoredRow[],
): Applied {
  const console = new Map(people.map((person) => [person.ref, person]));
  const consoleGroups = new Map(groups.map((group) => [group.ref, group]));
  const made = new Map<string, string>();
  const faults: string[] = [];
  const refused = new Set<number>();
  const idOf = (target: Target, object: 'user' | 'group') =>
    'id' in target ? target.id : made.get(`${object} ${target.createdKey}`);
  const highest = Math.max(0, ...rows.map((row) => row.operation?.level ?? 0));

  const writePerson = (row: StoredRow, id: string, taken: ReadonlyMap<string, string>) => {
    const before = console.get(id) ?? { ref: id, status: 'active', manager: '', values: {} };
    const values = { ...before.values };
    let status = before.status;
    for (const { field, new: value } of row.changes) {
      if (field === 'active') status = value === 'Active' ? 'active' : 'archived';
      else if (isAttribute(field)) values[field] = value;
    }
    const holder = taken.get(fold(values.userName ?? ''));
    if (holder !== undefined && holder !== id) {
      faults.push(`${values.userName} is still held by ${holder}`);
      refused.add(row.seq);
      made.delete(`user ${row.key}`);
      return;
    }
    if ((values.userName ?? '') === '') faults.push(`${id} has no userName`);
    console.set(id, { ...before, status, values });
  };

  for (const phase of PHASES) {
    if (phase === 'manager') continue;
    if (phase === 'archive') {
      const standing = rows.filter(({ seq }) => !refused.has(seq));
      linkManagers(standing, console, idOf, faults);
    }
    for (let level = 0; level <= highest; level++) {
      const taken = new Map([...console.values()].map((one) => [fold(one.values.userName ?? ''), one.ref]));
      for (const row of rows) {
        const { operation } = row;
        if (operation?.phase !== phase || operation.level !== level) continue;
        const { act } = operation;
        if (act.kind === 'create-user') {
          const id = `new ${row.key}`;
          made.set(`user ${row.key}`, id);
          writePerson(row, id, taken);
        } else if (act.kind === 'update-user') {
          if (!console.has(act.id)) faults.push(`${act.id} is not on the console`);
          writePerson(row, act.id, taken);
        } else if (act.kind === 'create-group') {
          const id = `new ${row.key}`;
          made.set(`group ${row.key}`, id);
          consoleGroups.set(id, {
            ref: id,
            externalId: act.externalId,
            displayName: act.displayName,
            members: [],
          });
        } else if (act.kind === 'update-group') {
          const { displayName, externalId } = act;
          const before = consoleGroups.get(act.id)!;
          consoleGroups.set(act.id, {
            ...before,
            displayName: displayName ?? before.displayName,
            externalId: externalId ?? before.externalId,
          });
        } else if (act.kind === 'add-member' || act.kind === 'remove-member') {
          const group = consoleGroups.get(idOf(act.group, 'group') ?? '');
          const user = idOf(act.user, 'user');
          if (group === undefined || user === undefined || !console.has(user)) {
            faults.push(`${row.key} names a group or person that is not there`);
            continue;
          }
          const others = group.members.filter((member) => member !== user);
          consoleGroups.set(group.ref, {
            ...group,
            members: act.kind === 'add-member' ? [...others, user] : others,
          });
        }
      }
    }
  }
  return { console: [...console.values()], consoleGroups: [...consoleGroups.values()], faults };
}

function linkManagers(
  rows: readonly StoredRow[],
  console: Map<string, PersonRecord>,
  idOf: (target: Target, object: 'user') => string | undefined,
  faults: string[],
): void {
  for (const { operation, key } of rows) {
    if (operation?.manager === undefined) continue;
    const { act, manager } = operation;
    const id = act.kind === 'update-user' ? act.id : idOf({ createdKey: key }, 'user');
    const managerId = manager === 'none' ? '' : idOf(manager, 'user');
    const person = id === undefined ? undefined : console.get(id);
    if (person === undefined || managerId === undefined) {
      faults.push(`${key} cannot be linked to its manager`);
      continue;
    }
    console.set(person.ref, { ...person, manager: managerId });
  }
}

import type { StoredRow } from '../../src-main/app/ports/report-store.ts';
import type { UndoneRun } from '../../src-main/app/undone-run.ts';
import type { DoneRow } from '../../src-main/core/done-row.ts';
import { fold, tidy } from '../../src-main/core/fold.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';

/** A live run that made everything of a plan, as its journal would prove it; ids are those of the model console. */
export function runThatMade(rows: readonly StoredRow[]): UndoneRun {
  const operations = rows.filter(({ operation }) => operation !== undefined);
  const made = operations.flatMap(({ object, key, operation }) => {
    const creates = operation?.act.kind === 'create-user' || operation?.act.kind === 'create-group';
    return creates ? [[`${object}\n${key}`, `new ${key}`] as const] : [];
  });
  const createdIds = new Map(made);
  const done = operations.map(
    (row): DoneRow => ({
      row,
      main: row.operation?.phase === 'manager' ? 'not done' : 'done',
      manager: row.operation?.manager === undefined ? 'not done' : 'done',
      createdId: createdIds.get(`${row.object}\n${row.key}`),
    }),
  );
  return {
    runId: 'run-1',
    rows: () => done,
    summedGroups: () =>
      rows.filter(
        ({ object, verdict, operation }) =>
          object === 'group' && operation === undefined && (verdict === 'Archived' || verdict === 'Restored'),
      ),
    createdIds,
    close: () => {},
  };
}

/** A person in the form in which a console compares; what is never cleared is left out where it was empty (R14). */
export function personAsBefore(one: PersonRecord, was: PersonRecord) {
  const { userName = '', email = '', externalId = '', ...others } = one.values;
  const values = Object.entries(others).map(([name, value]) => [name, tidy(value)]);
  return {
    ref: one.ref,
    status: one.status,
    manager: one.manager ?? '',
    userName: fold(userName),
    email: tidy(was.values.email ?? '') === '' ? '' : fold(email),
    externalId: tidy(was.values.externalId ?? '') === '' ? '' : tidy(externalId),
    values: Object.fromEntries(values),
  };
}

/** A group likewise: an id that Muster gave it stays. */
export function groupAsBefore(one: GroupRecord, was: GroupRecord) {
  const externalId = was.externalId === '' ? '' : one.externalId;
  return { ref: one.ref, externalId, name: tidy(one.displayName), members: one.members.toSorted() };
}

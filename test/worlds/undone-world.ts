import type { StoredRow } from '../../src-main/app/ports/report-store.ts';
import type { UndoneRun } from '../../src-main/app/undone-run.ts';
import type { DoneRow } from '../../src-main/core/done-row.ts';

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

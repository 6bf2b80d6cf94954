import { ATTRIBUTES, type AttributeName, isAttribute } from '../../core/attributes.ts';
import type { Result } from '../../core/failure.ts';
import { dateTimeForConsole } from '../../core/normalise.ts';
import type { FieldChange, Operation, Target } from '../../core/report.ts';
import type { ConsoleWriter, ValueChange, WrittenRef } from '../ports/console-writer.ts';
import type { StoredRow } from '../ports/report-store.ts';

/** The changes of a row that its main request sends; the manager link has a pass of its own (R8). */
export function mainChanges(changes: readonly FieldChange[]): readonly ValueChange[] {
  const sent: ValueChange[] = [];
  for (const { field, new: value } of changes) {
    if (field === 'active') sent.push({ field, value: value === 'Active' });
    else if (isAttribute(field)) sent.push({ field, value: valueForConsole(field, value) });
  }
  return sent;
}

/** Sends a user row's main part: exactly the changes of the row, nothing decided anew (R3). */
export function sendUser(
  row: StoredRow,
  operation: Operation,
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Result<WrittenRef>> {
  const changes = mainChanges(row.changes);
  if (operation.act.kind === 'create-user') {
    const values: Partial<Record<AttributeName, string>> = {};
    for (const change of changes) {
      if (change.field !== 'active' && change.field !== 'manager') values[change.field] = change.value;
    }
    return writer.createUser({ values, active: true }, signal);
  }
  if (operation.act.kind !== 'update-user') throw new Error(`a user row cannot ${operation.act.kind}`);
  return writer.updateUser(operation.act.id, changes, operation.seenVersion, signal);
}

/** Sends a row's manager link, once everybody exists. */
export function sendManagerLink(
  userId: string,
  managerId: string | 'none',
  version: string | undefined,
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Result<WrittenRef>> {
  const value = managerId === 'none' ? '' : managerId;
  return writer.updateUser(userId, [{ field: 'manager', value }], version, signal);
}

export function valueForConsole(attribute: AttributeName, value: string): string {
  return ATTRIBUTES[attribute].kind === 'date' && value !== '' ? dateTimeForConsole(value) : value;
}

/** Ids that creates of this run gave; people and groups have keys of their own. */
export type CreatedIds = Map<string, string>;

export function createdIdKey(object: 'user' | 'group', key: string): string {
  return `${object}\n${key}`;
}

export function targetId(target: Target, object: 'user' | 'group', created: CreatedIds): string | undefined {
  return 'id' in target ? target.id : created.get(createdIdKey(object, target.createdKey));
}

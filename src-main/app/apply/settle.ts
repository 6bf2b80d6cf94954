import { ATTRIBUTES, isAttribute } from '../../core/attributes.ts';
import type { Failure } from '../../core/failure.ts';
import { fold } from '../../core/fold.ts';
import { normaliseConsoleValue, sameValue } from '../../core/normalise.ts';
import type { PersonRecord } from '../../core/records.ts';
import type { FieldChange } from '../../core/report.ts';
import type { ConsoleWriter } from '../ports/console-writer.ts';
import type { StoredRow } from '../ports/report-store.ts';

/**
 * What became of a request whose answer was lost (R7). `not-applied`: proven, it may be sent again.
 * `unknown`: the console cannot tell; it is left for the next run.
 */
export type Settled =
  | { readonly status: 'applied'; readonly createdId?: string }
  | { readonly status: 'not-applied' }
  | { readonly status: 'moved'; readonly now: string }
  | { readonly status: 'unknown' }
  | { readonly status: 'unreachable'; readonly failure: Failure };

/** A create is settled by looking the person up; sent again only where absence is proven (R7). */
export async function settleCreateUser(
  row: StoredRow,
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Settled> {
  const userName = row.changes.find((change) => change.field === 'userName')?.new ?? row.address;
  const found = await writer.findUser(userName, signal);
  if (!found.ok) return { status: 'unreachable', failure: found.failure };
  if (found.value.status === 'absent') return { status: 'not-applied' };
  if (found.value.status === 'unproven') return { status: 'unknown' };
  const { person } = found.value;
  const wanted = row.changes.find((change) => change.field === 'externalId')?.new ?? '';
  const held = person.values.externalId?.trim() ?? '';
  // Somebody else took the address in between: that person is not ours to go on with.
  if (wanted !== '' && held !== '' && wanted !== held) {
    return { status: 'moved', now: 'the address belongs to another person now' };
  }
  return { status: 'applied', createdId: person.ref };
}

/** An update is settled by reading the person: all new values there, or all old ones, or moved. */
export async function settleUpdateUser(
  id: string,
  changes: readonly FieldChange[],
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Settled> {
  const read = await writer.readUser(id, signal);
  if (!read.ok) return { status: 'unreachable', failure: read.failure };
  const person = read.value;
  if (!person) return { status: 'moved', now: 'no longer on the console' };
  const told = changes.filter((change) => change.field !== 'manager');
  if (onlyTells(changes)) return { status: 'not-applied' };
  if (told.every((change) => holds(person, change, change.new))) return { status: 'applied' };
  if (told.every((change) => holds(person, change, change.old))) return { status: 'not-applied' };
  return { status: 'moved', now: 'other values than before and after' };
}

/** Only telling the console what it holds (R22) leaves no trace; told again it does no harm. */
export function onlyTells(changes: readonly FieldChange[]): boolean {
  const told = changes.filter((change) => change.field !== 'manager');
  return told.length > 0 && told.every((change) => change.old === change.new);
}

function holds(person: PersonRecord, change: FieldChange, value: string): boolean {
  if (change.field === 'active') return (person.status === 'active') === (value === 'Active');
  if (!isAttribute(change.field)) return true;
  const now = normaliseConsoleValue(change.field, person.values[change.field] ?? '');
  const told = ATTRIBUTES[change.field].kind === 'date' ? normaliseConsoleValue(change.field, value) : value;
  return sameValue(change.field, now, told);
}

export async function settleManagerLink(
  userId: string,
  managerId: string | 'none',
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Settled> {
  const read = await writer.readUser(userId, signal);
  if (!read.ok) return { status: 'unreachable', failure: read.failure };
  const now = read.value?.manager ?? '';
  const wanted = managerId === 'none' ? '' : managerId;
  return fold(now) === fold(wanted) ? { status: 'applied' } : { status: 'not-applied' };
}

export async function settleGroup(
  row: StoredRow,
  writer: ConsoleWriter,
  signal: AbortSignal,
): Promise<Settled> {
  const act = row.operation?.act;
  if (act?.kind === 'update-group') {
    const read = await writer.readGroup(act.id, signal);
    if (!read.ok) return { status: 'unreachable', failure: read.failure };
    if (!read.value) return { status: 'moved', now: 'no longer on the console' };
    const named = act.displayName === undefined || read.value.displayName === act.displayName;
    const keyed = act.externalId === undefined || read.value.externalId === act.externalId;
    return named && keyed ? { status: 'applied' } : { status: 'not-applied' };
  }
  const found = await writer.findGroup(row.name, signal);
  if (!found.ok) return { status: 'unreachable', failure: found.failure };
  const externalId = act?.kind === 'create-group' ? act.externalId : '';
  const same = found.value.filter((group) => group.externalId === externalId || group.externalId === '');
  if (same.length === 0) return { status: 'not-applied' };
  return same.length === 1 ? { status: 'applied', createdId: same[0]!.ref } : { status: 'unknown' };
}

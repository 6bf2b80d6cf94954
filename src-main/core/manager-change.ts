import { fold } from './fold.ts';
import { createdRow, NO_MANAGER, UNKNOWN_MANAGER } from './managers.ts';
import { mapConsolePerson, mapDirectoryPerson } from './mapping.ts';
import { isActive, NONE } from './match.ts';
import { isExportOnly } from './person-index.ts';
import type { PeoplePlanInput } from './plan-people.ts';
import type { FieldChange, Target } from './report.ts';

export interface ManagerChange {
  readonly change: FieldChange;
  readonly target: Target | 'none';
}

/** The manager link that a row asks for, where the console's is another (R8, R11). */
export function managerChange(
  input: PeoplePlanInput,
  row: number,
  user: number,
): { readonly differs: ManagerChange | undefined; readonly told: ManagerChange | undefined } {
  if (!input.managerCarried) return { differs: undefined, told: undefined };
  const wanted = input.managers.wanted[row]!;
  const held = user === NONE ? NO_MANAGER : input.managers.held[user]!;
  if (wanted !== held) return { differs: linkTo(input, wanted, user, held), told: undefined };
  // SCIM was never told of somebody whom only an export shows, so it is told the manager as well (R22).
  const told = user !== NONE && isExportOnly(input.console, user) && wanted !== NO_MANAGER;
  // Made only where it is needed: it reads two bodies, and most rows keep their manager.
  return { differs: undefined, told: told ? linkTo(input, wanted, user, held) : undefined };
}

function linkTo(
  input: PeoplePlanInput,
  wanted: number,
  user: number,
  held: number,
): ManagerChange | undefined {
  if (wanted === UNKNOWN_MANAGER) return undefined;
  const old =
    held >= 0
      ? addressOfUser(input, held)
      : held === UNKNOWN_MANAGER
        ? (input.consoleBody(user).manager ?? '')
        : '';
  if (wanted === NO_MANAGER) return { change: { field: 'manager', old, new: '' }, target: 'none' };
  const created = createdRow(wanted);
  if (created !== NONE) return createdLink(input, created, old);
  if (!isExportOnly(input.console, wanted)) {
    const change = { field: 'manager' as const, old, new: addressOfUser(input, wanted) };
    return { change, target: { id: input.consoleRef(wanted) } };
  }
  // A manager whom only an export shows has no SCIM id before this plan tells of them.
  const theirRow = input.match.rowOf[wanted]!;
  return theirRow !== NONE && isTold(input, theirRow) ? createdLink(input, theirRow, old) : undefined;
}

function createdLink(input: PeoplePlanInput, row: number, old: string): ManagerChange {
  const { address } = mapDirectoryPerson(input.directoryBody(row), input.compared, input.profile);
  return { change: { field: 'manager', old, new: address }, target: { createdKey: fold(address) } };
}

function isTold({ directory, match }: PeoplePlanInput, row: number): boolean {
  return isActive(directory, row) && match.blocked[row] === 0 && match.excludedRow[row] === 0;
}

function addressOfUser(input: PeoplePlanInput, user: number): string {
  return mapConsolePerson(input.consoleBody(user), input.compared, input.profile).address;
}

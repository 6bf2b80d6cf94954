import { canonicalOperation } from './canonical.ts';
import { NONE } from './match.ts';
import { isExportOnly } from './person-index.ts';
import type { PeoplePlanInput } from './plan-people.ts';
import type { PersonRecord } from './records.ts';
import type { FieldChange, Operation, Phase, ReportRow, Target } from './report.ts';

/** Archives a console user (R6). */
export function archiveOperation(id: string, canonical: string, version: string | undefined): Operation {
  return {
    phase: 'archive',
    level: 0,
    canonical,
    ...(version === undefined ? {} : { seenVersion: version }),
    act: { kind: 'update-user', id },
  };
}

/** What apply does for a directory row, if anything; `changes` are what it sends. */
export function operationOf(
  input: PeoplePlanInput,
  row: number,
  user: number,
  key: string,
  verdict: ReportRow['verdict'],
  changes: readonly FieldChange[],
  linked: boolean,
  manager: Target | 'none' | undefined,
  consoleRecord: PersonRecord | undefined,
): Operation | undefined {
  const acts =
    verdict === 'Created' || verdict === 'Changed' || verdict === 'Restored' || verdict === 'Archived';
  if (!acts && !linked) return undefined;
  const canonical = canonicalOperation('user', key, changes);
  const body = user === NONE ? undefined : (consoleRecord ?? input.consoleBody(user));
  // Known from a user export only: SCIM learns of the person by a create, which the console matches (R22).
  const isNew = user === NONE || isExportOnly(input.console, user);
  if (verdict === 'Archived' && isNew) return undefined;
  if (verdict === 'Archived') return archiveOperation(body!.ref, canonical, body!.version);
  return {
    phase: phaseOf(verdict, changes, linked, isNew),
    level: input.match.level.get(row),
    canonical,
    ...(body?.version === undefined ? {} : { seenVersion: body.version }),
    act: isNew ? { kind: 'create-user' } : { kind: 'update-user', id: body!.ref },
    ...(manager === undefined ? {} : { manager }),
  };
}

function phaseOf(
  verdict: ReportRow['verdict'],
  changes: readonly FieldChange[],
  linked: boolean,
  isNew: boolean,
): Phase {
  if (isNew) return 'create';
  if (changes.some((change) => change.field === 'userName')) return 'rename';
  if (verdict === 'Restored') return 'restore';
  if (linked) return 'adopt';
  return changes.every((change) => change.field === 'manager') ? 'manager' : 'change';
}

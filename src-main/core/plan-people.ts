import type { AttributeName } from './attributes.ts';
import { canonicalOperation } from './canonical.ts';
import { diffPerson, valuesOfNewPerson } from './diff.ts';
import { externalIdFact, linkedExternalId } from './external-id.ts';
import { fold } from './fold.ts';
import { managerChange } from './manager-change.ts';
import { createdRow, type Managers, UNKNOWN_MANAGER } from './managers.ts';
import { type HeldPerson, mapConsolePerson, mapDirectoryPerson, type WantedPerson } from './mapping.ts';
import { BLOCKS, blockCode, type Match, NONE, PASSES, spokenForBy } from './match.ts';
import { situationOfRow, situationOfUser } from './people-state.ts';
import { personAside } from './person-aside.ts';
import { FAULTS, isExportOnly, NEEDS_BODY, type PersonIndex } from './person-index.ts';
import { fullName } from './person-name.ts';
import { archiveOperation, operationOf } from './person-operation.ts';
import { rowWarnings, type WarningContext } from './plan-warnings.ts';
import type { ConsoleProfile } from './profile.ts';
import type { PersonRecord } from './records.ts';
import type { FieldChange, ReportRow } from './report.ts';
import { blockedReason, excludedReason, type Reason } from './row-reasons.ts';
import { type Situation, situationReason, verdictOf } from './verdict.ts';
import { withWouldBe } from './would-be.ts';

/** Everything that the people's part of a plan is made of. Bodies are read through the two functions only. */
export interface PeoplePlanInput {
  readonly directory: PersonIndex;
  readonly console: PersonIndex;
  readonly match: Match;
  readonly managers: Managers;
  readonly managerCarried: boolean;
  readonly compared: readonly AttributeName[];
  readonly profile: ConsoleProfile;
  readonly listing: Situation['listing'];
  readonly directoryBody: (row: number) => PersonRecord;
  readonly consoleBody: (user: number) => PersonRecord;
  /** Only the key, where the body is not needed. */
  readonly consoleRef: (user: number) => string;
  /** Only the external id, tidied; '' where there is none. */
  readonly consoleExternalId: (user: number) => string;
  /** Which exclusion entry names this folded address (R5). */
  readonly exclusionOf: (folded: string) => { readonly source: string; readonly line: number } | undefined;
  readonly warnings: WarningContext;
  /** The first live sync of a console that archives the untold writes Unchanged people too (R22). */
  readonly tellEverybody: boolean;
}

/** Stands for a row that `plainRows` has found to be plain. */
export const PLAIN = 'plain';

/**
 * One row for each directory row, else one for each console user (design §4). Rows that are not 0 in `plain` are not
 * read at all.
 */
export function* planPeople(
  input: PeoplePlanInput,
  plain: Uint8Array | undefined,
): Generator<ReportRow | typeof PLAIN, void, void> {
  const { match } = input;
  for (let row = 0; row < input.directory.size; row++) {
    if (plain !== undefined && plain[row] !== 0) yield PLAIN;
    else yield withWouldBe(match.excludedRow, row, () => planDirectoryRow(input, row));
  }
  for (let user = 0; user < input.console.size; user++) {
    if (spokenForBy(match, user) !== NONE) continue;
    yield withWouldBe(match.excludedUser, user, () => planConsoleUser(input, user));
  }
}

function planDirectoryRow(input: PeoplePlanInput, row: number): ReportRow {
  const { directory, console, match, compared, profile, listing } = input;
  const record = input.directoryBody(row);
  const wanted = mapDirectoryPerson(record, compared, profile);
  const user = match.consoleOf[row]!;
  const undecided = situationOfRow(directory, console, match, row, listing, false);
  const settled = undecided.excluded || undecided.blocked || undecided.directory === 'inactive';
  const needsHeld = user !== NONE && (settled || !sameContent(input, row, user));
  const consoleRecord = needsHeld || restores(undecided) ? input.consoleBody(user) : undefined;
  const held = consoleRecord && mapConsolePerson(consoleRecord, compared, profile);
  if (held && !settled && !sharesKey(PASSES[match.matchedBy[row]!]!, wanted, held)) {
    // Only the hashes of their keys are equal. Once in millions of syncs, and then nobody is renamed by it.
    match.blocked[row] = blockCode('twoUsers');
    match.blockedBy.set(row, user);
    return planDirectoryRow(input, row);
  }

  const values = settled
    ? []
    : user === NONE
      ? valuesOfNewPerson(wanted, compared)
      : held
        ? diffPerson(wanted, held, compared)
        : [];
  const manager = settled ? undefined : managerChange(input, row, user);
  const changes: FieldChange[] = [...values, ...(manager?.differs ? [manager.differs.change] : [])];
  const link = linkedExternalId(input, row, user, wanted, settled);
  const verdict = verdictOf({ ...undecided, differs: changes.length > 0 });
  const exportOnly = user !== NONE && isExportOnly(console, user);
  const linked =
    verdict === 'Unchanged' && !settled && (link !== undefined || input.tellEverybody || exportOnly);
  const id = user === NONE || exportOnly ? undefined : (held?.id ?? input.consoleRef(user));

  const all = [...changes];
  if (link && verdict !== 'Unchanged') all.push(link);
  if (linked) all.push(link ?? { field: 'active', old: 'Active', new: 'Active' });
  if (exportOnly && !settled) {
    all.push(...toldValues(input, wanted, all), ...(manager?.told ? [manager.told.change] : []));
  }
  if (verdict === 'Restored') all.push({ field: 'active', old: 'Archived', new: 'Active' });
  if (verdict === 'Archived') all.push({ field: 'active', old: 'Active', new: 'Archived' });

  const key = id ?? (wanted.address === '' ? `row:${record.ref}` : fold(wanted.address));
  const base = {
    object: 'user' as const,
    verdict,
    key,
    name: fullName(record) || wanted.address,
    address: wanted.address,
    changes: all,
    directoryRef: record.line === undefined ? record.ref : String(record.line),
    ...(id === undefined ? {} : { consoleRef: id }),
    ...(linked ? { adopted: true } : {}),
    ...personAside(record, consoleRecord),
    ...matchedBy(match, row),
  };
  const reason = reasonOf(input, row, user, record, wanted, held, verdict, changes, linked, undecided);
  const target = (manager?.differs ?? manager?.told)?.target;
  const operation = operationOf(input, row, user, key, verdict, all, linked, target, consoleRecord);
  return {
    ...base,
    reason: reason.code,
    facts: { ...reason.facts, ...externalIdFact(input, user, wanted) },
    warnings: rowWarnings(input.warnings, {
      verdict,
      changes,
      wanted,
      held,
      record:
        consoleRecord ??
        (user !== NONE && needsBody(input.console, user) ? input.consoleBody(user) : undefined),
      reports: user === NONE ? 0 : input.managers.reports[user]!,
      unknownManager:
        !settled && input.managers.wanted[row] === UNKNOWN_MANAGER ? (record.manager ?? '') : undefined,
      isOwnManager: !settled && isOwnManager(input.managers.wanted[row]!, row, user),
      namesNobody: user === NONE && undecided.blocked && !namesSomebody(match, row),
      line: base.directoryRef,
      exportOnly,
    }),
    ...(operation ? { operation } : {}),
  };
}

function isOwnManager(wanted: number, row: number, user: number): boolean {
  return (user !== NONE && wanted === user) || createdRow(wanted) === row;
}

function planConsoleUser(input: PeoplePlanInput, user: number): ReportRow {
  const { console, match, compared, profile, listing } = input;
  const record = input.consoleBody(user);
  const held = mapConsolePerson(record, compared, profile);
  const situation = situationOfUser(console, match, user, listing);
  const verdict = verdictOf(situation);
  const exportOnly = isExportOnly(console, user);
  const changes: FieldChange[] =
    verdict === 'Archived' ? [{ field: 'active', old: 'Active', new: 'Archived' }] : [];
  const reason: Reason = situation.excluded
    ? excludedReason(
        bodyAt(input, match.columnForUser.get(user)),
        record,
        input.exclusionOf,
        [held.userName, held.email],
        undefined,
      )
    : { code: situationReason(situation)!, facts: {} };
  const canonical = canonicalOperation('user', held.id, changes);
  return {
    object: 'user',
    verdict,
    key: held.id,
    name: fullName(record) || held.address,
    address: held.address,
    reason: reason.code,
    facts: held.externalId === '' ? reason.facts : { ...reason.facts, externalId: held.externalId },
    changes,
    warnings: rowWarnings(input.warnings, {
      verdict,
      changes,
      wanted: undefined,
      held,
      record,
      reports: input.managers.reports[user]!,
      unknownManager: undefined,
      isOwnManager: false,
      namesNobody: false,
      line: undefined,
      exportOnly,
    }),
    ...(exportOnly ? {} : { consoleRef: held.id }),
    ...personAside(undefined, record),
    // Whom the listing cannot show has no SCIM id to be archived by: the console may do it itself (R22).
    ...(verdict === 'Archived' && !exportOnly
      ? { operation: archiveOperation(held.id, canonical, record.version) }
      : {}),
  };
}

/**
 * What a create must say of somebody whom only an export shows, beside what differs: all of it, since SCIM
 * knows nothing of the person yet (R22). Old and new are the same: the console holds these already.
 */
function toldValues(
  input: PeoplePlanInput,
  wanted: WantedPerson,
  differing: readonly FieldChange[],
): readonly FieldChange[] {
  const named = new Set(differing.map((change) => change.field));
  const told = valuesOfNewPerson(wanted, input.compared).map(({ field, new: value }) => ({
    field,
    old: value,
    new: value,
  }));
  if (wanted.externalId !== '' && input.profile.keepsExternalId) {
    told.push({ field: 'externalId', old: wanted.externalId, new: wanted.externalId });
  }
  return told.filter((change) => !named.has(change.field));
}

function reasonOf(
  input: PeoplePlanInput,
  row: number,
  user: number,
  record: PersonRecord,
  wanted: WantedPerson,
  held: HeldPerson | undefined,
  verdict: ReportRow['verdict'],
  changes: readonly FieldChange[],
  linked: boolean,
  situation: Situation,
): Reason {
  const block = situation.blocked ? BLOCKS[input.match.blocked[row]!]! : undefined;
  const why = block
    ? blockedReason(block, FAULTS[input.directory.fault[row]!], record, wanted, input, row)
    : undefined;
  if (situation.excluded) {
    const through = input.match.excludedThrough.get(row);
    const meant = through !== NONE ? through : user;
    const consoleRecord = meant === NONE ? undefined : input.consoleBody(meant);
    const { userName = '', email = '' } = consoleRecord?.values ?? {};
    const addresses = [wanted.userName, wanted.email, userName, email];
    const column = bodyAt(input, input.match.columnForRow.get(row));
    return excludedReason(column, consoleRecord, input.exclusionOf, addresses, why);
  }
  if (why) return why;
  const told = situationReason(situation);
  if (told === 'restored.back') return { code: told, facts: { n: changes.length } };
  if (told) return { code: told, facts: {} };
  const rename = changes.find((change) => change.field === 'userName');
  if (rename) return { code: 'changed.rename', facts: { old: rename.old, new: rename.new } };
  if (verdict === 'Changed') return { code: 'changed.attrs', facts: { n: changes.length } };
  if (linked) return { code: 'unchanged.adopt', facts: {} };
  // The raw texts differed (else the body had not been read) and the normalised ones do not. Where a value is
  // left alone, it may be what differed.
  const comparesAll = input.compared.every((name) => wanted.values[name] !== undefined);
  return { code: held && comparesAll ? 'unchanged.case' : 'unchanged.same', facts: {} };
}

function bodyAt(input: PeoplePlanInput, row: number): PersonRecord | undefined {
  return row === NONE ? undefined : input.directoryBody(row);
}

/** Whether the key that matched the two is the same text, and not only of the same hash. */
function sharesKey(pass: (typeof PASSES)[number], wanted: WantedPerson, held: HeldPerson): boolean {
  if (pass === '') return true;
  return pass === 'externalId'
    ? wanted.externalId === held.externalId
    : fold(wanted[pass]) === fold(held[pass]);
}

function matchedBy(match: Match, row: number): Pick<ReportRow, 'matchedBy'> {
  const pass = match.consoleOf[row] === NONE ? '' : PASSES[match.matchedBy[row]!]!;
  return pass === '' ? NOT_MATCHED : { matchedBy: pass };
}

const NOT_MATCHED = {};

function restores(situation: Situation): boolean {
  return situation.directory === 'active' && situation.console === 'archived';
}

function sameContent(input: PeoplePlanInput, row: number, user: number): boolean {
  const a = input.directory.content;
  const b = input.console.content;
  return a.lo[row] === b.lo[user] && a.hi[row] === b.hi[user];
}

function needsBody(index: PersonIndex, row: number): boolean {
  return (index.flags[row]! & NEEDS_BODY) !== 0;
}

function namesSomebody(match: Match, row: number): boolean {
  return match.consoleOf[row] !== NONE || match.namesSomebody[row] === 1;
}

import type { AttributeName } from '../core/attributes.ts';
import { consoleIdOf, type DoneRow } from '../core/done-row.ts';
import { isDerivedGroupExternalId } from '../core/group-key.ts';
import { type Match, NONE } from '../core/match.ts';
import type { ReportRow } from '../core/report.ts';
import { leftAloneGroup, undoGroupRow, undoMembershipRow } from '../core/undo-group.ts';
import {
  creates,
  type ManagerNow,
  type PersonNow,
  undoOfPerson,
  undoPersonRow,
} from '../core/undo-person.ts';
import { AddressesBack } from './addresses-back.ts';
import { AddressesBefore } from './addresses-before.ts';
import { targetId } from './apply/send-person.ts';
import { type ConsoleLookup, consoleLookup, type ListedPerson } from './console-lookup.ts';
import type { ReportInput } from './make-report.ts';
import type { UndoneRun } from './undone-run.ts';

interface Context {
  readonly match: Match;
  readonly compared: readonly AttributeName[];
  readonly listing: 'complete' | 'incomplete';
}

/**
 * The reverse plan of a live run (R23): a row for each that the run sent, against the console as it is listed now.
 * The journal is read twice: addresses and memberships that go back together must be known before the first row.
 */
export function planUndo(
  input: ReportInput,
  undone: UndoneRun,
  context: Context,
  add: (row: ReportRow) => void,
  checkCancelled: () => void,
): { readonly managedBefore: number } {
  const lookup = consoleLookup(input, context.match, context.compared);
  const undo = new Undo(input, undone, context, lookup);
  let seen = 0;
  for (const done of undone.rows()) {
    if (seen++ % 1024 === 0) checkCancelled();
    if (wasSent(done)) undo.lookAhead(done);
  }
  for (const done of undone.rows()) if (wasSent(done)) add(undo.rowOf(done));
  for (const row of undone.summedGroups()) add(undo.groupRow(row, row.consoleRef));
  return { managedBefore: managedMemberships(input) };
}

/** A row that the console refused, or that had moved, left nothing to go back to. */
function wasSent({ main, manager }: DoneRow): boolean {
  return main !== 'not done' || manager !== 'not done';
}

class Undo {
  readonly #input: ReportInput;
  readonly #undone: UndoneRun;
  readonly #context: Context;
  readonly #lookup: ConsoleLookup;
  readonly #addresses: AddressesBack;
  readonly #before: AddressesBefore;
  readonly #membershipsToo: Uint8Array;
  readonly #leaving: Uint32Array;
  readonly #coming: Uint32Array;

  constructor(input: ReportInput, undone: UndoneRun, context: Context, lookup: ConsoleLookup) {
    const { people, groups } = input.console;
    this.#input = input;
    this.#undone = undone;
    this.#context = context;
    this.#lookup = lookup;
    this.#addresses = new AddressesBack(lookup, people.size);
    this.#before = new AddressesBefore(people);
    this.#membershipsToo = new Uint8Array(people.size);
    this.#leaving = new Uint32Array(groups.groups.length);
    this.#coming = new Uint32Array(groups.groups.length);
  }

  lookAhead(done: DoneRow): void {
    if (done.row.object === 'membership') this.#lookAtMembership(done);
    if (done.row.object !== 'user') return;
    const user = this.#lookup.byId(consoleIdOf(done));
    if (user === NONE) return;
    if (creates(done)) this.#before.addCreated(user);
    else if (done.main === 'done') {
      const { email = '' } = this.#lookup.person(user).record.values;
      this.#before.addChanged(user, done.row.changes, email);
    }
    const { changes } = undoOfPerson(done, this.#personNow(done, user, undefined), this.#context.listing);
    const rename = changes.find(({ field }) => field === 'userName');
    if (rename) this.#addresses.add(user, rename.new);
  }

  rowOf(done: DoneRow): ReportRow {
    const { row } = done;
    if (row.object === 'membership') return this.#membershipRow(done);
    if (row.object === 'user') return this.#personRow(done);
    if (done.main === 'unknown') return leftAloneGroup(row, consoleIdOf(done), 'Blocked', 'undo.unknown');
    return this.groupRow(row, consoleIdOf(done));
  }

  groupRow(row: ReportRow, id: string | undefined): ReportRow {
    const at = this.#lookup.groupById(id);
    const group = this.#input.console.groups.groups[at];
    if (this.#context.listing === 'incomplete') return leftAloneGroup(row, id, 'Blocked', 'undo.listing');
    if (group === undefined) return leftAloneGroup(row, id, 'Blocked', 'undo.gone');
    return undoGroupRow(row, {
      id: group.ref,
      name: group.displayName,
      externalId: group.externalId,
      version: group.version,
      leaving: this.#leaving[at]!,
      coming: this.#coming[at]!,
    });
  }

  #personRow(done: DoneRow): ReportRow {
    const { row } = done;
    const id = consoleIdOf(done);
    const user = this.#lookup.byId(id);
    if (user === NONE) {
      const reason =
        done.main === 'unknown'
          ? 'undo.unknown'
          : this.#context.listing === 'incomplete'
            ? 'undo.listing'
            : 'undo.gone';
      const { name, address, key, facts } = row;
      const externalId = facts.externalId === undefined ? {} : { externalId: facts.externalId };
      const whose = { object: 'user' as const, name, address, key: id ?? key, facts: externalId };
      return { ...whose, verdict: 'Blocked', reason, changes: [], warnings: [] };
    }
    const person = this.#personNow(done, user, this.#managerNow(done, user));
    const undo = undoOfPerson(done, person, this.#context.listing);
    const renames = undo.changes.some(({ field }) => field === 'userName');
    return undoPersonRow(
      done,
      person,
      undo,
      renames ? this.#addresses.of(user) : { status: 'free', level: 0 },
    );
  }

  #personNow(done: DoneRow, user: number, manager: ManagerNow | undefined): PersonNow {
    const { record, held, name } = this.#lookup.person(user);
    return {
      record,
      held,
      name,
      manager,
      excluded: this.#lookup.exclusionOf(user) ?? this.#exclusionOfOldAddress(done),
      membershipsToo: this.#membershipsToo[user] === 1,
    };
  }

  /** R5: the address that somebody goes back to may be protected, too. */
  #exclusionOfOldAddress({ row }: DoneRow) {
    for (const { field, old } of row.changes) {
      if ((field !== 'userName' && field !== 'email') || old === '') continue;
      const excluded = this.#lookup.exclusionOfAddress(old);
      if (excluded) return excluded;
    }
    return undefined;
  }

  /** Managers are compared as persons: since then, or by that very run, either may have been renamed. */
  #managerNow({ row }: DoneRow, user: number): ManagerNow | undefined {
    const link = row.changes.find(({ field }) => field === 'manager');
    const target = row.operation?.manager;
    if (!link || target === undefined) return undefined;
    const reference = this.#lookup.person(user).record.manager ?? '';
    const held = reference === '' ? NONE : this.#lookup.named(reference);
    const is = (other: number) => (other === NONE ? reference === '' : held === other);
    const written =
      target === 'none' ? NONE : this.#lookup.byId(targetId(target, 'user', this.#undone.createdIds));
    const before = link.old === '' ? NONE : this.#before.meant(link.old);
    const stillWritten = target === 'none' ? reference === '' : written !== NONE && is(written);
    const isBefore = link.old === '' ? reference === '' : before !== NONE && is(before);
    return {
      stands: isBefore ? 'as before' : stillWritten ? 'as written' : 'otherwise',
      now: held === NONE ? reference : this.#lookup.person(held).held.address,
      back:
        link.old === '' ? 'none' : before === NONE ? undefined : { id: this.#lookup.person(before).held.id },
    };
  }

  #ends({ row }: DoneRow): { readonly group: number; readonly user: number } {
    const act = row.operation?.act;
    if (act?.kind !== 'add-member' && act?.kind !== 'remove-member') return { group: NONE, user: NONE };
    const created = this.#undone.createdIds;
    return {
      group: this.#lookup.groupById(targetId(act.group, 'group', created)),
      user: this.#lookup.byId(targetId(act.user, 'user', created)),
    };
  }

  #lookAtMembership(done: DoneRow): void {
    const row = this.#membershipRow(done);
    if (row.operation === undefined) return;
    const { group, user } = this.#ends(done);
    this.#membershipsToo[user] = 1;
    if (row.verdict === 'Archived') this.#leaving[group]!++;
    else this.#coming[group]!++;
  }

  #membershipRow(done: DoneRow): ReportRow {
    const { row } = done;
    const { group: at, user } = this.#ends(done);
    const group = this.#input.console.groups.groups[at];
    const { name, address, key, facts } = row;
    const left = (reason: ReportRow['reason']): ReportRow => ({
      ...{ object: 'membership', verdict: 'Blocked', reason, name, address, key, facts },
      changes: [],
      warnings: [],
    });
    if (done.main === 'unknown') return left('undo.unknown');
    if (group === undefined || user === NONE) {
      return left(this.#context.listing === 'incomplete' ? 'undo.listing' : 'undo.gone');
    }
    const person: ListedPerson = this.#lookup.person(user);
    return undoMembershipRow(row, {
      groupId: group.ref,
      groupName: group.displayName,
      personId: person.held.id,
      name: person.name,
      address: person.held.address,
      stands: this.#lookup.isMember(at, user) ? 'member' : 'no member',
      left:
        this.#context.listing === 'incomplete'
          ? 'undo.listing'
          : this.#lookup.exclusionOf(user)
            ? 'member.blocked'
            : group.isSmart
              ? 'group.smart'
              : undefined,
    });
  }
}

/** What the guard's share of removed memberships is of (R4). */
function managedMemberships({ console, managedGroupIds }: ReportInput): number {
  const { groups, groupOf } = console.groups;
  const managed = groups.map(
    ({ ref, externalId }) => isDerivedGroupExternalId(externalId) || managedGroupIds.has(ref),
  );
  let members = 0;
  for (const group of groupOf) if (managed[group]) members++;
  return members;
}

import type {
  ConsoleWriter,
  FoundUser,
  NewGroup,
  NewPerson,
  ValueChange,
  WrittenRef,
} from '../../src-main/app/ports/console-writer.ts';
import type { Source } from '../../src-main/app/ports/source.ts';
import { ATTRIBUTE_NAMES, type AttributeName } from '../../src-main/core/attributes.ts';
import { type Failure, fail, type Result, succeed } from '../../src-main/core/failure.ts';
import { fold } from '../../src-main/core/fold.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';

export type WriterCall = Exclude<keyof ConsoleWriter, 'readUser' | 'readGroup'>;

/** A call that goes wrong: with `lost`, the console does what was asked and only its answer is lost (R7). */
export interface Trouble {
  readonly call: WriterCall;
  readonly failure: Failure;
  readonly effect: 'none' | 'lost';
}

/**
 * A console in memory that behaves as a correct SCIM console does: unique userNames without regard to case,
 * versions, all or nothing. Its contract test (test/contracts/console-writer.ts) runs on the SCIM writer too.
 */
export class FakeConsole implements ConsoleWriter {
  readonly #people = new Map<string, PersonRecord>();
  readonly #groups = new Map<string, GroupRecord>();
  readonly #troubles: Trouble[] = [];
  #next = 1;
  /** The calls that arrived, in order, as `call target`. */
  readonly calls: string[] = [];

  constructor(people: readonly PersonRecord[] = [], groups: readonly GroupRecord[] = []) {
    for (const person of people) this.#people.set(person.ref, this.#stamped(person));
    for (const group of groups) this.#groups.set(group.ref, this.#stamped(group));
  }

  /** The next call of this kind goes wrong, once. */
  trouble(trouble: Trouble): void {
    this.#troubles.push(trouble);
  }

  people(): readonly PersonRecord[] {
    return [...this.#people.values()];
  }

  groups(): readonly GroupRecord[] {
    return [...this.#groups.values()];
  }

  /** userNames of the active people, sorted. */
  activePeople(): readonly string[] {
    const active = this.people().filter((person) => person.status === 'active');
    return active.map((person) => person.values.userName ?? '').sort();
  }

  /** The same console as a thing to list. */
  source(): Source {
    const people = this.people();
    const groups = this.groups();
    return {
      kind: 'scim',
      name: 'fake.example',
      async *list() {
        yield people.map((person) => ({ kind: 'person', person }) as const);
        yield groups.map((group) => ({ kind: 'group', group }) as const);
        return {
          completeness: { status: 'complete' },
          carried: { attributes: ATTRIBUTE_NAMES, manager: true, groups: true },
          ignoredColumns: [],
          notes: [],
        };
      },
    };
  }

  createUser(person: NewPerson, signal: AbortSignal): Promise<Result<WrittenRef>> {
    return this.#answer('createUser', person.values.userName ?? '', signal, () => {
      const taken = this.#holderOf(person.values.userName ?? '');
      if (taken !== undefined) return fail(refused('userName is taken.'));
      const created = this.#stamped({
        ref: `user-${this.#next}`,
        status: 'active',
        manager: '',
        values: { ...emptyValues(), ...person.values },
      });
      this.#people.set(created.ref, created);
      return succeed(refOf(created));
    });
  }

  updateUser(
    id: string,
    changes: readonly ValueChange[],
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<WrittenRef>> {
    return this.#answer('updateUser', id, signal, () => {
      const before = this.#people.get(id);
      if (before === undefined) return fail(MISSING);
      if (version !== undefined && version !== before.version) return fail(MOVED);
      const after = changes.reduce(withChange, before);
      const holder = this.#holderOf(after.values.userName ?? '');
      if (holder !== undefined && holder.ref !== id) return fail(refused('userName is taken.'));
      const stamped = this.#stamped(after);
      this.#people.set(id, stamped);
      return succeed(refOf(stamped));
    });
  }

  async readUser(id: string, signal: AbortSignal): Promise<Result<PersonRecord | undefined>> {
    return signal.aborted ? fail(CANCELLED) : succeed(this.#people.get(id));
  }

  findUser(userName: string, signal: AbortSignal): Promise<Result<FoundUser>> {
    return this.#answer('findUser', userName, signal, () => {
      const person = this.#holderOf(userName);
      return succeed(person === undefined ? { status: 'absent' } : { status: 'found', person });
    });
  }

  createGroup(group: NewGroup, signal: AbortSignal): Promise<Result<WrittenRef>> {
    return this.#answer('createGroup', group.displayName, signal, () => {
      const created = this.#stamped({ ref: `group-${this.#next}`, members: [], ...group });
      this.#groups.set(created.ref, created);
      return succeed(refOf(created));
    });
  }

  updateGroup(
    id: string,
    changes: { readonly displayName?: string; readonly externalId?: string },
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<WrittenRef>> {
    return this.#answer('updateGroup', id, signal, () => {
      const before = this.#groups.get(id);
      if (before === undefined) return fail(MISSING);
      if (version !== undefined && version !== before.version) return fail(MOVED);
      const after = this.#stamped({ ...before, ...changes });
      this.#groups.set(id, after);
      return succeed(refOf(after));
    });
  }

  async readGroup(id: string, signal: AbortSignal): Promise<Result<GroupRecord | undefined>> {
    return signal.aborted ? fail(CANCELLED) : succeed(this.#groups.get(id));
  }

  findGroup(displayName: string, signal: AbortSignal): Promise<Result<readonly GroupRecord[]>> {
    return this.#answer('findGroup', displayName, signal, () =>
      succeed(this.groups().filter((group) => fold(group.displayName) === fold(displayName))),
    );
  }

  addMembers(groupId: string, userIds: readonly string[], signal: AbortSignal): Promise<Result<void>> {
    return this.#members('addMembers', groupId, signal, (members) => new Set([...members, ...userIds]));
  }

  removeMembers(groupId: string, userIds: readonly string[], signal: AbortSignal): Promise<Result<void>> {
    const leaving = new Set(userIds);
    return this.#members(
      'removeMembers',
      groupId,
      signal,
      (members) => new Set([...members].filter((id) => !leaving.has(id))),
    );
  }

  #members(
    call: WriterCall,
    groupId: string,
    signal: AbortSignal,
    change: (members: Set<string>) => Set<string>,
  ): Promise<Result<void>> {
    return this.#answer(call, groupId, signal, () => {
      const before = this.#groups.get(groupId);
      if (before === undefined) return fail(MISSING);
      const members = [...change(new Set(before.members))];
      this.#groups.set(groupId, this.#stamped({ ...before, members }));
      return succeed(undefined);
    });
  }

  async #answer<T>(
    call: WriterCall,
    target: string,
    signal: AbortSignal,
    act: () => Result<T>,
  ): Promise<Result<T>> {
    if (signal.aborted) return fail(CANCELLED);
    this.calls.push(`${call} ${target}`);
    const at = this.#troubles.findIndex((trouble) => trouble.call === call);
    const [trouble] = at < 0 ? [] : this.#troubles.splice(at, 1);
    if (trouble === undefined) return act();
    if (trouble.effect === 'lost') act();
    return fail(trouble.failure);
  }

  #holderOf(userName: string): PersonRecord | undefined {
    const wanted = fold(userName);
    return this.people().find((person) => fold(person.values.userName ?? '') === wanted);
  }

  #stamped<T extends PersonRecord | GroupRecord>(record: T): T {
    return { ...record, version: `W/"${this.#next++}"` };
  }
}

function emptyValues(): Record<AttributeName, string> {
  const values: Partial<Record<AttributeName, string>> = {};
  for (const name of ATTRIBUTE_NAMES) values[name] = '';
  return values as Record<AttributeName, string>;
}

function withChange(person: PersonRecord, change: ValueChange): PersonRecord {
  if (change.field === 'active') return { ...person, status: change.value ? 'active' : 'archived' };
  if (change.field === 'manager') return { ...person, manager: change.value };
  return { ...person, values: { ...person.values, [change.field]: change.value } };
}

function refOf({ ref, version }: PersonRecord | GroupRecord): WrittenRef {
  return version === undefined ? { id: ref } : { id: ref, version };
}

function refused(words: string): Failure {
  return {
    code: 'row-refused',
    sentence: 'The console refused this.',
    next: 'Correct the row.',
    cause: words,
  };
}

const MISSING: Failure = { code: 'row-missing', sentence: 'It is not there.', next: 'Run a new preview.' };
const MOVED: Failure = { code: 'row-moved', sentence: 'It was changed.', next: 'Run a new preview.' };
const CANCELLED: Failure = { code: 'cancelled', sentence: 'Cancelled.', next: 'Start again.' };

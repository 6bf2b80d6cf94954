import type { ConsoleWriter, NewPerson, ValueChange } from '../../../src-main/app/ports/console-writer.ts';
import { type Failure, fail, type Result } from '../../../src-main/core/failure.ts';
import { fold, tidy } from '../../../src-main/core/fold.ts';
import type { FakeConsole } from '../../fakes/fake-console.ts';

/** One writing request, in the order in which they were sent. */
export interface Sent {
  readonly call: 'createUser' | 'updateUser' | 'createGroup' | 'updateGroup' | 'addMembers' | 'removeMembers';
  /** Console ids and addresses that the request names. */
  readonly names: readonly string[];
  readonly changes: readonly ValueChange[];
  /** Whether the console was another one after it: a request that changes nothing was none too few. */
  effect: 'pending' | 'changed' | 'none' | 'refused';
  answered: boolean;
  /** Requests that had no answer yet when this one was sent. */
  readonly underWay: readonly Sent[];
}

export interface WatchOptions {
  /** How many turns of the event loop each request takes, over and over. */
  readonly delays?: readonly number[];
  /** A console that keeps values in its own form (R12): composed, trimmed, addresses in small letters. */
  readonly keeps?: 'as sent' | 'tidy' | 'lower case';
  /** From its nth request on the console is away; what became of that first one nobody hears. */
  readonly away?: { readonly from: number; readonly first: 'carried out' | 'lost on the way' };
  /** What goes wrong with a request, by number from 0: its answer is lost, whether the console heard of it or not. */
  readonly breaks?: (nth: number) => Break | undefined;
  /** The requests, by number from 0, that the console refuses with a 400. */
  readonly refuses?: (nth: number) => boolean;
  readonly onSend?: (sent: Sent, act: () => Promise<void>) => Promise<void>;
}

export interface Break {
  readonly code: 'network' | 'console-error' | 'console-busy';
  readonly request: 'carried out' | 'lost on the way';
}

/** The hands of a run, watched: what was sent, in which order, and what came of it. */
export class WatchedWriter {
  readonly sent: Sent[] = [];
  readonly #console: FakeConsole;
  readonly #options: WatchOptions;
  #asked = 0;
  #isAway: boolean;

  constructor(console: FakeConsole, options: WatchOptions = {}) {
    this.#console = console;
    this.#options = options;
    this.#isAway = options.away?.from === 0;
  }

  get writer(): ConsoleWriter {
    const console = this.#console;
    return {
      createUser: (person, signal) => {
        const kept = this.#kept(person);
        const names = [person.values.userName, person.values.email, person.values.externalId];
        return this.#send('createUser', names, changesOf(person), () => console.createUser(kept, signal));
      },
      updateUser: (id, changes, version, signal) =>
        this.#send('updateUser', [id, ...addressesIn(changes)], changes, () =>
          console.updateUser(id, changes.map(this.#keptChange), version, signal),
        ),
      createGroup: (group, signal) =>
        this.#send('createGroup', [group.displayName], [], () => console.createGroup(group, signal)),
      updateGroup: (id, changes, version, signal) =>
        this.#send('updateGroup', [id], [], () => console.updateGroup(id, changes, version, signal)),
      addMembers: (groupId, ids, signal) =>
        this.#send('addMembers', [groupId, ...ids], [], () => console.addMembers(groupId, ids, signal)),
      removeMembers: (groupId, ids, signal) =>
        this.#send('removeMembers', [groupId, ...ids], [], () => console.removeMembers(groupId, ids, signal)),
      readUser: (id, signal) => this.#read(() => console.readUser(id, signal)),
      findUser: (name, signal) => this.#read(() => console.findUser(name, signal)),
      readGroup: (id, signal) => this.#read(() => console.readGroup(id, signal)),
      findGroup: (name, signal) => this.#read(() => console.findGroup(name, signal)),
    };
  }

  /** Requests that a console would have done without: each tells of a plan that holds more than real changes. */
  get idle(): readonly Sent[] {
    return this.sent.filter(({ effect }) => effect === 'none' || effect === 'refused');
  }

  async #send<T>(
    call: Sent['call'],
    names: readonly (string | undefined)[],
    changes: readonly ValueChange[],
    act: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const sent: Sent = {
      call,
      names: names.flatMap((name) => (name === undefined || name === '' ? [] : [name])),
      changes,
      effect: 'pending',
      answered: false,
      underWay: this.sent.filter(({ answered }) => !answered),
    };
    this.sent.push(sent);
    await this.#turns();
    let result: Result<T> | undefined;
    const carryOut = async () => {
      const before = this.#look();
      result = await act();
      sent.effect = !result.ok ? 'refused' : this.#look() === before ? 'none' : 'changed';
    };
    const { away, refuses, breaks } = this.#options;
    const broken = breaks?.(this.sent.indexOf(sent));
    if (broken !== undefined) {
      if (broken.request === 'carried out') await carryOut();
      sent.answered = true;
      return fail({ ...AWAY, code: broken.code });
    }
    if (refuses?.(this.sent.indexOf(sent)) === true) {
      sent.effect = 'refused';
      sent.answered = true;
      return fail(REFUSED);
    }
    if (away !== undefined && this.sent.length > away.from) {
      const isFirst = this.sent.length === away.from + 1;
      if (isFirst && away.first === 'carried out') await carryOut();
      this.#isAway = true;
      return fail(AWAY);
    }
    await (this.#options.onSend ?? ((_sent, go) => go()))(sent, carryOut);
    if (result === undefined) throw new Error('a request that was not carried out must not be answered');
    sent.answered = true;
    return result;
  }

  async #read<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
    await this.#turns();
    return this.#isAway ? fail(AWAY) : act();
  }

  async #turns(): Promise<void> {
    const { delays = [] } = this.#options;
    const turns = delays[this.#asked++ % Math.max(1, delays.length)] ?? 0;
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  }

  #look(): string {
    const bare = [...this.#console.people(), ...this.#console.groups()].map(
      ({ version: _stamp, ...one }) => one,
    );
    return JSON.stringify(bare);
  }

  #kept({ values, active }: NewPerson): NewPerson {
    const kept = Object.entries(values).map(([field, value]) => [field, this.#keptText(field, value)]);
    return { values: Object.fromEntries(kept), active };
  }

  readonly #keptChange = (change: ValueChange): ValueChange =>
    change.field === 'active' || change.field === 'manager'
      ? change
      : { ...change, value: this.#keptText(change.field, change.value) };

  #keptText(field: string, value: string): string {
    const { keeps = 'as sent' } = this.#options;
    if (keeps === 'as sent') return value;
    const isAddress = field === 'userName' || field === 'email';
    return keeps === 'lower case' && isAddress ? fold(value) : tidy(value);
  }
}

const REFUSED: Failure = {
  code: 'row-refused',
  sentence: 'The console refused this.',
  next: 'Look at the row.',
  cause: 'no seat left',
};

const AWAY: Failure = { code: 'network', sentence: 'The answer did not come.', next: 'Try again.' };

function changesOf({ values }: NewPerson): readonly ValueChange[] {
  const { userName = '', email = '', externalId = '' } = values;
  return [
    { field: 'userName', value: userName },
    { field: 'email', value: email },
    { field: 'externalId', value: externalId },
  ];
}

function addressesIn(changes: readonly ValueChange[]): readonly string[] {
  return changes.flatMap((change) =>
    change.field === 'userName' || change.field === 'email' ? [change.value] : [],
  );
}

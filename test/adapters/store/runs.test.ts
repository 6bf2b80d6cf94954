import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts';
import type { Machine } from '../../../src-main/adapters/store/machine.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { exampleIntent, exampleRun, exampleTenant, openedStore, temporaryFolder } from './example-store.ts';

const peers = join(import.meta.dirname, '../../peers');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A child process, and the lines that it writes. */
function start(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(peers, script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => String((await lines.next()).value),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

/** A machine whose processes and uptime the test decides; `starts` says which process numbers are in use. */
function fakeMachine(name: string) {
  const starts = new Map<number, string>();
  let uptime = 100_000;
  const machine: Machine = {
    name: () => name,
    uptimeMs: () => uptime,
    processStart(pid) {
      const start = starts.get(pid);
      return start === undefined ? 'absent' : { start };
    },
  };
  return {
    machine,
    starts,
    pass: (ms: number) => {
      uptime += ms;
    },
    reboot: () => {
      uptime = 5_000;
      starts.clear();
    },
  };
}

function storeOn(machine: Machine, clock = fakeClock()) {
  const store = openedStore(join(temporaryFolder(), 'muster.db'), clock, machine);
  store.tenants.add(exampleTenant());
  return store;
}

describe('two processes that begin a run of one tenant at once', () => {
  it('are told apart: one runs, the other hears who holds it; a kill is noticed, and the run waits for a decision', async () => {
    const file = join(temporaryFolder(), 'muster.db');
    const store = openedStore(file, systemClock);
    store.tenants.add(exampleTenant());
    const both = ['run-a', 'run-b'].map((runId) => start('begin-run.ts', [file, runId]));
    for (const each of both) expect(await each.line()).toBe('ready');
    for (const each of both) each.child.stdin?.write('go\n');
    const outcomes = await Promise.all(both.map(async (each) => JSON.parse(await each.line())));
    const winner = outcomes.findIndex((outcome) => outcome.ok);
    const holder = `run-${'ab'[winner]}`;
    expect(outcomes[1 - winner]).toMatchObject({
      ok: false,
      failure: { code: 'run-alive', sentence: expect.stringContaining(`${holder}, started by ${holder}`) },
    });
    expect(store.runs.sweepDead(Date.now())).toEqual([]);

    await both[winner]?.kill();
    if (process.platform === 'linux') {
      expect(store.runs.sweepDead(Date.now())).toMatchObject([{ id: holder, status: 'Interrupted' }]);
      const next = store.runs.begin(exampleRun({ id: 'run-c' }));
      expect(next.ok ? 'begun' : next.failure.sentence).toContain('was interrupted and is not decided yet');
      expect(store.runs.takeOver(holder, process.pid, Date.now(), 'resume')).toEqual({
        ok: true,
        value: undefined,
      });
      store.runs.end(holder, { status: 'Interrupted' });
      expect(store.runs.begin(exampleRun({ id: 'run-c' })).ok).toBe(true);
    }
    store.close();
  });
});

describe('a run whose process may be dead', () => {
  it('stays alive through a long sleep of the computer', () => {
    const here = fakeMachine('');
    here.starts.set(7, '');
    const store = storeOn(here.machine);
    store.runs.begin(exampleRun({ pid: 7 }));
    here.pass(8 * 3_600_000);
    expect(store.runs.sweepDead(8 * 3_600_000)).toEqual([]);
    expect(store.runs.begin(exampleRun({ id: 'r2' })).ok).toBe(false);
    store.close();
  });

  it.each([
    ['back by a day', -86_400_000],
    ['forward by a day', 86_400_000],
  ])('is judged alike when somebody sets the clock %s', (_, jump) => {
    const here = fakeMachine('');
    here.starts.set(7, '');
    const clock = fakeClock();
    const store = storeOn(here.machine, clock);
    store.runs.begin(exampleRun({ pid: 7 }));
    clock.set(clock.now() + jump);
    here.pass(1_000);
    // Gone, but its heartbeat is a second old, so it may be in a place that we cannot see.
    here.starts.delete(7);
    expect(store.runs.sweepDead(clock.now())).toEqual([]);
    here.starts.set(7, '');
    here.pass(60_000);
    expect(store.runs.sweepDead(clock.now())).toEqual([]);
    here.starts.delete(7);
    expect(store.runs.sweepDead(clock.now())).toMatchObject([
      { id: 'r1', status: 'Interrupted', causeCode: 'interrupted', endedAtMs: clock.now() },
    ]);
    store.close();
  });

  it('is known to be dead after a restart of the computer, though its number is in use again', () => {
    const here = fakeMachine('boot-1');
    here.starts.set(7, 'start-a');
    const store = storeOn(here.machine);
    store.runs.begin(exampleRun({ pid: 7 }));
    here.reboot();
    here.starts.set(7, 'start-b');
    expect(store.runs.sweepDead(1)).toMatchObject([{ id: 'r1', status: 'Interrupted' }]);
    store.close();
  });

  it('is known to be dead after a restart where start times are not known, however young its heartbeat looks', () => {
    const here = fakeMachine('');
    here.starts.set(7, '');
    const store = storeOn(here.machine);
    store.runs.begin(exampleRun({ pid: 7 }));
    here.reboot();
    expect(store.runs.sweepDead(1)).toMatchObject([{ id: 'r1', status: 'Interrupted' }]);
    store.close();
  });

  it('keeps its tenant while it beats, wherever its process is', () => {
    const here = fakeMachine('');
    const store = storeOn(here.machine);
    store.runs.begin(exampleRun({ pid: 7 }));
    for (let i = 0; i < 10; i++) {
      here.pass(10_000);
      store.runs.beat('r1', i);
      expect(store.runs.sweepDead(i)).toEqual([]);
    }
    store.close();
  });

  it('in test mode is Failed and gives its tenant back; a live one waits until it is resumed or closed', () => {
    const here = fakeMachine('boot-1');
    const store = storeOn(here.machine);
    here.starts.set(7, 'a');
    store.runs.begin(exampleRun({ kind: 'test', pid: 7 }));
    here.starts.delete(7);
    here.starts.set(8, 'b');
    // Without a sweep in between: the next run finds the dead one by itself.
    expect(store.runs.begin(exampleRun({ id: 'r2', kind: 'live', pid: 8 })).ok).toBe(true);
    expect(store.runs.find('r1')).toMatchObject({ status: 'Failed', causeCode: 'interrupted' });
    here.starts.delete(8);
    here.starts.set(9, 'c');
    const refused = store.runs.begin(exampleRun({ id: 'r3', pid: 9 }));
    expect(refused.ok ? 'begun' : refused.failure).toMatchObject({
      code: 'run-undecided',
      next: expect.stringContaining('Resume that run or close it'),
    });
    expect(store.runs.find('r3')).toBeUndefined();
    expect(store.runs.find('r2')).toMatchObject({ status: 'Interrupted' });
    store.close();
  });

  it('is taken over once: the second to try is refused, and so is one that is decided', () => {
    const here = fakeMachine('boot-1');
    here.starts.set(7, 'a');
    const store = storeOn(here.machine);
    store.runs.begin(exampleRun({ pid: 7 }));
    const early = store.runs.takeOver('r1', 8, 1, 'resume');
    expect(early.ok ? 'taken' : early.failure.code).toBe('run-alive');
    here.starts.delete(7);
    store.runs.sweepDead(1);
    here.starts.set(8, 'b');
    expect(store.runs.takeOver('r1', 8, 2, 'resume').ok).toBe(true);
    expect(store.runs.find('r1')).toMatchObject({ status: 'Processing', pid: 8 });
    const second = store.runs.takeOver('r1', 9, 3, 'resume');
    expect(second.ok ? 'taken' : second.failure.code).toBe('run-alive');
    store.runs.end('r1', { status: 'Completed', endedAtMs: 4 });
    const late = store.runs.takeOver('r1', 9, 5, 'resume');
    expect(late.ok ? 'taken' : late.failure.code).toBe('conflict');
    const nobody = store.runs.takeOver('nowhere', 9, 5, 'resume');
    expect(nobody.ok ? 'taken' : nobody.failure.code).toBe('not-found');
    store.close();
  });
});

describe('the list of runs', () => {
  it('remembers everything of a run, and a slot can be given back', () => {
    const store = storeOn(fakeMachine('').machine);
    const run = exampleRun({
      slotClaimedAtMs: 1_000,
      consoleSyncId: 's1',
      nextAllowedAtMs: 901_000,
      reportId: 'rep1',
      planHash: 'sha256:1',
      directoryRows: 415,
    });
    store.runs.begin(run);
    expect(store.runs.find('r1')).toEqual(run);
    expect(store.runs.newestSlot('t1')).toEqual(run);
    store.runs.update('r1', { slotClaimedAtMs: undefined, nextAllowedAtMs: undefined });
    expect(store.runs.newestSlot('t1')).toBeUndefined();
    store.runs.end('r1', { status: 'Completed', applied: { succeeded: 3, failed: 1, movedSincePreview: 2 } });
    const { slotClaimedAtMs, nextAllowedAtMs, ...rest } = run;
    expect(store.runs.find('r1')).toEqual({
      ...rest,
      status: 'Completed',
      applied: { succeeded: 3, failed: 1, movedSincePreview: 2 },
    });
    store.close();
  });

  it('shows the newest first by page, in the order of their beginning, whatever the clock said', () => {
    const store = storeOn(fakeMachine('').machine);
    [900, 100, 500, 50].forEach((startedAtMs, i) => {
      store.runs.record(
        exampleRun({ id: `r${i}`, kind: i === 1 ? 'live' : 'test', status: 'Skipped', startedAtMs }),
      );
    });
    const first = store.runs.list('t1', { limit: 3 });
    const second = store.runs.list('t1', { limit: 3, before: String(first.at(-1)?.id) });
    expect([...first, ...second].map((run) => run.id)).toEqual(['r3', 'r2', 'r1', 'r0']);
    expect(store.runs.newest('t1', ['live', 'one-off-live'], 'Skipped')?.id).toBe('r1');
    expect(store.runs.newest('t1', ['live'], 'Completed')).toBeUndefined();
    // A run that was never begun holds nobody up.
    expect(store.runs.begin(exampleRun({ id: 'r9' })).ok).toBe(true);
    store.close();
  });
});

describe('the journal', () => {
  it('keeps intents, answers and the ids that creates gave, each step of a row for itself', () => {
    const store = storeOn(fakeMachine('').machine);
    store.runs.begin(exampleRun());
    const withManager = { ...exampleIntent(1).operation, manager: { createdKey: 'boss' } };
    const intents = [exampleIntent(1, { operation: withManager }), exampleIntent(2), exampleIntent(3)];
    store.journal.write([], intents);
    store.journal.write(
      [
        { runId: 'r1', seq: 1, step: 'main', result: { status: 'applied' }, createdId: 'id-1' },
        { runId: 'r1', seq: 3, step: 'main', result: { status: 'refused', words: 'uniqueness' } },
      ],
      [exampleIntent(1, { step: 'manager' })],
    );
    expect(store.journal.unanswered('r1').map(({ seq, step, state }) => [seq, step, state])).toEqual([
      [1, 'manager', 'intended'],
      [2, 'main', 'intended'],
    ]);
    expect(store.journal.find('r1', 1, 'main')).toEqual({
      ...intents[0],
      state: 'answered',
      result: { status: 'applied' },
      createdId: 'id-1',
    });
    expect(store.journal.createdIds('r1')).toEqual(new Map([['user\nperson-1', 'id-1']]));
    expect(store.journal.counts('r1')).toEqual({ intended: 4, answered: 2 });
    // A resumed run sends an intent again: what is known of it stays.
    store.journal.write([], [exampleIntent(1)]);
    expect(store.journal.find('r1', 1, 'main')).toMatchObject({ state: 'answered', createdId: 'id-1' });
    // But what was never sent, and is now, may have been made when the next crash comes (R7).
    const notReached = { status: 'not-reached' } as const;
    store.journal.write([{ runId: 'r1', seq: 2, step: 'main', result: notReached }], []);
    expect(store.journal.unanswered('r1').map(({ seq }) => seq)).toEqual([1]);
    store.journal.write([], [exampleIntent(2)]);
    expect(store.journal.unanswered('r1').map(({ seq }) => seq)).toEqual([1, 2]);
    store.close();
  });

  it('gives answers by page of rows, a row with both its steps on one page', () => {
    const store = storeOn(fakeMachine('').machine);
    store.runs.begin(exampleRun());
    const steps = ['main', 'manager'] as const;
    const all = [1, 2, 3].flatMap((seq) => steps.map((step) => exampleIntent(seq, { step })));
    store.journal.write([], all);
    store.journal.write(
      all.map(({ runId, seq, step }) => ({ runId, seq, step, result: { status: 'applied' } as const })),
      [exampleIntent(4)],
    );
    const read = (after: number) =>
      store.journal.answered('r1', after, 2).map(({ seq, step }) => `${seq} ${step}`);
    expect(read(0)).toEqual(['1 main', '1 manager', '2 main', '2 manager']);
    expect(read(2)).toEqual(['3 main', '3 manager']);
    store.close();
  });

  it('holds whole batches only, and each that was said to be safe, after kill -9 amid writing', async () => {
    const file = join(temporaryFolder(), 'muster.db');
    const store = openedStore(file, systemClock);
    store.tenants.add(exampleTenant());
    store.runs.begin(exampleRun());
    const writer = start('write-journal.ts', [file]);
    let said = -1;
    while (said < 20) said = Number(await writer.line());
    await writer.kill();
    const { intended, answered } = store.journal.counts('r1');
    expect(intended % 50).toBe(0);
    expect(intended / 50).toBeGreaterThan(said);
    expect(answered).toBe(intended - 50);
    expect(store.journal.unanswered('r1').map((entry) => entry.seq)).toEqual(
      Array.from({ length: 50 }, (_, i) => intended - 49 + i),
    );
    expect(store.journal.createdIds('r1').size).toBe(answered);
    store.close();
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { House } from '../../src-main/app/house.ts';
import type { Run } from '../../src-main/app/ports/main-store.ts';
import { builtProgram } from '../built/built-program.ts';
import type { DoneRequest, PassingRequest } from './console-between.ts';
import { type Copy, copyOf, type JournalLine, makeTemplate, type Template } from './copied-company.ts';
import { staffAfterAQuarter, staffOf } from './expected-state.ts';
import { failureOf, need, preview, quietHooks, rowsOf, sync, TENANT } from './open-world.ts';

/** A company with an approved plan, and what that plan comes to where nobody kills the run. */
export interface KillStage {
  readonly template: Template;
  readonly twin: Twin;
  remove(): void;
}

interface Twin {
  readonly state: Awaited<ReturnType<Copy['state']>>;
  readonly requests: number;
  readonly writes: number;
  readonly creates: number;
  readonly applied: number;
  readonly fates: readonly string[];
}

/** Where a run dies: which request of it, and what becomes of that request. */
export interface Point {
  readonly name: string;
  readonly isIt: (request: PassingRequest) => boolean;
  /** Whether the console still hears of that request. */
  readonly request: 'is heard' | 'is lost';
  /** How long after the request's start the process dies, while others go on. @default 0 */
  readonly afterMs?: number;
}

/**
 * 600 people on the console, 480 of them still in the directory and 12 new ones: some 600 operations of every kind.
 * The same plan is applied once without a pause, in a process that nobody kills.
 */
export async function setKillStage(people = 600): Promise<KillStage> {
  const before = staffOf(people);
  const template = await makeTemplate(before, staffAfterAQuarter(before));
  const tidy: (() => Promise<void> | void)[] = [];
  const copy = await copyOf(template, (act) => tidy.unshift(act));
  expect(await ended(startSync(copy, template))).toBeNull();
  const house = await copy.openHouse();
  const run = newestRun(house);
  expect(run.status).toBe('Completed');
  expect(run.applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
  const twin: Twin = {
    state: await copy.state(),
    requests: copy.wire.requests.length,
    writes: copy.wire.writes().length,
    creates: copy.wire.writes().filter(isCreate).length,
    applied: run.applied?.succeeded ?? 0,
    fates: copy.journal().map(fateOf),
  };
  expect(twin.applied).toBeGreaterThan(people * 0.8);
  for (const act of tidy) await act();
  return { template, twin, remove: () => rmSync(template.folder, { recursive: true, force: true }) };
}

/** Kills the sync of this copy with SIGKILL around one of its requests. */
export async function killAt(
  copy: Copy,
  { template }: KillStage,
  { isIt, request: heard, afterMs = 0 }: Omit<Point, 'name'>,
): Promise<void> {
  const child = startSync(copy, template);
  const gone = ended(child);
  let struck = false;
  copy.wire.meddle(async (request) => {
    if (!struck && !isIt(request)) return 'pass';
    if (!struck && afterMs > 0 && heard === 'is heard') {
      struck = true;
      setTimeout(() => child.kill('SIGKILL'), afterMs);
      return 'pass';
    }
    if (struck && afterMs > 0 && child.exitCode === null && child.signalCode === null) return 'pass';
    struck = true;
    child.kill('SIGKILL');
    await gone;
    return heard === 'is heard' ? 'pass' : 'cut';
  });
  await gone;
  // What was on the wire arrives.
  await copy.wire.quiet();
  copy.wire.meddle(() => 'pass');
}

/**
 * Starts Muster anew after a kill and holds it to what it promises (R7): the run is Interrupted and no other one
 * begins; all that the console carried out is in the journal; resumed, or closed and synced anew, the console is
 * as the plan says, nothing was done twice, and the journal tells each operation's fate.
 */
export async function decideAndCheck(
  copy: Copy,
  { twin, template }: KillStage,
  decision: 'resume' | 'close',
): Promise<void> {
  const house = await copy.openHouse();
  const killed = newestRun(house);
  // A kill that came when all was done and written down leaves nothing to decide.
  const isOver = killed.status === 'Completed';
  expect(killed.status).toBe(isOver ? 'Completed' : 'Interrupted');
  for (const live of isOver ? [] : [false, true]) {
    const refused = failureOf(await sync(house, { live }));
    expect(refused.code).toBe('run-undecided');
    expect(refused.sentence).toContain(killed.id);
  }
  const journal = copy.journal();
  const untold = copy.wire.writes().filter((write) => !isTold(write, journal));
  expect(untold).toEqual([]);

  if (isOver) {
    expect(killed.applied).toEqual({ succeeded: twin.applied, failed: 0, movedSincePreview: 0 });
  } else if (decision === 'resume' && killed.reportId !== undefined) {
    const resumed = need(await house.resumeRun(killed.id, quietHooks()));
    expect(resumed.status).toBe('Completed');
    expect(resumed.report?.applied).toEqual({ succeeded: twin.applied, failed: 0, movedSincePreview: 0 });
    expect(copy.journal().map(fateOf)).toEqual(twin.fates);
    expect((await copy.syncs())[0]).toMatchObject({ status: 'Completed' });
  } else {
    const sent = copy.wire.writes().length;
    if (decision === 'resume') need(await house.resumeRun(killed.id, quietHooks()));
    else need(await house.closeRun(killed.id));
    expect(copy.wire.writes()).toHaveLength(sent);
    const { planHash } = await preview(house);
    if (sent < twin.writes) {
      const rest = need(await sync(house, { live: true, planHash, overrideGuard: planHash }));
      expect(rest.status).toBe('Completed');
    }
  }
  expect(await copy.state()).toEqual(twin.state);
  expect(copy.openEntries()).toBe(0);

  const writes = copy.wire.writes();
  expect(writes.filter(isCreate)).toHaveLength(twin.creates);
  expect(twice(writes.flatMap(effectsOf))).toEqual([]);
  const look = await preview(house);
  expect(rowsOf(house, look.reportId).filter(({ operation }) => operation)).toEqual([]);
  expect(template.planHash).not.toBe(look.planHash);
}

export function newestRun(house: House): Run {
  const run = need(house.listRuns(TENANT, 1))[0];
  if (!run) throw new Error('no run');
  return run;
}

export function startSync({ home, request }: Copy, { token, adminKey }: Template): ChildProcess {
  const script = builtProgram('sync-process');
  return spawn(process.execPath, [script, JSON.stringify({ home, token, adminKey, request })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

/** How an operation ended, as the journal has it; ids of what was made differ from run to run. */
function fateOf({ seq, step, result }: JournalLine): string {
  const { status } = JSON.parse(result ?? '{"status":"untold"}') as { status: string };
  return `${seq} ${step} ${status}`;
}

/** Whether the journal holds this write: whom it makes, or whom it is about; the new ones it knows by their key. */
function isTold({ method, path, body }: DoneRequest, journal: readonly JournalLine[]): boolean {
  const sent = JSON.parse(body) as { userName?: string; displayName?: string };
  if (method === 'POST') {
    const name = sent.userName ?? sent.displayName ?? '';
    return journal.some((line) => names(line, name));
  }
  const id = path.split('/').at(-1) ?? '';
  const maker = journal.find(({ created_id }) => created_id === id);
  if (maker === undefined) return journal.some((line) => names(line, id));
  return journal.some((line) =>
    line.seq === maker.seq ? line.step !== maker.step : names(line, maker.row_key),
  );
}

function names({ operation }: JournalLine, text: string): boolean {
  const { canonical, act } = JSON.parse(operation) as { canonical: string; act: unknown };
  const quoted = JSON.stringify(text);
  return canonical.includes(quoted) || JSON.stringify(act).includes(quoted);
}

function isCreate({ method }: DoneRequest): boolean {
  return method === 'POST';
}

/** What a write does, piece by piece; each piece may happen once, whatever else stands in its request. */
export function effectsOf({ method, path, body }: DoneRequest): readonly string[] {
  if (method === 'POST') return [`create ${body}`];
  const { Operations } = JSON.parse(body) as {
    Operations: readonly { op: string; path: string; value?: unknown }[];
  };
  return Operations.flatMap(({ op, path: at, value }) =>
    at === 'members' && Array.isArray(value)
      ? value.map((member: { value: string }) => `${path} ${op} ${member.value}`)
      : [`${path} ${op} ${at} ${JSON.stringify(value)}`],
  );
}

export function twice(effects: readonly string[]): readonly string[] {
  return effects.filter((effect, i) => effects.indexOf(effect) !== i);
}

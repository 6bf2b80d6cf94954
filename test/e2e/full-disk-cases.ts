import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';
import { builtProgram } from '../built/built-program.ts';
import type { PassingRequest } from './console-between.ts';
import { type Copy, copyOf } from './copied-company.ts';
import type { KindOfDisk, SmallDisk } from './full-disk.ts';
import { type HouseBeside, houseBeside } from './house-beside.ts';
import { inAProcess } from './in-a-process.ts';
import { effectsOf, type KillStage, setKillStage, twice } from './kill-a-sync.ts';
import { failureOf, need, TENANT } from './open-world.ts';

const PEOPLE = 100;

let stage: KillStage;

/** The company's data folder on that disk, with its console elsewhere. */
async function moveTo(disk: SmallDisk): Promise<{ readonly copy: Copy; readonly home: string }> {
  const copy = await copyOf(stage.template);
  const home = join(disk.folder, 'home');
  cpSync(copy.home, home, { recursive: true });
  return { copy: { ...copy, home }, home };
}

async function openHouseAt(home: string): Promise<WindowHouse> {
  const house = need(await composition.openHouse({ ...secretsAnd(home), env: process.env }));
  onTestFinished(() => house.close());
  return house;
}

function secretsAnd(home: string) {
  const { token, adminKey } = stage.template;
  return { home, token, adminKey };
}

/** Fills the disk under a process as it sends this request. */
function fillAt(
  copy: Copy,
  disk: SmallDisk,
  pid: () => number,
  isIt: (one: PassingRequest) => boolean,
): void {
  let filled = false;
  copy.wire.meddle((request) => {
    if (!filled && isIt(request)) {
      filled = true;
      disk.fill(pid());
    }
    return 'pass';
  });
}

async function completedAsPlanned(copy: Copy, house: HouseBeside): Promise<void> {
  expect(await copy.state()).toEqual(stage.twin.state);
  expect(twice(copy.wire.writes().flatMap(effectsOf))).toEqual([]);
  expect(house.unhandled).toEqual([]);
}

/** What Muster promises of a full disk, on each of these (R7): `npm test` tries one kind, the long suite all. */
export function fullDiskCases(kinds: readonly KindOfDisk[]): void {
  beforeAll(async () => {
    stage = await setKillStage(PEOPLE);
  });
  afterAll(() => stage.remove());

  describe.each(kinds)('a disk that is $name', ({ open }) => {
    const places: readonly (readonly [string, (one: PassingRequest) => boolean])[] = [
      ['as the first rows are applied: the journal', ({ nthWrite }) => nthWrite === 20],
      ['as the last row is applied: the results', ({ nthWrite }) => nthWrite === stage.twin.writes],
    ];
    it.each(places)('%s leaves the run to be resumed, and loses nothing', async (_where, isIt) => {
      const disk = open();
      const { copy, home } = await moveTo(disk);
      const house = await houseBeside(secretsAnd(home));
      fillAt(copy, disk, () => house.pid, isIt);

      const stopped = need(await house.sync(copy.request));
      expect(stopped.status).toBe('Interrupted');
      expect(stopped.failure?.code).toMatch(/^(disk-full|store-unavailable)$/);
      expect(stopped.failure?.sentence).toMatch(/could not be written/);
      expect(stopped.failure?.sentence).toMatch(/What was written before is still there/);
      expect(stopped.failure?.next).toMatch(/room/);

      // Another run is not started on a full disk, and nobody is told that this one goes on.
      const refused = failureOf(await house.sync({ tenant: TENANT, live: false }));
      expect(refused.code).toMatch(/^(disk-full|store-unavailable|run-undecided)$/);

      disk.makeRoom(house.pid);
      expect(failureOf(await house.sync({ tenant: TENANT, live: false })).code).toBe('run-undecided');
      const [run] = need(await house.runs(TENANT));
      expect(run?.status).toBe('Interrupted');
      const resumed = need(await house.resume(run?.id ?? ''));
      expect(resumed.status).toBe('Completed');
      expect(resumed.report?.applied).toEqual({
        succeeded: stage.twin.applied,
        failed: 0,
        movedSincePreview: 0,
      });
      await completedAsPlanned(copy, house);
      expect(await house.end()).toBe(0);
    });

    it('while a report is made ends that run in a sentence; earlier reports stay, and the next one is made', async () => {
      const disk = open();
      const { copy, home } = await moveTo(disk);
      const house = await houseBeside(secretsAnd(home));
      const before = readdirSync(join(home, 'reports'));
      fillAt(
        copy,
        disk,
        () => house.pid,
        ({ path }) => path.includes('/Users'),
      );

      const failure = failureOf(await house.sync({ tenant: TENANT, live: false }));
      expect(failure.code).toMatch(/^(disk-full|store-unavailable)$/);
      expect(failure.next).toMatch(/room/);
      expect(readdirSync(join(home, 'reports'))).toEqual(before);
      expect((await copy.syncs())[0]).toMatchObject({ status: 'Failed' });

      disk.makeRoom(house.pid);
      const made = need(await house.sync({ tenant: TENANT, live: false }));
      expect(made.status).toBe('Completed');
      expect(made.report?.planHash).toBe(stage.template.planHash);
      const runs = need(await house.runs(TENANT));
      expect(runs.map(({ status }) => status)).toEqual(['Completed', 'Failed', 'Completed']);
      expect(house.unhandled).toEqual([]);
      expect(await house.end()).toBe(0);
    });

    it('refuses an edit of the exclusions, shows no edit that is not kept, and keeps the next one whole', async () => {
      const disk = open();
      const { copy, home } = await moveTo(disk);
      const house = await houseBeside(secretsAnd(home));
      const email = (i: number) => `${'left.out.'.repeat(60)}${i}@contoso.example`;
      for (let i = 0; i < 10; i++) need(await house.exclude(TENANT, email(i)));
      disk.fill(house.pid);
      let refused = 0;
      for (let i = 10; i < 30; i++) {
        const answered = await house.exclude(TENANT, email(i));
        if (answered.ok) continue;
        refused = i;
        expect(answered.failure.code).toBe('disk-full');
        expect(answered.failure.next).toMatch(/room/);
        break;
      }
      expect(refused).toBeGreaterThanOrEqual(10);
      disk.makeRoom(house.pid);
      need(await house.exclude(TENANT, email(refused)));
      house.kill('SIGKILL');

      const anew = await openHouseAt(home);
      const back = need(await anew.exclusionDesk.open(TENANT, AbortSignal.timeout(10_000)));
      expect(back.back?.edits).toBe(refused + 1);
      const { lines } = need(await anew.exclusionDesk.lines(TENANT, { offset: 0, limit: 100 }));
      expect(lines.map((line) => line.email)).toEqual(
        Array.from({ length: refused + 1 }, (_, i) => email(i)),
      );
      expect(copy.wire.writes()).toEqual([]);
      expect(house.unhandled).toEqual([]);
    });

    it('is told on the command line with its exit code, and the run is resumed there', async () => {
      const disk = open();
      const { copy, home } = await moveTo(disk);
      const { token, adminKey, planHash } = stage.template;
      const env = { MUSTER_HOME: home, MUSTER_TOKEN: token, MUSTER_ADMIN_KEY: adminKey };
      let pid = 0;
      const muster = (...args: string[]) =>
        inAProcess(process.execPath, [builtProgram('cli'), ...args], {
          cwd: disk.folder,
          env,
          onStart: (started) => {
            pid = started;
          },
        });
      fillAt(
        copy,
        disk,
        () => pid,
        ({ nthWrite }) => nthWrite === 20,
      );
      const stopped = await muster(
        ...['sync', '--tenant', TENANT, '--live', '--plan', planHash, '--override-guard', planHash],
      );
      expect(stopped.code).toBe(1);
      expect(stopped.stderr).toMatch(/could not be written/);
      expect(stopped.stderr).toMatch(/room/);

      disk.makeRoom(process.pid);
      copy.wire.meddle(() => 'pass');
      const listed = await muster('run', 'list', '--tenant', TENANT, '--json');
      const { runs } = JSON.parse(listed.stdout) as { runs: { runId: string; status: string }[] };
      expect(runs[0]?.status).toBe('Interrupted');
      const resumed = await muster('run', 'resume', runs[0]?.runId ?? '');
      expect(resumed).toMatchObject({ code: 0, stderr: '' });
      expect(await copy.state()).toEqual(stage.twin.state);
      expect(twice(copy.wire.writes().flatMap(effectsOf))).toEqual([]);
    });
  });
}

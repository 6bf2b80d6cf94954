import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '../built/built-program.ts';
import type { Fate } from './console-between.ts';
import { copyOf } from './copied-company.ts';
import { houseBeside } from './house-beside.ts';
import { inAProcess } from './in-a-process.ts';
import { effectsOf, type KillStage, setKillStage, twice } from './kill-a-sync.ts';
import { letTimePass } from './let-time-pass.ts';
import { failureOf, need, quietHooks, sync, TENANT } from './open-world.ts';

const AN_HOUR = 60 * 60 * 1000;
const A_MONTH = 30 * 24 * AN_HOUR;

let stage: KillStage;
beforeAll(async () => {
  stage = await setKillStage(60);
});
afterAll(() => stage.remove());

/** As after a long sleep: the heartbeat of the run that holds the tenant is this old. */
function ageHeartbeat(home: string, ms: number): void {
  const db = new Database(join(home, 'muster.sqlite'));
  try {
    db.prepare(
      'UPDATE tenant_lock SET heartbeat_ms = heartbeat_ms - @ms, heartbeat_uptime_ms = heartbeat_uptime_ms - @ms',
    ).run({ ms });
  } finally {
    db.close();
  }
}

describe('a computer that sleeps in the middle of a live sync', () => {
  it('wakes up to the same run: nobody takes its tenant meanwhile, and it ends as planned, nothing twice', async () => {
    const copy = await copyOf(stage.template);
    const { token, adminKey } = stage.template;
    const house = await houseBeside({ home: copy.home, token, adminKey });
    const asleep = Promise.withResolvers<void>();
    copy.wire.meddle(({ nthWrite }) => {
      if (nthWrite === 20) {
        house.kill('SIGSTOP');
        asleep.resolve();
      }
      return 'pass';
    });
    const running = house.sync(copy.request);
    await asleep.promise;
    ageHeartbeat(copy.home, 8 * AN_HOUR);

    const other = await copy.openHouse();
    for (const live of [false, true]) {
      const refused = failureOf(await sync(other, { live }));
      expect(refused.code).toBe('run-alive');
      expect(refused.sentence).toContain(`process ${house.pid}`);
    }
    // What goes by the heartbeat alone would end the run here.
    expect(need(other.listRuns(TENANT, 1))[0]).toMatchObject({ status: 'Processing', pid: house.pid });

    house.kill('SIGCONT');
    const ended = need(await running);
    expect(ended.status).toBe('Completed');
    expect(ended.report?.applied).toEqual({ succeeded: stage.twin.applied, failed: 0, movedSincePreview: 0 });
    expect(await copy.state()).toEqual(stage.twin.state);
    expect(twice(copy.wire.writes().flatMap(effectsOf))).toEqual([]);
    expect(house.unhandled).toEqual([]);
  });
});

describe('a clock that is set', () => {
  it.each([
    ['back by a month', A_MONTH],
    ['forward by a month', -A_MONTH],
  ])('%s in the middle of a killed run leaves it to be resumed, once', async (_, ms) => {
    const copy = await copyOf(stage.template);
    const { token, adminKey } = stage.template;
    const house = await houseBeside({ home: copy.home, token, adminKey });
    copy.wire.meddle(({ nthWrite }) => {
      if (nthWrite !== 20) return 'pass';
      house.kill('SIGKILL');
      return 'cut';
    });
    void house.sync(copy.request);
    await house.ended;
    await copy.wire.quiet();
    copy.wire.meddle(() => 'pass');
    // A process cannot be given another clock, but it can be given other memories.
    letTimePass(copy.home, -ms);

    const other = await copy.openHouse();
    const [run] = need(other.listRuns(TENANT, 1));
    expect(run?.status).toBe('Interrupted');
    const resumed = need(await other.resumeRun(run?.id ?? '', quietHooks()));
    expect(resumed.status).toBe('Completed');
    expect(await copy.state()).toEqual(stage.twin.state);
    expect(twice(copy.wire.writes().flatMap(effectsOf))).toEqual([]);
    const next = await sync(other, { live: false });
    expect(need(next).status).toBe('Completed');
  });
});

describe('the window and the command line at once on one tenant', () => {
  it('one runs; the other says who holds it, since when, behind which door, and what to do', async () => {
    const copy = await copyOf(stage.template);
    const { token, adminKey } = stage.template;
    const house = await houseBeside({ home: copy.home, token, adminKey, door: 'window' });
    const go = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    copy.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
      if (nthWrite === 1) {
        waiting.resolve();
        await go.promise;
      }
      return 'pass';
    });
    const running = house.sync(copy.request);
    await waiting.promise;

    const env = { MUSTER_HOME: copy.home, MUSTER_TOKEN: token, MUSTER_ADMIN_KEY: adminKey };
    const cli = await inAProcess(process.execPath, [builtProgram('cli'), 'sync', '--tenant', TENANT], {
      cwd: copy.home,
      env,
    });
    expect(cli.code).toBe(3);
    const { who, startedAtMs } = need((await copy.openHouse()).listRuns(TENANT, 1))[0] ?? {
      who: '',
      startedAtMs: 0,
    };
    const said = cli.stderr.replace(/\s+/g, ' ');
    expect(said).toContain(`started by ${who} in the window at ${new Date(startedAtMs).getDate()} `);
    expect(said).toContain(`process ${house.pid}`);
    expect(said).toContain('Cancel in the window of Muster');

    go.resolve();
    expect(need(await running).status).toBe('Completed');
    expect(await copy.state()).toEqual(stage.twin.state);
  });
});

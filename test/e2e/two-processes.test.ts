import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { builtProgram } from '../built/built-program.ts';
import type { Fate } from './console-between.ts';
import { staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, sync, TENANT } from './open-world.ts';

const staff = staffOf(40);
const promoted = staff.map((row, i) => (i < 6 ? { ...row, 'Job Title': 'Promoted' } : row));

describe('two processes on one tenant', () => {
  it('one runs, the other says who; both tenants’ books stay whole', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const go = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    world.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
      if (nthWrite === 1) {
        waiting.resolve();
        await go.promise;
      }
      return 'pass';
    });
    const { home, token, adminKey } = world;
    const script = builtProgram('sync-process');
    const request = { tenant: TENANT, live: true };
    const child = spawn(process.execPath, [script, JSON.stringify({ home, token, adminKey, request })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await waiting.promise;

    const [running] = need(world.house.listRuns(TENANT, 1));
    expect(running).toMatchObject({ kind: 'live', status: 'Processing', pid: child.pid });
    for (const live of [false, true]) {
      const refused = failureOf(await sync(world.house, { live }));
      expect(refused.code).toBe('run-alive');
      expect(refused.sentence).toContain(running?.who);
      expect(refused.sentence).toContain(`process ${child.pid}`);
    }
    // A run that lives is neither resumed nor closed by another process.
    expect((await world.house.closeRun(running?.id ?? '')).ok).toBe(false);

    go.resolve();
    expect(await ended).toBe(0);
    expect(said).toContain('"status":"Completed"');
    expect(world.wire.writes()).toHaveLength(6);
    expect(need(await sync(world.house, { live: false })).report?.counts.users.changed).toBe(0);
  });
});

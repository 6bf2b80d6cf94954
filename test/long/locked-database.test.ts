import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOf } from '../e2e/copied-company.ts';
import { houseBeside } from '../e2e/house-beside.ts';
import { effectsOf, type KillStage, setKillStage, twice } from '../e2e/kill-a-sync.ts';
import { need, TENANT } from '../e2e/open-world.ts';

// In the long suite, since Muster waits five seconds for a lock before it gives up.
let stage: KillStage;
beforeAll(async () => {
  stage = await setKillStage(100);
});
afterAll(() => stage.remove());

describe('a database that another program locks in the middle of a live sync', () => {
  it.each([
    ['for a moment: the sync goes on', 1_500, 'Completed'],
    ['for good: the run waits to be resumed, and loses nothing', undefined, 'Interrupted'],
  ] as const)('%s', async (_, forMs, status) => {
    const copy = await copyOf(stage.template);
    const { token, adminKey } = stage.template;
    const house = await houseBeside({ home: copy.home, token, adminKey });
    const holder = new Database(join(copy.home, 'muster.sqlite'), { timeout: 5_000 });
    copy.wire.meddle(({ nthWrite }) => {
      if (nthWrite === 20) {
        holder.exec('BEGIN IMMEDIATE');
        if (forMs !== undefined) setTimeout(() => holder.exec('ROLLBACK'), forMs);
      }
      return 'pass';
    });
    const outcome = need(await house.sync(copy.request));
    expect(outcome.status).toBe(status);
    if (status === 'Interrupted') {
      expect(outcome.failure).toMatchObject({ code: 'store-unavailable' });
      expect(outcome.failure?.sentence).toMatch(/in use by another program/);
      expect(outcome.failure?.next).toMatch(/Close other copies of Muster/);
      holder.exec('ROLLBACK');
      const [run] = need(await house.runs(TENANT));
      const resumed = need(await house.resume(run?.id ?? ''));
      expect(resumed.status).toBe('Completed');
    }
    holder.close();
    expect(await copy.state()).toEqual(stage.twin.state);
    expect(twice(copy.wire.writes().flatMap(effectsOf))).toEqual([]);
    expect(house.unhandled).toEqual([]);
  });
});

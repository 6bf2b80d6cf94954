import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { builtProgram } from '../built/built-program.ts';
import { need, openWorld, TENANT, type World } from './open-world.ts';

const KILLS = 3;

/** Kills the editor's process without a word after so many answered edits; gives the last one that was answered. */
function killedAfter(edits: number, { home, token, adminKey }: World): Promise<number> {
  const task = JSON.stringify({ home, token, adminKey, tenant: TENANT });
  const child = spawn(process.execPath, [builtProgram('edit-process'), task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.split('\n').length > edits) child.kill('SIGKILL');
    });
    child.on('close', (_code, signal) => {
      const last = told.trimEnd().split('\n').at(-1) ?? '';
      if (signal === 'SIGKILL') resolve(Number(last));
      else reject(new Error(`the editor ended by itself: ${told}`));
    });
  });
}

describe('a draft whose process is killed (ux §7, U11)', () => {
  it('has every edit that was answered, time and again', async () => {
    const world = await openWorld({ directory: [], console: [] });
    await world.house.close();
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await killedAfter(20 + 30 * kill, world);
      const house = await world.openAgain();
      const back = need(await house.exclusionDesk.open(TENANT, AbortSignal.timeout(10_000)));
      // The edit that was under way when the process died may be there or not; nothing else is in doubt.
      expect([last + 1, last + 2]).toContain(back.lines);
      expect(back.back?.edits).toBe(back.lines);
      const query = { offset: 0, limit: 1000 };
      const { lines } = need(await house.exclusionDesk.lines(TENANT, query));
      expect(lines.map(({ email }) => email)).toEqual(
        Array.from({ length: back.lines }, (_, i) => `edit.${i}@contoso.example`),
      );
      await house.close();
    }
  });
});

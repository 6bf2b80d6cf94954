import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';
import { builtProgram } from '../built/built-program.ts';
import { staffOf } from './expected-state.ts';
import { inAProcess } from './in-a-process.ts';
import { failureOf, need, openWorld, preview, quietHooks, TENANT } from './open-world.ts';

const staff = staffOf(30);
const promoted = staff.map((row, i) => (i < 6 ? { ...row, 'Job Title': 'Promoted' } : row));

/** A data folder with one report, which each case spoils in a copy of its own. */
let kept: { readonly home: string; readonly reportId: string };
const tidy: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  const world = await openWorld({
    directory: promoted,
    console: staff,
    atEnd: (act) => tidy.unshift(act),
  });
  const { reportId } = await preview(world.house);
  need(await world.house.exclusionDesk.open(TENANT, AbortSignal.timeout(10_000)));
  need(
    await world.house.exclusionDesk.edit(TENANT, { kind: 'add', lines: [{ email: 'a@contoso.example' }] }),
  );
  await world.house.close();
  kept = { home: world.home, reportId };
});
afterAll(async () => {
  for (const act of tidy) await act();
});

function copyOfHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-damaged-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  cpSync(kept.home, home, { recursive: true });
  return home;
}

const muster = (home: string, ...args: string[]) =>
  inAProcess(process.execPath, [builtProgram('cli'), ...args], { cwd: home, env: { MUSTER_HOME: home } });

async function openHouse(home: string): Promise<WindowHouse> {
  const house = need(await composition.openHouse({ home, env: process.env, token: 'x', adminKey: 'x' }));
  onTestFinished(() => house.close());
  return house;
}

/** Every page but the first few, so that the file opens and breaks only when it is read. */
function spoilInside(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 3 * 4096);
  writeFileSync(file, bytes);
}

function makeNewer(file: string): void {
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
}

describe('a file of Muster that cannot be read', () => {
  it.each<[string, (file: string) => void, RegExp, RegExp]>([
    ['is no database any more', (file) => writeFileSync(file, 'x'.repeat(90_000)), /is damaged/, /backup/],
    ['is damaged inside', spoilInside, /is damaged/, /backup/],
    ['is of a newer Muster', makeNewer, /newer version of Muster/, /Install the newer version/],
  ])(
    'main database that %s: the command line says so and what to do, and changes nothing',
    async (_, spoil, sentence, next) => {
      const home = copyOfHome();
      const file = join(home, 'muster.sqlite');
      spoil(file);
      const before = readFileSync(file);
      const ended = await muster(home, 'run', 'list', '--tenant', TENANT);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain(file);
      expect(ended.stderr).toMatch(sentence);
      expect(ended.stderr).toMatch(next);
      expect(ended.stderr).not.toMatch(/ at .*\.js:/);
      expect(readFileSync(file).equals(before)).toBe(true);
    },
  );

  it('report: is refused by name, and Muster goes on without it', async () => {
    const home = copyOfHome();
    spoilInside(join(home, 'reports', `${kept.reportId}.report`));
    const shown = await muster(home, 'report', 'rows', kept.reportId);
    expect(shown.code).toBe(1);
    expect(shown.stderr).toContain(`${kept.reportId}.report`);
    expect(shown.stderr).toMatch(/is damaged/);
    expect((await muster(home, 'run', 'list', '--tenant', TENANT)).code).toBe(0);
  });

  it.each(['people', 'facts.json'])('listing (%s): evaluating anew says so and what to do', async (name) => {
    const home = copyOfHome();
    for (const id of readdirSync(join(home, 'snapshots'))) {
      const file = join(home, 'snapshots', id, name);
      // The people of a plain CSV are kept as its rows.
      if (existsSync(file)) writeFileSync(file, '["u1","active",nul\n');
    }
    const house = await openHouse(home);
    const failure = failureOf(await house.reEvaluate(TENANT, kept.reportId, quietHooks(), []));
    expect(failure).toMatchObject({ code: 'store-unavailable' });
    expect(failure.sentence).toMatch(/listing .* is damaged/);
    expect(failure.next).toMatch(/test-mode sync/);
  });

  it('draft: is moved aside and told once, and the next look begins with the list in force', async () => {
    const home = copyOfHome();
    const drafts = join(home, 'drafts');
    const [draft = ''] = readdirSync(drafts);
    writeFileSync(join(drafts, draft), '{"kind":\n');
    const house = await openHouse(home);
    const failure = failureOf(await house.exclusionDesk.unsavedEdits(TENANT));
    expect(failure.code).toBe('store-unavailable');
    expect(failure.sentence).toContain(`${draft}.damaged`);
    expect(failure.next).toMatch(/Open the exclusions again/);
    expect(readFileSync(join(drafts, `${draft}.damaged`), 'utf8')).toBe('{"kind":\n');
    expect(need(await house.exclusionDesk.unsavedEdits(TENANT))).toBe(0);
  });
});

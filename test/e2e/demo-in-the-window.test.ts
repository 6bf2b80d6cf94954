import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { DEMO_TENANT_ID } from '../../src-main/core/tenant.ts';
import { builtProgram } from '../built/built-program.ts';
import { inAProcess } from './in-a-process.ts';
import { failureOf, need, quietHooks, reportOf } from './open-world.ts';

function folder(): string {
  const home = mkdtempSync(join(tmpdir(), 'muster-demo-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function openHouse(home: string) {
  const house = need(await composition.openHouse({ home, env: {} }));
  onTestFinished(() => house.close());
  return house;
}

const signal = () => AbortSignal.timeout(30_000);
const demo = { tenant: DEMO_TENANT_ID };

it('the demo is served once, beside other tenants, and its secrets are nobody else’s', async () => {
  const house = await openHouse(folder());
  const [first, second] = await Promise.all([house.startDemo(), house.startDemo()]);
  expect(need(first).tenantUrl).toBe(need(second).tenantUrl);
  expect(need(await house.startDemo()).tenantUrl).toBe(need(first).tenantUrl);
  expect(house.listTenants()).toHaveLength(1);
  const { tenantUrl, consoleApiUrl = '' } = need(first);
  // A tenant at the very same console: the demo's token must not answer for it.
  need(await house.addTenant({ name: 'Contoso', profile: 'demo', tenantUrl, consoleApiUrl }));
  const shown = failureOf(await house.showSettings('Contoso', signal()));
  expect(['token-missing', 'keychain-unavailable']).toContain(shown.code);
  expect(need(await house.showSettings(DEMO_TENANT_ID, signal()))).toMatchObject({
    keptOn: 'console',
    tokenGivenForThisRun: true,
    tokenKeptHere: false,
  });
  expect(need(await house.sync({ ...demo, live: false }, quietHooks())).status).toBe('Completed');
});

it('a demo that was removed leaves nothing of its console behind, and is tried afresh', async () => {
  const home = folder();
  const house = await openHouse(home);
  const old = need(await house.startDemo());
  await turnTestModeOff(house, reportOf(need(await house.sync({ ...demo, live: false }, quietHooks()))));
  need(await house.removeTenant(DEMO_TENANT_ID));
  expect(existsSync(join(home, 'demo-console'))).toBe(false);
  await expect(fetch(old.tenantUrl)).rejects.toThrow();
  need(await house.startDemo());
  expect(need(await house.showSettings(DEMO_TENANT_ID, signal())).settings.testMode).toBe(true);
  const first = need(await house.sync({ ...demo, live: false }, quietHooks()));
  expect(first.status).toBe('Completed');
});

it('after a restart the demo has its settings, files and history, on another port with other secrets', async () => {
  const home = folder();
  const before = await openHouse(home);
  const old = need(await before.startDemo());
  need(await before.changeTenant(DEMO_TENANT_ID, { accent: 'berry', reportsKeptDays: 7 }));
  const exclusionsFile = join(home, 'mine.csv');
  writeFileSync(exclusionsFile, 'Email,Provisioning Managed\nkim@contoso.example,false\n');
  need(await before.setSources(DEMO_TENANT_ID, { exclusionsFile }));
  await turnTestModeOff(before, reportOf(need(await before.sync({ ...demo, live: false }, quietHooks()))));
  await before.close();
  const after = await openHouse(home);
  // Before it is served again nothing is sent to where it was: another program may listen there.
  expect((await after.sync({ ...demo, live: false }, quietHooks())).ok).toBe(false);
  const again = need(await after.startDemo());
  expect(again).toMatchObject({
    accent: 'berry',
    reportsKeptDays: 7,
    directory: old.directory,
    exclusionsFile,
  });
  expect(again.tenantUrl).not.toBe(old.tenantUrl);
  expect(need(await after.showSettings(DEMO_TENANT_ID, signal())).settings.testMode).toBe(false);
  const skipped = need(await after.sync({ ...demo, live: false }, quietHooks()));
  expect(skipped).toMatchObject({ status: 'Skipped', skip: { cause: 'limit' } });
  const runs = need(after.history({ ...demo, topics: ['runs'], limit: 5 })).items;
  expect(runs.map((item) => item.kind === 'run' && item.outcomeText)).toEqual([
    'Skipped (limit)',
    'Completed',
  ]);
});

it('a live sync of the demo whose process was killed goes on at the new port, and does all that was planned', async () => {
  const home = folder();
  const before = await openHouse(home);
  need(await before.startDemo());
  const report = reportOf(need(await before.sync({ ...demo, live: false }, quietHooks())));
  await turnTestModeOff(before, report);
  need(before.approve(DEMO_TENANT_ID, report.planHash));
  await before.close();
  letDemoLimitEnd(home);

  const killed = await inAProcess(process.execPath, [builtProgram('demo-process'), home, report.planHash], {
    cwd: home,
  });
  expect(killed.signal, killed.stderr).toBe('SIGKILL');

  const house = await openHouse(home);
  need(await house.startDemo());
  const [run] = house.interruptedRuns(DEMO_TENANT_ID);
  const resumed = need(await house.resumeRun(run?.id ?? 'none', quietHooks()));
  expect(resumed).toMatchObject({
    status: 'Completed',
    report: { applied: { failed: 0, movedSincePreview: 0 } },
  });
  const planned = need(house.openReport(report.reportId));
  expect(resumed.report?.applied?.succeeded).toBe(planned.operationCount());
  planned.close();
});

async function turnTestModeOff(house: WindowHouse, report: ReportHead): Promise<void> {
  const change = { testMode: false, acknowledgeAliases: report.aliases.hash };
  need(await house.saveSettings(DEMO_TENANT_ID, change, signal()));
}

/** The demo's console keeps its own time, so its memory of the last sync is moved into the past. */
function letDemoLimitEnd(home: string): void {
  const db = new Database(join(home, 'demo-console', 'console.sqlite'));
  db.exec('UPDATE sync SET slot_from_ms = slot_from_ms - 120000');
  db.close();
}

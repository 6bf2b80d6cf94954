import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { composition } from '../../src-main/compose.ts';
import { dataFolder, filesThatName, putReport } from '../app/kept-data.ts';
import { exampleRow } from '../fakes/example-report.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { need } from './open-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

it('R24 what was kept long enough is erased after the start, on a thread, and is gone when the house closes', async () => {
  const home = mkdtempSync(join(tmpdir(), 'muster-old-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const first = need(await composition.openHouse({ home, env: {} }));
  await first.close();
  const { parts } = dataFolder(home, fakeClock(Date.now()));
  const rowOf = (address: string) => exampleRow({ key: address, address });
  putReport(parts, { reportId: 'old', startedAtMs: Date.now() - 91 * DAY_MS }, [
    rowOf('old@contoso.example'),
  ]);
  putReport(parts, { reportId: 'young', startedAtMs: Date.now() - 89 * DAY_MS }, [
    rowOf('young@contoso.example'),
  ]);
  // As if the last look had been yesterday.
  const yesterday = Date.now() - DAY_MS;
  parts.store.clockSeen.write({ lastMs: yesterday, trustedMs: yesterday });
  parts.store.close();

  const house = need(await composition.openHouse({ home, env: {} }));
  await house.close();
  expect(filesThatName(home, ['old@contoso.example'])).toEqual([]);
  expect(filesThatName(home, ['young@contoso.example'])).not.toEqual([]);
});

it('a report of a house that is open is erased for one person, and the tenant removed, while the house answers', async () => {
  const home = mkdtempSync(join(tmpdir(), 'muster-erase-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const house = need(await composition.openHouse({ home, env: {} }));
  onTestFinished(() => house.close());
  need(await house.startDemo());
  const hooks = { onProgress: () => undefined, signal: new AbortController().signal };
  const outcome = need(await house.sync({ tenant: 'built-in-demo', live: false }, hooks));
  const reader = need(house.openReport(outcome.report?.reportId ?? ''));
  const person = reader.page({ object: 'user', verdicts: ['Archived'] }, { limit: 1 }).rows[0];
  reader.close();
  if (!person) throw new Error('the demo archives somebody');
  expect(need(await house.erasePerson({ address: person.address }, hooks.signal))).toMatchObject({
    reports: 1,
  });
  const kept = ['reports', 'snapshots'].flatMap((name) => filesThatName(join(home, name), [person.address]));
  expect(kept).toEqual([]);
  const stopped = new AbortController();
  stopped.abort();
  const cancelled = await house.erasePerson({ address: 'nobody@contoso.example' }, stopped.signal);
  expect(cancelled.ok ? undefined : cancelled.failure.code).toBe('cancelled');
  expect(need(await house.removeTenant('built-in-demo'))).toMatchObject({ reports: 1, runs: 1 });
  expect(house.listTenants()).toEqual([]);
  expect(house.reports.list()).toEqual([]);
});

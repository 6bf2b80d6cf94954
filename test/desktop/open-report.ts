import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveConsole } from '../../src-main/compose/serve-console.ts';
import { composition } from '../../src-main/compose.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';
import { openPrivateKeyring } from './private-keyring.ts';

const TENANT = 'Contoso';
const root = join(import.meta.dirname, '..', '..');
const demo = (name: string) => join(root, 'resources', 'demo', name);

export interface ReportWindow extends LaunchedApp {
  readonly folder: string;
}

/**
 * The built app with a tenant whose console answers as the demo's does, but waits only a second between syncs, so
 * that a report is applied without a minute of waiting. Its first report is made and open.
 */
export async function openReport(): Promise<ReportWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
  const home = join(folder, 'home');
  const served = need(
    await serveConsole({
      port: 0,
      dataFolder: join(folder, 'console'),
      seedFile: demo('console.csv'),
      syncLimitMs: 1000,
      freshSecrets: 'always',
    }),
  );
  const { tenantUrl, consoleApiUrl, scimToken, adminKey } = served;
  if (scimToken === null || adminKey === null) throw new Error('The console made no secrets.');
  const house = need(await composition.openHouse({ home, env: process.env, token: scimToken, adminKey }));
  need(await house.addTenant({ name: TENANT, profile: 'demo', tenantUrl, consoleApiUrl }));
  need(
    await house.setSources(TENANT, {
      directory: { kind: 'csv', file: demo('directory.csv') },
      exclusionsFile: demo('exclusions.csv'),
    }),
  );
  const { signal } = new AbortController();
  need(await house.sync({ tenant: TENANT, live: false }, { onProgress: () => undefined, signal }));
  await house.close();
  const keyring = await openPrivateKeyring();
  const kept = spawnSync(
    process.execPath,
    [
      join(root, 'out', 'main', 'cli.js'),
      ...'token set --token-stdin --admin-key-stdin --tenant'.split(' '),
      TENANT,
    ],
    {
      input: `${scimToken}\n${adminKey}\n`,
      env: { ...process.env, ...keyring.env, MUSTER_HOME: home },
      encoding: 'utf8',
    },
  );
  if (kept.status !== 0) throw new Error(`The secrets were not kept: ${kept.stderr}`);
  const launched = await launchApp({ home, env: keyring.env });
  const { page } = launched;
  page.setDefaultTimeout(15_000);
  // What fades in has no colours of its own yet for axe to judge.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 820 });
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Reports/ })
    .click();
  await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
  await page.getByRole('grid').waitFor();
  return {
    ...launched,
    folder,
    async close() {
      await launched.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.destroy();
      });
      await launched.close();
      await served.close();
      await keyring.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.sentence} ${result.failure.cause ?? ''}`);
  return result.value;
}

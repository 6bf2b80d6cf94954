import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { House } from '../../src-main/app/house.ts';
import { composition } from '../../src-main/compose.ts';
import { need, TENANT } from './open-world.ts';
import { type Row, writeCsv } from './people-csv.ts';

export interface ScimOnlyTenant {
  readonly home: string;
  readonly house: House;
  setDirectory(rows: readonly Row[]): void;
}

/** A tenant on any SCIM service, with no Console API: its settings live on this computer (design §5). */
export async function openScimOnly(options: {
  readonly url: string;
  readonly token: string;
  readonly directory: readonly Row[];
}): Promise<ScimOnlyTenant> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  const file = join(folder, 'directory.csv');
  writeCsv(file, options.directory);
  const house = need(await composition.openHouse({ home, env: process.env, token: options.token }));
  onTestFinished(() => house.close());
  need(await house.addTenant({ name: TENANT, profile: 'generic', tenantUrl: options.url }));
  need(await house.setSources(TENANT, { directory: { kind: 'csv', file } }));
  need(
    await house.saveSettings(
      TENANT,
      { provisioningEnabled: true, testMode: false, withoutFreshReport: true },
      AbortSignal.timeout(10_000),
    ),
  );
  return { home, house, setDirectory: (rows) => writeCsv(file, rows) };
}

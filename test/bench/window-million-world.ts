import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composition } from '../../src-main/compose.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { generatePeople } from './generate-people.ts';
import { measureProcess } from './measure-process.ts';

const cli = join(import.meta.dirname, '../../out/main/cli.js');

/** A data folder whose one tenant has one report of two CSV files, as large as may be. */
export interface MillionWorld {
  readonly home: string;
  readonly folder: string;
  /** Rows of people in the report. */
  readonly rows: number;
  close(): void;
}

/**
 * Listing a million people over SCIM would take longer than all that is measured, so the report is the preview's of
 * two files, and is given to a tenant afterwards: what the window reads is the same.
 */
export async function openMillionWorld(people: number): Promise<MillionWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    const home = join(folder, 'home');
    const files = await generatePeople(folder, people, 23);
    const args = [cli, 'preview', '--directory', files.directory, '--console', files.console, '--json'];
    await measureProcess(args, { ...process.env, MUSTER_HOME: home });
    for (const file of [files.directory, files.console]) rmSync(file);
    await giveToTenant(home);
    const rows = Object.values(files.expected).reduce((sum, count) => sum + count, 0);
    return { home, folder, rows, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function giveToTenant(home: string): Promise<void> {
  const house = need(await composition.openHouse({ home, env: process.env, token: 't', adminKey: 'k' }));
  try {
    const tenant = need(
      await house.addTenant({
        name: 'Large company',
        profile: 'generic',
        tenantUrl: 'https://console.example.com/scim/v2',
      }),
    );
    const [head] = house.reports.list();
    if (head === undefined) throw new Error('the preview left no report');
    const report = need(house.openReport(head.reportId));
    report.setHead({ ...head, tenantId: tenant.id });
    report.close();
  } finally {
    await house.close();
  }
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.sentence} ${result.failure.cause ?? ''}`);
  return result.value;
}

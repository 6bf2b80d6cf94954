import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { startBenchConsole } from './bench-console.ts';
import { generatePeople } from './generate-people.ts';

export const TENANT = 'Large company';

/** A data folder as an admin of a large company has it: a report of everybody and an exclusion list as long. */
export interface WindowWorld {
  readonly home: string;
  /** Another data folder: the demo tenant, whose directory is as large, for syncs in the window. */
  readonly demoHome: string;
  readonly folder: string;
  readonly directoryFile: string;
  readonly consoleFile: string;
  close(): Promise<void>;
}

/**
 * Makes both sides with so many people, an exclusion list of `exclusions` lines, and a test-mode report of it. The
 * console has no Console API, so that the window needs no secret to edit the list.
 */
export async function openWindowWorld(people: number, exclusions: number): Promise<WindowWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const files = await generatePeople(folder, people, 17);
  const console = await startBenchConsole(join(folder, 'console'), files.console);
  const close = async () => {
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const home = join(folder, 'home');
    const exclusionsFile = join(folder, 'exclusions.csv');
    writeFileSync(exclusionsFile, exclusionList(exclusions));
    const house = need(
      await composition.openHouse({
        home,
        env: process.env,
        token: console.scimToken,
      }),
    );
    try {
      await makeReport(house, console.tenantUrl, files.directory, exclusionsFile);
    } finally {
      await house.close();
    }
    const demoHome = join(folder, 'demo-home');
    await makeDemo(demoHome, files.directory);
    return {
      ...{ home, demoHome, folder, close },
      directoryFile: files.directory,
      consoleFile: files.console,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeReport(
  house: WindowHouse,
  tenantUrl: string,
  directory: string,
  exclusionsFile: string,
): Promise<void> {
  need(await house.addTenant({ name: TENANT, profile: 'generic', tenantUrl }));
  need(await house.setSources(TENANT, { directory: { kind: 'csv', file: directory } }));
  const { signal } = new AbortController();
  need(await house.saveSettings(TENANT, { provisioningEnabled: true }, signal));
  const outcome = need(
    await house.sync({ tenant: TENANT, live: false }, { onProgress: () => undefined, signal }),
  );
  if (outcome.status !== 'Completed') throw new Error(`the report's run ended as ${outcome.status}`);
  need(await house.setSources(TENANT, { exclusionsFile }));
}

async function makeDemo(home: string, directory: string): Promise<void> {
  const house = need(await composition.openHouse({ home, env: process.env }));
  try {
    const { id } = need(await house.startDemo());
    need(await house.setSources(id, { directory: { kind: 'csv', file: directory } }));
  } finally {
    await house.close();
  }
}

/** Of people who left long ago, as such lists grow. */
function exclusionList(lines: number): string {
  const rows = Array.from({ length: lines }, (_, index) => `left.${index}@example.com,false\n`);
  return `Email,Provisioning Managed\n${rows.join('')}`;
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.sentence} ${result.failure.cause ?? ''}`);
  return result.value;
}

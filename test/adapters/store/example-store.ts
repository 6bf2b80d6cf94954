import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Machine } from '../../../src-main/adapters/store/machine.ts';
import { openMainStore } from '../../../src-main/adapters/store/open-main-store.ts';
import type { Clock } from '../../../src-main/app/ports/clock.ts';
import type { JournalEntry, MainStore, Run } from '../../../src-main/app/ports/main-store.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS } from '../../../src-main/core/settings.ts';
import type { Tenant } from '../../../src-main/core/tenant.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-store-'));
  folders.push(folder);
  return folder;
}

export function openedStore(file: string, clock: Clock, machine?: Machine): MainStore {
  const opened = openMainStore({ file, clock, ...(machine && { machine }) });
  if (!opened.ok) throw new Error(opened.failure.sentence);
  return opened.value;
}

export function exampleTenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    id: 't1',
    name: 'Contoso',
    tenantUrl: 'https://console.example/scim',
    profile: 'generic',
    localSettings: DEFAULT_SETTINGS,
    guardLimits: DEFAULT_GUARD_LIMITS,
    syncLimitMs: 900_000,
    approvalLifetimeMs: 86_400_000,
    maxConcurrency: 16,
    reportsKeptDays: 90,
    idSourceChanged: false,
    groupsTakenOver: [],
    firstLiveDone: false,
    addedAtMs: 1_000,
    ...changes,
  };
}

export function exampleRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    tenantId: 't1',
    kind: 'live',
    status: 'Processing',
    startedAtMs: 1_000,
    who: 'ana',
    pid: process.pid,
    ...changes,
  };
}

export function exampleIntent(seq: number, changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    runId: 'r1',
    seq,
    step: 'main',
    object: 'user',
    key: `person-${seq}`,
    operation: { phase: 'create', level: 0, canonical: `user ${seq}`, act: { kind: 'create-user' } },
    ...changes,
  };
}

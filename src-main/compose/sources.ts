import { randomInt } from 'node:crypto';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import { createScimDirectory } from '../adapters/directory/scim/scim-directory.ts';
import { type Network, openNetwork } from '../adapters/network/network.ts';
import { askAbilities } from '../adapters/scim/abilities.ts';
import { connectScim } from '../adapters/scim/scim-client.ts';
import { openSnapshotFolder } from '../adapters/snapshots/snapshot-files.ts';
import type { SnapshotStore } from '../app/ports/snapshot-store.ts';
import type { Source } from '../app/ports/source.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { PROFILES } from '../core/profile.ts';
import type { DirectoryChoice } from '../core/tenant.ts';
import { guardedSnapshots } from './guarded-snapshots.ts';
import { homeFolders } from './home.ts';

type Env = Readonly<Record<string, string | undefined>>;

export function openSnapshots(home: string): SnapshotStore {
  const folder = homeFolders(home).snapshots;
  return guardedSnapshots(openSnapshotFolder(folder), folder);
}

/** Spreads repeats; 0…1. */
export const jitter = (): number => randomInt(1 << 30) / (1 << 30);

export function networkFor(connections: number, env: Env, certificates: readonly string[] = []): Network {
  return openNetwork({ connections, env, certificates });
}

export interface OpenDirectory {
  readonly source: Source;
  close(): Promise<void>;
}

/** The identity source that a tenant chose. LDAP, Entra, Okta and Google have their place beside these two. */
export async function openDirectory(
  choice: DirectoryChoice,
  token: string | undefined,
  env: Env,
  signal: AbortSignal,
): Promise<Result<OpenDirectory>> {
  if (choice.kind === 'csv') {
    return succeed({ source: csvSource({ file: choice.file, role: 'directory' }), close: async () => {} });
  }
  if (token === undefined) {
    return fail({
      code: 'token-missing',
      sentence: 'There is no token for the SCIM directory on this computer.',
      next: 'Give it with: muster source set --tenant NAME --scim URL --token-stdin',
      inWindow: 'Give it under Provisioning > Sources.',
    });
  }
  const { concurrency } = PROFILES.generic;
  const network = networkFor(concurrency.most, env);
  const client = connectScim({
    tenantUrl: choice.url,
    addressName: 'directory address',
    token,
    network,
    clock: systemClock,
    jitter,
    concurrency,
  });
  if (!client.ok) return client;
  const abilities = await askAbilities(client.value, signal);
  if (!abilities.ok) {
    await network.close();
    return abilities;
  }
  return succeed({
    source: createScimDirectory({ client: client.value, abilities: abilities.value }),
    close: () => network.close(),
  });
}

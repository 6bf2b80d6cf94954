import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of this installation lies below MUSTER_HOME (design §10). Readable by this user only. */
export interface HomeFolders {
  readonly database: string;
  readonly reports: string;
  readonly snapshots: string;
  readonly log: string;
  readonly demoConsole: string;
  readonly temporary: string;
}

export function homeFolders(home: string): HomeFolders {
  return {
    database: join(home, 'muster.sqlite'),
    reports: join(home, 'reports'),
    snapshots: join(home, 'snapshots'),
    log: join(home, 'logs', 'muster.log'),
    demoConsole: join(home, 'demo-console'),
    temporary: join(home, 'temporary'),
  };
}

export function makeHome(home: string): HomeFolders {
  const folders = homeFolders(home);
  for (const folder of [home, folders.reports, folders.snapshots, folders.temporary, join(home, 'logs')]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  return folders;
}

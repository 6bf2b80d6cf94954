import { join } from 'node:path';
import { type Result, succeed } from '../core/failure.ts';
import { makeFolder } from './make-folder.ts';

/** Where everything of this installation lies below MUSTER_HOME (design §10). Readable by this user only. */
export interface HomeFolders {
  readonly database: string;
  readonly reports: string;
  readonly snapshots: string;
  readonly log: string;
  readonly demoConsole: string;
  readonly temporary: string;
  /** Unsaved edits of exclusions. */
  readonly drafts: string;
  /** Exclusion files of tenants that were given none. */
  readonly exclusions: string;
}

export function homeFolders(home: string): HomeFolders {
  return {
    database: join(home, 'muster.sqlite'),
    reports: join(home, 'reports'),
    snapshots: join(home, 'snapshots'),
    log: join(home, 'logs', 'muster.log'),
    demoConsole: join(home, 'demo-console'),
    temporary: join(home, 'temporary'),
    drafts: join(home, 'drafts'),
    exclusions: join(home, 'exclusions'),
  };
}

export function makeHome(home: string): Result<HomeFolders> {
  const folders = homeFolders(home);
  for (const folder of [home, folders.reports, folders.snapshots, folders.temporary, join(home, 'logs')]) {
    const made = makeFolder(folder);
    if (!made.ok) return made;
  }
  return succeed(folders);
}

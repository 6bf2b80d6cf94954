import { type Audit, auditIn } from './audit.ts';
import { type Exclusions, exclusionsIn } from './exclusions.ts';
import { type Groups, groupsIn } from './groups.ts';
import type { ConsoleDatabase } from './open-database.ts';
import { type People, peopleIn } from './people.ts';
import { type Provisioning, provisioningIn } from './provisioning.ts';
import { type Secrets, secretsIn } from './secrets.ts';
import { type Syncs, syncsIn } from './syncs.ts';

/** Everything that the console keeps, one part a table or two, over one database. */
export interface ConsoleStore {
  readonly database: ConsoleDatabase;
  readonly people: People;
  readonly groups: Groups;
  readonly provisioning: Provisioning;
  readonly secrets: Secrets;
  readonly syncs: Syncs;
  readonly exclusions: Exclusions;
  readonly audit: Audit;
}

export function consoleStoreOn(database: ConsoleDatabase, now: () => number): ConsoleStore {
  return {
    database,
    people: peopleIn(database, now),
    groups: groupsIn(database, now),
    provisioning: provisioningIn(database, now),
    secrets: secretsIn(database, now),
    syncs: syncsIn(database, now),
    exclusions: exclusionsIn(database),
    audit: auditIn(database, now),
  };
}

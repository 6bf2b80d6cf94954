import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from '../../../src-main/adapters/store/migrate.ts';
import { firstTables } from '../../../src-main/adapters/store/migrations/0001-first-tables.ts';
import { keptForATime } from '../../../src-main/adapters/store/migrations/0002-kept-for-a-time.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { exampleTenant, openedStore, temporaryFolder } from './example-store.ts';

it('tenants of an older database get what their kind of console bears as the most requests at a time (R17)', () => {
  const file = join(temporaryFolder(), 'muster.db');
  const db = new Database(file);
  migrate(db, file, [firstTables, keptForATime], 1_000);
  for (const profile of ['generic', 'ksat', 'demo'] as const) {
    const { maxConcurrency: _notYet, ...older } = exampleTenant({ id: profile, name: profile, profile });
    const row = [profile, profile, profile, JSON.stringify(older)];
    db.prepare('INSERT INTO tenant VALUES (?, ?, ?, ?)').run(row);
  }
  db.close();
  const store = openedStore(file, fakeClock());
  for (const tenant of store.tenants.list()) {
    expect(tenant.maxConcurrency, tenant.id).toBe(PROFILES[tenant.profile].concurrency.most);
  }
  expect(store.tenants.list()).toHaveLength(3);
  store.close();
});

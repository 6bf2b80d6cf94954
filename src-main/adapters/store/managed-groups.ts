import type Database from 'better-sqlite3';
import type { ManagedGroupStore } from '../../app/ports/main-store.ts';

interface ManagedGroupRow {
  tenant_id: string;
  console_group_id: string;
  archived: 0 | 1;
}

/** Groups that Muster manages on a console (R19). */
export function managedGroupStore(db: Database.Database): ManagedGroupStore {
  const ofTenant = db.prepare<[string], ManagedGroupRow>(
    'SELECT * FROM managed_group WHERE tenant_id = ? ORDER BY console_group_id',
  );
  const put = db.prepare<[ManagedGroupRow]>(`
    INSERT INTO managed_group (tenant_id, console_group_id, archived)
    VALUES (@tenant_id, @console_group_id, @archived)
    ON CONFLICT DO UPDATE SET archived = excluded.archived`);

  return {
    list: (tenantId) =>
      ofTenant.all(tenantId).map((row) => ({
        tenantId: row.tenant_id,
        consoleGroupId: row.console_group_id,
        archived: row.archived === 1,
      })),
    put: (group) => {
      put.run({
        tenant_id: group.tenantId,
        console_group_id: group.consoleGroupId,
        archived: group.archived ? 1 : 0,
      });
    },
  };
}

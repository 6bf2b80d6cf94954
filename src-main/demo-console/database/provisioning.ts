import type { ProvisioningMode, ProvisioningSettings } from '../../core/settings.ts';
import type { ConsoleDatabase } from './open-database.ts';

export interface StoredProvisioning extends ProvisioningSettings {
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAtMs: number | null;
}

export type EditedProvisioning = Pick<
  ProvisioningSettings,
  'provisioningEnabled' | 'mode' | 'testMode' | 'acknowledgedAliases'
>;

/** The User Provisioning settings of the account (design §5). There is one row, read on every SCIM write. */
export interface Provisioning {
  read(): StoredProvisioning;
  /** Saves on top of the newest version; the caller has compared versions. */
  save(edited: EditedProvisioning, changedBy: string): StoredProvisioning;
  /** The account comes from ADI: its aliases vanish with the first live sync (R16). */
  markMovedFromAdi(): void;
  /** A live sync is done: from now on the account is an ordinary SCIM one (R16). */
  settleMoveFromAdi(): void;
}

interface Row {
  provisioning_enabled: number;
  mode: ProvisioningMode;
  test_mode: number;
  acknowledged_aliases: string;
  moved_from_adi: number;
  version: number;
  changed_by: string | null;
  changed_at_ms: number | null;
}

export function provisioningIn(database: ConsoleDatabase, now: () => number): Provisioning {
  const select = database.prepare<[], Row>('SELECT * FROM provisioning');
  const update = database.prepare(`
    UPDATE provisioning SET provisioning_enabled = ?, mode = ?, test_mode = ?, acknowledged_aliases = ?,
      moved_from_adi = ?, version = version + 1, changed_by = ?, changed_at_ms = ?`);
  const setMoved = database.prepare(
    'UPDATE provisioning SET moved_from_adi = ?, version = version + 1 WHERE moved_from_adi <> ?',
  );

  let current = read();

  function read(): StoredProvisioning {
    const row = select.get();
    if (!row) throw new Error('The settings row is missing.');
    return {
      provisioningEnabled: row.provisioning_enabled === 1,
      mode: row.mode,
      testMode: row.test_mode === 1,
      acknowledgedAliases: row.acknowledged_aliases,
      movedFromAdi: row.moved_from_adi === 1,
      version: row.version,
      changedBy: row.changed_by,
      changedAtMs: row.changed_at_ms,
    };
  }

  function setMovedFromAdi(moved: 0 | 1): void {
    setMoved.run(moved, moved);
    current = read();
  }

  return {
    read: () => current,
    save(edited, changedBy) {
      // ADI → SCIM turns Test Mode on by itself, and an old acknowledgement is about another list (R16).
      const leavesAdi = current.mode === 'adi' && edited.mode === 'scim';
      const movedFromAdi = leavesAdi || (current.movedFromAdi && edited.mode === 'scim');
      update.run(
        Number(edited.provisioningEnabled),
        edited.mode,
        Number(leavesAdi || edited.testMode),
        leavesAdi ? '' : edited.acknowledgedAliases,
        Number(movedFromAdi),
        changedBy,
        now(),
      );
      current = read();
      return current;
    },
    markMovedFromAdi: () => setMovedFromAdi(1),
    settleMoveFromAdi: () => setMovedFromAdi(0),
  };
}

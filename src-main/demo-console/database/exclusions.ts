import { fold, tidy } from '../../core/fold.ts';
import type { ConsoleDatabase } from './open-database.ts';

export interface Exclusion {
  readonly address: string;
  /** `false` protects (R5). */
  readonly provisioningManaged: boolean;
}

/** The exclusion list: who is not managed by provisioning (design §9, R5). It is read and replaced as a whole. */
export interface Exclusions {
  version(): number;
  list(): readonly Exclusion[];
  /** Of two rows for one address the one that protects wins (R5). */
  replace(rows: Iterable<Exclusion>): number;
  /** For the seed: adds one that protects. */
  protect(address: string): void;
  isProtected(foldedAddress: string): boolean;
}

export function exclusionsIn(database: ConsoleDatabase): Exclusions {
  const selectVersion = database.prepare<[], number>('SELECT version FROM exclusion_list').pluck();
  const bumpVersion = database.prepare('UPDATE exclusion_list SET version = version + 1');
  const selectAll = database.prepare<[], { address: string; provisioning_managed: number }>(
    'SELECT address, provisioning_managed FROM exclusion ORDER BY place',
  );
  const clear = database.prepare('DELETE FROM exclusion');
  const insert = database.prepare(`
    INSERT INTO exclusion (address_folded, place, address, provisioning_managed) VALUES (?, ?, ?, ?)
    ON CONFLICT (address_folded) DO UPDATE
    SET provisioning_managed = min(provisioning_managed, excluded.provisioning_managed)`);
  const selectLastPlace = database
    .prepare<[], number>('SELECT coalesce(max(place), 0) FROM exclusion')
    .pluck();
  const selectProtected = database
    .prepare<[string], number>(
      'SELECT 1 FROM exclusion WHERE address_folded = ? AND provisioning_managed = 0',
    )
    .pluck();

  const replace = database.transaction((rows: Iterable<Exclusion>) => {
    clear.run();
    let place = 0;
    for (const row of rows)
      insert.run(fold(row.address), ++place, tidy(row.address), Number(row.provisioningManaged));
    bumpVersion.run();
  });

  return {
    version: () => selectVersion.get() ?? 0,
    list: () =>
      selectAll.all().map((row) => ({
        address: row.address,
        provisioningManaged: row.provisioning_managed === 1,
      })),
    replace(rows) {
      replace(rows);
      return selectVersion.get() ?? 0;
    },
    protect(address) {
      insert.run(fold(address), (selectLastPlace.get() ?? 0) + 1, tidy(address), 0);
    },
    isProtected: (foldedAddress) => selectProtected.get(foldedAddress) !== undefined,
  };
}

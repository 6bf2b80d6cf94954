import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import type { ConsoleApi } from '../app/ports/console-api.ts';
import type { ListingOptions, Source } from '../app/ports/source.ts';

/** The demo console's own user export as a source: it shows the aliases, which SCIM does not (R16). */
export function userExportSource(api: ConsoleApi, temporaryFolder: string, id: string): Source {
  const name = 'user export of the console';
  return {
    kind: 'csv',
    name,
    async *list(options: ListingOptions) {
      const read = await api.exportUsers(options.signal);
      if (!read.ok) {
        return {
          completeness: { status: 'partial' as const, why: read.failure },
          carried: { attributes: [], manager: false, groups: false },
          ignoredColumns: [],
          notes: [],
        };
      }
      const file = join(temporaryFolder, `${id}-export.csv`);
      writeFileSync(file, read.value, { mode: 0o600 });
      try {
        return yield* csvSource({ file, role: 'console' }).list(options);
      } finally {
        rmSync(file, { force: true });
      }
    },
  };
}

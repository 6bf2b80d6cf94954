import type { Migration } from '../migrate.ts';

/** How long reports are kept (R24): a time for each tenant, and the wall clock as it was seen at earlier starts. */
export const keptForATime: Migration = {
  version: 2,
  sql: `
    UPDATE tenant SET document = json_set(document, '$.reportsKeptDays', 90);

    CREATE TABLE clock_seen (
      only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
      last_ms INTEGER NOT NULL,
      trusted_ms INTEGER NOT NULL,
      doubted_since_ms INTEGER
    ) STRICT;
  `,
};

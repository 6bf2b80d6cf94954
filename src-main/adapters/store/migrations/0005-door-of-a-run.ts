import type { Migration } from '../migrate.ts';

/** Where each run was started, for whoever waits for it; nobody knows it of earlier runs. */
export const doorOfARun: Migration = {
  version: 5,
  sql: `ALTER TABLE run ADD COLUMN door TEXT;`,
};

import type { Migration } from '../migrate.ts';

/** The most requests at a time of each tenant (R17): at first what its kind of console bears. */
export const requestsAtATime: Migration = {
  version: 4,
  sql: `
    UPDATE tenant SET document = json_set(
      document,
      '$.maxConcurrency',
      CASE json_extract(document, '$.profile') WHEN 'ksat' THEN 8 ELSE 16 END
    );
  `,
};

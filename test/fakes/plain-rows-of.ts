import type { PlainPeople } from '../../src-main/app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK, briefAt } from '../../src-main/core/brief-block.ts';
import { fold } from '../../src-main/core/fold.ts';
import type { MatchKey, ReportRow } from '../../src-main/core/report.ts';

const MATCH_KEYS: readonly MatchKey[] = ['externalId', 'userName', 'email'];

/** Plain people as the rows that they read back as, each with its row in the listing; told as plainly as possible. */
export function plainRowsOf({
  briefs,
  matchedBy,
  consoleRef,
}: PlainPeople): readonly (readonly [number, ReportRow])[] {
  const rows: (readonly [number, ReportRow])[] = [];
  for (const [row, key] of matchedBy.entries()) {
    const by = MATCH_KEYS[key - 1];
    if (by === undefined) continue;
    const brief = briefAt(briefs.block(Math.floor(row / BRIEFS_PER_BLOCK)), row % BRIEFS_PER_BLOCK);
    const { name, address, externalId, directoryRef, department, also } = brief;
    const ref = consoleRef(row) || fold(address);
    rows.push([
      row,
      {
        object: 'user',
        verdict: 'Unchanged',
        key: ref,
        name,
        address,
        reason: 'unchanged.same',
        facts: externalId === '' ? {} : { externalId },
        changes: [],
        warnings: [],
        directoryRef,
        consoleRef: ref,
        ...(department === '' ? {} : { department }),
        ...(also.length === 0 ? {} : { also }),
        matchedBy: by,
      },
    ]);
  }
  return rows;
}

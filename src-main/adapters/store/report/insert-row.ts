import type Database from 'better-sqlite3';
import type { ReportRow } from '../../../core/report.ts';
import { objectIndex } from './file-schema.ts';
import { alsoText, changesText, factsText, warningsText } from './row-codec.ts';

/** Puts rows into the table; without operation and result, which stand in tables of their own. */
export function rowInserter(db: Database.Database, wordId: (word: string) => number) {
  const insert = db.prepare(`INSERT INTO row (seq, rank, object, reason, key, name, sort_name, address,
    external_id, console_ref, directory_ref, adopted, facts, changes, warnings, department, also, matched_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (seq: number, rank: number, sortName: string, row: ReportRow): void => {
    const externalId = row.facts.externalId;
    insert.run(
      seq,
      rank,
      objectIndex(row.object),
      wordId(row.reason),
      row.key,
      row.name,
      sortName === row.name ? null : sortName,
      row.address,
      typeof externalId === 'string' ? externalId : null,
      row.consoleRef ?? null,
      row.directoryRef ?? null,
      row.adopted === undefined ? null : Number(row.adopted),
      factsText(row),
      changesText(row.changes),
      warningsText(row.warnings),
      row.department ?? null,
      alsoText(row.also),
      row.matchedBy === undefined ? null : wordId(row.matchedBy),
    );
  };
}

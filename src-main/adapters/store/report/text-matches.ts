import type Database from 'better-sqlite3';
import { trigramsOf } from './search-text.ts';

/** More would hardly narrow the candidates, and each is a list to walk. */
const TRIGRAMS_USED = 4;
/** A pair of characters that begins more runs than this is so common that walking the rows finds it soon. */
const RUNS_OF_A_PAIR_AT_MOST = 64;

/** Which rows can hold a needle: none, perhaps any, or those of an FTS5 query (candidates, to be compared). */
export type TextMatch =
  | 'no-row'
  | 'every-row'
  /** `rows`: no more than so many can hold it. */
  | { readonly query: string; readonly rows: number };

/** Statements on the attached search index; prepared on first use, since it may come later than the reader. */
export function textMatches<T>(db: Database.Database, columns: string, joins: string) {
  let places: Database.Statement<[string, number, number, number], T> | undefined;
  let warned: Database.Statement<[string, number, number, number, number], T> | undefined;
  let rowsWith: Database.Statement<[string], number> | undefined;
  let runsFrom: Database.Statement<[string, string, number], { term: string; places: number }> | undefined;
  const from = `SELECT ${columns} FROM search.text t CROSS JOIN place p ON p.place = t.rowid ${joins}
    WHERE t.text MATCH ? AND t.rowid > ? AND t.rowid <= ?`;

  /** The rarest of the needle's runs of three; where one stands in no row, no row holds the needle. */
  const longMatch = (characters: readonly string[]): TextMatch => {
    rowsWith ??= db.prepare<[string], number>('SELECT places FROM search.trigram WHERE term = ?').pluck();
    const known: { readonly term: string; readonly rows: number }[] = [];
    for (const term of trigramsOf(characters)) {
      const rows = rowsWith.get(term);
      if (rows === undefined) return 'no-row';
      known.push({ term, rows });
    }
    known.sort((a, b) => a.rows - b.rows);
    return {
      query: joined(
        known.slice(0, TRIGRAMS_USED).map(({ term }) => term),
        ' AND ',
      ),
      rows: known[0]?.rows ?? 0,
    };
  };

  /** Two characters stand where a run of three begins with them. */
  const pairMatch = (pair: string): TextMatch => {
    runsFrom ??= db.prepare<[string, string, number], { term: string; places: number }>(
      'SELECT term, places FROM search.trigram WHERE term >= ? AND term < ? LIMIT ?',
    );
    const terms = runsFrom.all(pair, `${pair}\u{10ffff}`, RUNS_OF_A_PAIR_AT_MOST + 1);
    if (terms.length === 0) return 'no-row';
    if (terms.length > RUNS_OF_A_PAIR_AT_MOST) return 'every-row';
    return {
      query: joined(
        terms.map(({ term }) => term),
        ' OR ',
      ),
      rows: terms.reduce((sum, { places }) => sum + places, 0),
    };
  };

  return {
    matchOf(needle: string): TextMatch {
      const characters = [...needle];
      if (characters.length >= 3) return longMatch(characters);
      return characters.length === 2 ? pairMatch(needle) : 'every-row';
    },
    places: () => {
      places ??= db.prepare(`${from} ORDER BY t.rowid LIMIT ?`);
      return places;
    },
    warned: () => {
      warned ??=
        db.prepare(`${from} AND EXISTS (SELECT 1 FROM warned w WHERE w.code = ? AND w.place = t.rowid)
        ORDER BY t.rowid LIMIT ?`);
      return warned;
    },
  };
}

function joined(terms: readonly string[], operator: ' AND ' | ' OR '): string {
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(operator);
}

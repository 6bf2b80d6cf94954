import type Database from 'better-sqlite3';
import { trigramsOf } from './search-text.ts';

/** More would hardly narrow the candidates, and each is a list to walk. */
const TRIGRAMS_USED = 4;
/** A pair of characters that begins more runs than this is so common that walking the rows finds it soon. */
const RUNS_OF_A_PAIR_AT_MOST = 64;

/** Which rows can hold a needle: none, perhaps any, or some candidates, to be compared. */
export type TextMatch = 'no-row' | 'every-row' | TextCandidates;

export interface TextCandidates {
  /** No more than so many rows can hold it. */
  readonly rows: number;
  /** Up to `limit` places after `after`, up to and with `last`, ascending. */
  places(after: number, last: number, limit: number): ArrayLike<number>;
}

/** Statements on the attached search index; prepared on first use, since it may come later than the reader. */
export function textMatches(db: Database.Database) {
  let places: Database.Statement<[string, number, number, number], number> | undefined;
  let rowsWith: Database.Statement<[string], number> | undefined;
  let runsFrom: Database.Statement<[string, string, number], { term: string; places: number }> | undefined;

  const candidates = (query: string, rows: number): TextCandidates => ({
    rows,
    places(after, last, limit) {
      places ??= db
        .prepare<[string, number, number, number], number>(`SELECT t.rowid FROM search.text t
          WHERE t.text MATCH ? AND t.rowid > ? AND t.rowid <= ? ORDER BY t.rowid LIMIT ?`)
        .pluck();
      return places.all(query, after, last, limit);
    },
  });

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
    const rarest = known.slice(0, TRIGRAMS_USED).map(({ term }) => term);
    return candidates(joined(rarest, ' AND '), known[0]?.rows ?? 0);
  };

  /** Two characters stand where a run of three begins with them. */
  const pairMatch = (pair: string): TextMatch => {
    runsFrom ??= db.prepare<[string, string, number], { term: string; places: number }>(
      'SELECT term, places FROM search.trigram WHERE term >= ? AND term < ? LIMIT ?',
    );
    const terms = runsFrom.all(pair, `${pair}\u{10ffff}`, RUNS_OF_A_PAIR_AT_MOST + 1);
    if (terms.length === 0) return 'no-row';
    if (terms.length > RUNS_OF_A_PAIR_AT_MOST) return 'every-row';
    return candidates(
      joined(
        terms.map(({ term }) => term),
        ' OR ',
      ),
      terms.reduce((sum, { places: rows }) => sum + rows, 0),
    );
  };

  return {
    matchOf(needle: string): TextMatch {
      const characters = [...needle];
      if (characters.length >= 3) return longMatch(characters);
      return characters.length === 2 ? pairMatch(needle) : 'every-row';
    },
  };
}

function joined(terms: readonly string[], operator: ' AND ' | ' OR '): string {
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(operator);
}

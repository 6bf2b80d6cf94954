/** The form of a search index. Another number here makes older indexes unfit, and they are made anew. */
export const SEARCH_FORM = '3';

/** So many rows lie in one blob of texts: what one look reads. */
export const ROWS_PER_TEXT = 32;
/** A run of three bytes is known to stand somewhere in so many rows; the look at their texts finds which. */
export const ROWS_PER_BLOCK = 8;
/** Lists are kept for so many rows at a time, so that they are made in little memory and numbers in them are small. */
export const ROWS_PER_PART = 1 << 16;
export const BLOCKS_PER_PART = ROWS_PER_PART / ROWS_PER_BLOCK;

/** Runs of three bytes fall into so many buckets; two that share one only cost a look. */
export const BUCKETS = 1 << 16;
/** So many buckets lie in one blob. */
export const BUCKETS_PER_GROUP = 64;
export const GROUPS_PER_PART = BUCKETS / BUCKETS_PER_GROUP;

/** Stands around each value of a row, so that no text is found across two of them. */
export const EDGE = 1;

/**
 * `texts` are the folded texts of 32 rows in the order in which people read: the number of rows and the end of each
 * (32-bit little-endian), then the texts, each value between two `EDGE`s. `runs` are, for each bucket of a group, the
 * end of its list (32-bit little-endian), then the lists: the blocks of the part in which the bucket's runs stand, as
 * differences (LEB128). `pairs` are, for one first byte, the number of second bytes that stand after it, less one, then
 * these bytes, then for each of them a bit for each blob of texts of the part.
 */
export const SEARCH_TABLES = `
  CREATE TABLE texts (number INTEGER PRIMARY KEY, texts BLOB NOT NULL) STRICT;
  CREATE TABLE runs (number INTEGER PRIMARY KEY, lists BLOB NOT NULL) STRICT;
  CREATE TABLE pairs (number INTEGER PRIMARY KEY, texts BLOB NOT NULL) STRICT;
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** In which bucket a run of three bytes falls. Part of the form. */
export function bucketOf(first: number, second: number, third: number): number {
  return Math.imul((first << 16) | (second << 8) | third, 0x9e3779b1) >>> 16;
}

import { NO_HASH, readEntry, type TrailEntry } from '../core/audit-trail.ts';
import type { AuditStore } from './ports/audit-store.ts';

const PAGE = 1_000;

const HEADING = [
  'Number',
  'Time',
  'Who',
  'Act',
  'Tenant',
  'Run',
  'Plan',
  'Previous hash',
  'Hash',
  'Entry',
] as const;

/** An entry with the hash before it, so that whoever has only the file can compute its own (docs/audit-trail.md). */
interface ChainedEntry extends TrailEntry {
  readonly previousHash: string;
}

/** The next text of an export, and how many entries it has. */
export interface TrailPiece {
  readonly text: string;
  readonly entries: number;
}

/** The whole trail a page at a time, so that one of any length is exported in constant memory. */
export function* trailCsv(
  page: AuditStore['page'],
  csvLine: (cells: readonly string[]) => string,
): Generator<TrailPiece, void, void> {
  yield { text: csvLine(HEADING), entries: 0 };
  for (const entries of pagesOf(page)) {
    yield { text: entries.map((entry) => csvLine(cellsOf(entry))).join(''), entries: entries.length };
  }
}

export function* trailJson(page: AuditStore['page']): Generator<TrailPiece, void, void> {
  yield { text: '{"format":"muster-audit-trail","version":1,"entries":[', entries: 0 };
  let separator = '\n';
  for (const entries of pagesOf(page)) {
    const lines = entries.map(({ number, text, previousHash, hash }) =>
      JSON.stringify({ number, previousHash, hash, entry: text }),
    );
    yield { text: `${separator}${lines.join(',\n')}`, entries: entries.length };
    separator = ',\n';
  }
  yield { text: '\n]}\n', entries: 0 };
}

function cellsOf({ number, text, previousHash, hash }: ChainedEntry): readonly string[] {
  // An entry that was damaged is exported as it stands; the check names it.
  const told = readEntry(text);
  const cells = told
    ? [
        new Date(told.atMs).toISOString(),
        told.who,
        told.act,
        told.tenantName ?? '',
        told.runId ?? '',
        told.planHash ?? '',
      ]
    : ['', '', '', '', '', ''];
  return [String(number), ...cells, previousHash, hash, text];
}

function* pagesOf(page: AuditStore['page']): Generator<readonly ChainedEntry[], void, void> {
  let previousHash = NO_HASH;
  for (let after = 0; ; ) {
    const entries = page(after, PAGE).map((entry) => {
      const chained = { ...entry, previousHash };
      previousHash = entry.hash;
      return chained;
    });
    if (entries.length > 0) yield entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return;
    after = last.number;
  }
}

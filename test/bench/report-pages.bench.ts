import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ReportReader, RowFilter } from '../../src-main/app/ports/report-store.ts';
import { composition } from '../../src-main/compose.ts';
import type { Bench, Ratio, Scale } from './bench.ts';
import { generatePeople } from './generate-people.ts';

type RowPage = ReturnType<ReportReader['page']>;

/** The first looks only warm up, as somebody does who has a report open. */
const WARM_UP = 50;
const LOOKS = 450;
const P99_OF = `p99 of ${LOOKS - WARM_UP} after ${WARM_UP} to warm up`;
const LIMIT = 100;

/**
 * Pages of a report and a substring search in it, beside SQLite reading as many rows by their primary key, and beside
 * what they may take.
 */
export const bench: Bench = { name: 'report-pages', people: 1_000_000, run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const files = await generatePeople(folder, people, 13);
    const home = join(folder, 'home');
    const opened = await composition.openHouse({ home, env: process.env });
    if (!opened.ok) throw new Error(opened.failure.sentence);
    const house = opened.value;
    const outcome = await house.preview(
      { directoryFile: files.directory, consoleFile: files.console, mapping: 'demo' },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
    if (!outcome.ok) throw new Error(outcome.failure.sentence);
    // The search index is built while the first page can be read already; closing waits for it.
    await house.close();
    return await measure(home, outcome.value.report?.reportId ?? '', people);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(home: string, reportId: string, people: number): Promise<Ratio[]> {
  const opened = await composition.openHouse({ home, env: process.env });
  if (!opened.ok) throw new Error(opened.failure.sentence);
  const report = opened.value.openReport(reportId);
  if (!report.ok) throw new Error(report.failure.sentence);
  const byKey = p99(readByKey(join(home, 'reports', `${reportId}.report`)));
  const ratios: Ratio[] = [];
  for (const { what, looks, boundMs } of LOOKS_AT) {
    const ours = p99(looks(report.value));
    const named = `${what} in a report of ${people.toLocaleString('en')}`;
    ratios.push(
      {
        what: named,
        ours,
        reference: byKey,
        ratio: ours / byKey,
        unit: 'ms',
        note: `${P99_OF}; SQLite reads ${LIMIT} rows by primary key from the same file; lower is better`,
      },
      {
        what: `${named}, beside its bound`,
        ours,
        reference: boundMs,
        ratio: ours / boundMs,
        unit: 'ms',
        note: `${P99_OF}; the reference is what it may take; below 1 is good`,
      },
    );
  }
  report.value.close();
  await opened.value.close();
  return ratios;
}

const PAGE_MS = 1;
const SEARCH_MS = 2;
const LOOKS_AT: readonly {
  readonly what: string;
  readonly looks: (report: ReportReader) => Generator<number>;
  readonly boundMs: number;
}[] = [
  { what: `first page of ${LIMIT} rows`, looks: firstPages, boundMs: PAGE_MS },
  { what: `next page of ${LIMIT} rows`, looks: nextPages, boundMs: PAGE_MS },
  { what: `page of ${LIMIT} rows after a change of the filter`, looks: changeFilter, boundMs: PAGE_MS },
  { what: 'substring search', looks: search, boundMs: SEARCH_MS },
];

function timed(look: () => void): number {
  const began = performance.now();
  look();
  return performance.now() - began;
}

function* firstPages(report: ReportReader): Generator<number> {
  for (let look = 0; look < LOOKS; look++) yield timed(() => filled(report.page({}, { limit: LIMIT })));
}

/** Through the people with something to do, then on among the unchanged ones, who are nearly all. */
function* nextPages(report: ReportReader): Generator<number> {
  let after: string | undefined;
  for (let look = 0; look < LOOKS; look++) {
    const filter: RowFilter = look < LOOKS / 2 ? { object: 'user' } : { verdicts: ['Unchanged'] };
    if (look === LOOKS / 2) after = undefined;
    yield timed(() => {
      after = filled(report.page(filter, { limit: LIMIT, ...(after ? { after } : {}) })).next;
    });
  }
}

function* changeFilter(report: ReportReader): Generator<number> {
  const verdicts = ['Archived', 'Created', 'Changed', 'Restored', 'Blocked', 'Unchanged'] as const;
  for (let look = 0; look < LOOKS; look++) {
    const filter = { verdicts: [verdicts[look % verdicts.length] ?? 'Unchanged'] };
    yield timed(() => report.page(look % 4 === 3 ? { ...filter, object: 'user' } : filter, { limit: LIMIT }));
  }
}

/** Numbers of employees, names, pieces of names and addresses, and what nobody has. */
function* search(report: ReportReader): Generator<number> {
  const words = ['smith', 'an', '.com', 'q', 'иванова', 'nobody has this'];
  let found = 0;
  for (let look = 0; look < LOOKS; look++) {
    const number = String(10_000 + ((look * 7919) % 80_000));
    const text = look % 4 === 3 ? (words[(look >> 2) % words.length] ?? number) : number;
    yield timed(() => {
      found += report.page({ text }, { limit: LIMIT }).rows.length;
    });
  }
  if (found === 0) throw new Error('no search found anybody');
}

function filled(page: RowPage): RowPage {
  if (page.rows.length === 0) throw new Error('a page is empty');
  return page;
}

function* readByKey(file: string): Generator<number> {
  const name = readdirSync(join(file, '..')).find((entry) => file.endsWith(entry));
  if (!name) throw new Error('the report file is not where it should be');
  const db = new Database(file, { readonly: true });
  const rows = db.prepare('SELECT * FROM row WHERE seq > ? ORDER BY seq LIMIT ?');
  for (let look = 0; look < LOOKS; look++) {
    const began = performance.now();
    rows.all(look * LIMIT, LIMIT);
    yield performance.now() - began;
  }
  db.close();
}

function p99(times: Iterable<number>): number {
  const sorted = [...times].slice(WARM_UP).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

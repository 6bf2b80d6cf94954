import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ReportReader } from '../../src-main/app/ports/report-store.ts';
import { composition } from '../../src-main/compose.ts';
import type { Bench, Ratio, Scale } from './bench.ts';
import { generatePeople } from './generate-people.ts';

const LOOKS = 400;
const LIMIT = 100;

/** A page of a report, and a substring search in it, beside SQLite reading as many rows by their primary key. */
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
  const reference = p99(readByKey(join(home, 'reports', `${reportId}.report`)));
  const pages = p99(turnPages(report.value));
  const searches = p99(search(report.value));
  report.value.close();
  await opened.value.close();
  const of = people.toLocaleString('en');
  const note = `p99 of ${LOOKS}; SQLite reads ${LIMIT} rows by primary key from the same file; lower is better`;
  return [
    {
      what: `page of ${LIMIT} rows in a report of ${of}`,
      ours: pages,
      reference,
      ratio: pages / reference,
      unit: 'ms',
      note,
    },
    {
      what: `substring search in a report of ${of}`,
      ours: searches,
      reference,
      ratio: searches / reference,
      unit: 'ms',
      note,
    },
  ];
}

function* turnPages(report: ReportReader): Generator<number> {
  let after: string | undefined;
  for (let look = 0; look < LOOKS; look++) {
    const began = performance.now();
    const page = report.page({ object: 'user' }, { limit: LIMIT, ...(after ? { after } : {}) });
    yield performance.now() - began;
    if (page.rows.length === 0) throw new Error('a page is empty');
    after = page.next;
  }
}

function* search(report: ReportReader): Generator<number> {
  for (let look = 0; look < LOOKS; look++) {
    const text = String(10_000 + ((look * 7919) % 80_000));
    const began = performance.now();
    report.page({ text }, { limit: LIMIT });
    yield performance.now() - began;
  }
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
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

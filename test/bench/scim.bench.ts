import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { RunProgress } from '../../src-main/app/run-progress.ts';
import { composition } from '../../src-main/compose.ts';
import type { Bench, Ratio, Scale } from './bench.ts';
import { type BenchConsole, startBenchConsole, turnTestModeOff } from './bench-console.ts';
import { generatePeople } from './generate-people.ts';

const CONNECTIONS = 16;
const PAGE = 500;

/** Listing and applying over SCIM at concurrency 16, beside autocannon on the same server program. */
export const bench: Bench = { name: 'scim', run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const files = await generatePeople(folder, people, 11);
    return [
      ...(await listing(folder, files.console, people)),
      ...(await applying(folder, files.directory, people)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listing(folder: string, seedFile: string, people: number): Promise<Ratio[]> {
  const console = await startBenchConsole(join(folder, 'listed'), seedFile);
  try {
    const seen = await syncPhases(console, join(folder, 'home-list'), seedFile, 'test');
    const ours = people / seconds(seen, 'read-console', 'compare');
    const pages = Math.ceil(people / PAGE);
    const reference = await fire(console, {
      amount: pages,
      request: (index) => ({
        method: 'GET',
        path: `${new URL(console.tenantUrl).pathname}/Users?startIndex=${(index % pages) * PAGE + 1}&count=${PAGE}`,
      }),
    });
    const rate = people / reference;
    return [
      {
        what: `listing of ${people.toLocaleString('en')} people over SCIM, until compared`,
        ours,
        reference: rate,
        ratio: ours / rate,
        unit: 'requests/s',
        note: `people a second; autocannon reads the same pages of ${PAGE} at ${CONNECTIONS} connections and keeps nothing; higher is better`,
      },
    ];
  } finally {
    await console.stop();
  }
}

async function applying(folder: string, directoryFile: string, people: number): Promise<Ratio[]> {
  const creates = Math.min(people, 20_000);
  const source = firstRows(directoryFile, creates);
  const csv = join(folder, 'new-people.csv');
  await import('node:fs/promises').then(({ writeFile }) => writeFile(csv, source));
  const ours = await startBenchConsole(join(folder, 'ours'));
  let rate: number;
  try {
    await turnTestModeOff(ours);
    const seen = await syncPhases(ours, join(folder, 'home-apply'), csv, 'live');
    rate = creates / seconds(seen, 'apply-restores-and-creates', 'end');
  } finally {
    await ours.stop();
  }
  const theirs = await startBenchConsole(join(folder, 'theirs'));
  try {
    await turnTestModeOff(theirs);
    const path = `${new URL(theirs.tenantUrl).pathname}/Users`;
    const lines = source.split('\n').slice(1, creates + 1);
    const took = await fire(theirs, {
      amount: creates,
      // autocannon makes a few requests more than it counts, so each has a name of its own.
      request: (index) => ({ method: 'POST', path, body: bodyOf(lines[index % lines.length] ?? '', index) }),
    });
    const reference = creates / took;
    return [
      {
        what: `${creates.toLocaleString('en')} creates over SCIM, journaled`,
        ours: rate,
        reference,
        ratio: rate / reference,
        unit: 'requests/s',
        note: `autocannon posts such bodies to the same server program at ${CONNECTIONS} connections, without a journal; higher is better`,
      },
    ];
  } finally {
    await theirs.stop();
  }
}

type Seen = Map<RunProgress['phase'] | 'end', number>;

async function syncPhases(
  console: BenchConsole,
  home: string,
  csv: string,
  mode: 'test' | 'live',
): Promise<Seen> {
  const opened = await composition.openHouse({
    home,
    env: process.env,
    token: console.scimToken,
    adminKey: console.adminKey,
  });
  if (!opened.ok) throw new Error(opened.failure.sentence);
  const house = opened.value;
  try {
    const { tenantUrl, consoleApiUrl } = console;
    await house.addTenant({ name: 'Bench', profile: 'demo', tenantUrl, consoleApiUrl });
    await house.setSources('Bench', { directory: { kind: 'csv', file: csv } });
    const seen: Seen = new Map();
    const note = (phase: RunProgress['phase'] | 'end') => {
      if (!seen.has(phase)) seen.set(phase, performance.now());
    };
    note('read-console');
    const outcome = await house.sync(
      { tenant: 'Bench', live: mode === 'live' },
      { onProgress: ({ phase }) => note(phase), signal: new AbortController().signal },
    );
    note('end');
    if (!outcome.ok) throw new Error(outcome.failure.sentence);
    if (outcome.value.status !== 'Completed')
      throw new Error(`the sync ended as ${outcome.value.status}: ${outcome.value.failure?.sentence}`);
    if ((outcome.value.report?.applied?.failed ?? 0) > 0) throw new Error('some rows failed');
    return seen;
  } finally {
    await house.close();
  }
}

function seconds(seen: Seen, from: RunProgress['phase'] | 'end', to: RunProgress['phase'] | 'end'): number {
  const a = seen.get(from);
  const b = seen.get(to);
  if (a === undefined || b === undefined) throw new Error(`no time was told for ${from} → ${to}`);
  return (b - a) / 1000;
}

/** Seconds for the whole amount. */
async function fire(
  console: BenchConsole,
  { amount, request }: { readonly amount: number; readonly request: (index: number) => autocannon.Request },
): Promise<number> {
  const { origin } = new URL(console.tenantUrl);
  let next = 0;
  const began = performance.now();
  const result = await autocannon({
    url: origin,
    connections: Math.min(CONNECTIONS, amount),
    amount,
    headers: { authorization: `Bearer ${console.scimToken}`, 'content-type': 'application/scim+json' },
    requests: [{ setupRequest: (before) => ({ ...before, ...request(next++) }) }],
  });
  if (result.non2xx > 0) throw new Error(`autocannon met ${result.non2xx} refusals`);
  return (performance.now() - began) / 1000;
}

function firstRows(file: string, rows: number): string {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, rows + 1)
    .join('\n');
}

function bodyOf(line: string, index: number): string {
  const cells = line.split(',');
  return JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: `${index}.${cells[0]}`,
    active: true,
    name: { givenName: cells[1], familyName: cells[2] },
    title: cells[3],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: cells[4] },
  });
}

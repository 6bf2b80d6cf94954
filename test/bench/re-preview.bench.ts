import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { House } from '../../src-main/app/house.ts';
import { composition } from '../../src-main/compose.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { type Bench, median, type Ratio, type Scale } from './bench.ts';
import { generatePeople, type PeopleFiles } from './generate-people.ts';

const ROUNDS = 5;
const HOOKS = { onProgress: () => undefined, signal: new AbortController().signal };

/** A preview after an edit of the exclusions, made of the listings that are kept, beside the whole preview. */
export const bench: Bench = { name: 're-preview', people: 1_000_000, run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const files = await generatePeople(folder, people, 17);
    const anew: number[] = [];
    const whole: number[] = [];
    // In turn, so that a slow minute of the machine meets both; the first round only warms the disk cache.
    for (let round = 0; round <= ROUNDS; round++) {
      const home = join(folder, 'home');
      rmSync(home, { recursive: true, force: true });
      const seconds = await oneRound(home, files, round);
      whole.push(seconds.whole);
      anew.push(seconds.anew);
    }
    const ours = median(anew.slice(1));
    const reference = median(whole.slice(1));
    const of = `${people.toLocaleString('en')} × ${people.toLocaleString('en')} people`;
    const note = `reference: the whole preview until its report can be read; median of ${ROUNDS}; 0.2× at most`;
    return [
      {
        what: `preview of ${of} with one exclusion more, of the same listings`,
        ours,
        reference,
        ratio: ours / reference,
        unit: 's',
        note,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneRound(home: string, files: PeopleFiles, round: number) {
  const first = await openHouse(home);
  const [reportId, whole] = await timed(async () => {
    const outcome = await first.preview(
      { directoryFile: files.directory, consoleFile: files.console, mapping: 'demo' },
      HOOKS,
    );
    if (!outcome.ok) throw new Error(outcome.failure.sentence);
    return outcome.value.report?.reportId ?? '';
  });
  // Closing waits for the search index, which an admin who reads the report has got by the time of an edit.
  await first.close();
  const house = await openHouse(home);
  try {
    const earlier = givenToTenant(house, reportId, await newTenant(house));
    const [report, anew] = await timed(async () => {
      const outcome = await house.reEvaluate(earlier.tenantId, reportId, HOOKS, [
        { address: `person.${round + 5}@example.com`, managed: false },
      ]);
      if (!outcome.ok) throw new Error(outcome.failure.sentence);
      return outcome.value.report;
    });
    demandOneMore(earlier, report);
    return { whole, anew };
  } finally {
    await house.close();
  }
}

async function openHouse(home: string): Promise<House> {
  const opened = await composition.openHouse({ home, env: process.env, token: 'none', adminKey: 'none' });
  if (!opened.ok) throw new Error(opened.failure.sentence);
  return opened.value;
}

async function newTenant(house: House): Promise<string> {
  const added = await house.addTenant({
    name: 'Bench',
    tenantUrl: 'https://console.example/scim/v2',
    profile: 'demo',
  });
  if (!added.ok) throw new Error(added.failure.sentence);
  return added.value.id;
}

/** Only a tenant's reports are evaluated anew, and a preview of two files belongs to none. */
function givenToTenant(house: House, reportId: string, tenantId: string): ReportHead {
  const report = house.openReport(reportId);
  if (!report.ok) throw new Error(report.failure.sentence);
  const head = { ...report.value.head(), tenantId };
  report.value.setHead(head);
  report.value.close();
  return head;
}

/** A fast wrong answer is no figure. */
function demandOneMore(before: ReportHead, after: ReportHead | undefined): void {
  const excluded = (after?.counts.users.excluded ?? Number.NaN) - before.counts.users.excluded;
  if (excluded !== 1) throw new Error(`one person more is excluded, but ${excluded} were counted.`);
}

async function timed<T>(act: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const done = await act();
  return [done, (performance.now() - began) / 1000];
}

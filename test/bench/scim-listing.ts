import { join } from 'node:path';
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts';
import { openNetwork } from '../../src-main/adapters/network/network.ts';
import { askAbilities } from '../../src-main/adapters/scim/abilities.ts';
import { connectScim } from '../../src-main/adapters/scim/scim-client.ts';
import { createScimSource } from '../../src-main/adapters/scim/scim-source.ts';
import { openSnapshotFolder } from '../../src-main/adapters/snapshots/snapshot-files.ts';
import { listSnapshot } from '../../src-main/app/list-snapshot.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import { median, type Ratio } from './bench.ts';
import { type BenchConsole, startBenchConsole } from './bench-console.ts';
import { fire, pathOf } from './fire.ts';
import { secondsBetween, syncPhases } from './sync-phases.ts';

export const CONNECTIONS = 16;
const ROUNDS = 3;

/**
 * Listing until the snapshot is proven and on the disk, beside the server's own pace. That pace is what the server
 * gives when it never waits for its client (autocannon at 16 connections, which parses and keeps nothing); one
 * connection that asks for page after page is told beside it, since that is how most clients list.
 */
export async function listingRatios(folder: string, seedFile: string, people: number): Promise<Ratio[]> {
  const console = await startBenchConsole(join(folder, 'listed'), seedFile);
  try {
    const ratios: Ratio[] = [];
    for (const pageSize of [100, 1_000]) {
      const ours: number[] = [];
      const atOnce: number[] = [];
      const inTurn: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        atOnce.push(people / (await firePages(console, people, pageSize, CONNECTIONS)));
        ours.push(people / (await listOnce(console, join(folder, 'snapshots'), pageSize, people)));
        inTurn.push(people / (await firePages(console, people, pageSize, 1)));
      }
      const what = `listing of ${people.toLocaleString('en')} people by ${pageSize.toLocaleString('en')} a page`;
      ratios.push(
        rateRatio(what, ours, atOnce, `autocannon reads the same pages at ${CONNECTIONS} connections`),
        rateRatio(
          `${what}, beside one connection`,
          ours,
          inTurn,
          'autocannon reads the same pages one by one',
        ),
      );
    }
    const home = join(folder, 'home-list');
    const seen = await syncPhases(console, home, seedFile, 'test');
    const whole = people / secondsBetween(seen, 'read-console', 'compare');
    const pace = people / (await firePages(console, people, PROFILES.demo.pageSize, CONNECTIONS));
    ratios.push(
      rateRatio(
        `test sync of ${people.toLocaleString('en')} people over SCIM, from its start until compared`,
        [whole],
        [pace],
        `autocannon reads the console's pages of ${PROFILES.demo.pageSize} alone at ${CONNECTIONS} connections; ours starts its threads and reads the directory too`,
      ),
    );
    return ratios;
  } finally {
    await console.stop();
  }
}

/** The middle of the rounds; the two sides of a round run one after the other, so that a busy minute slows both. */
export function rateRatio(
  what: string,
  ours: readonly number[],
  reference: readonly number[],
  how: string,
  counted = 'people',
): Ratio {
  const ratio = median(ours.map((rate, round) => rate / (reference[round] ?? Number.NaN)));
  return {
    what,
    ours: median(ours),
    reference: median(reference),
    ratio,
    unit: 'requests/s',
    note: `${counted} a second, middle of ${ours.length}; ${how} and keeps nothing; higher is better`,
  };
}

function firePages(console: BenchConsole, people: number, pageSize: number, connections: number) {
  const pages = Math.ceil(people / pageSize);
  return fire(console, {
    amount: pages,
    connections,
    request: (index) => ({
      method: 'GET',
      path: pathOf(console, `/Users?startIndex=${(index % pages) * pageSize + 1}&count=${pageSize}`),
    }),
  });
}

/** Seconds from the first request to the finished snapshot, with the parts that a run has. */
async function listOnce(
  console: BenchConsole,
  folder: string,
  pageSize: number,
  people: number,
): Promise<number> {
  const network = openNetwork({ connections: CONNECTIONS, env: {} });
  try {
    const signal = new AbortController().signal;
    const began = performance.now();
    const client = need(
      connectScim({
        tenantUrl: console.tenantUrl,
        addressName: 'Tenant URL',
        token: console.scimToken,
        network,
        clock: systemClock,
        jitter: () => 0,
        concurrency: PROFILES.demo.concurrency,
      }),
    );
    const abilities = need(await askAbilities(client, signal));
    const source = createScimSource({ client, abilities, profile: { ...PROFILES.demo, pageSize } });
    const snapshot = await listSnapshot(source, openSnapshotFolder(folder), 'bench', systemClock, { signal });
    const took = (performance.now() - began) / 1000;
    const { completeness } = snapshot.facts.end;
    const count = snapshot.people;
    snapshot.close();
    if (completeness.status !== 'complete') throw new Error(completeness.why.sentence);
    // The console holds a few people fewer than were asked for: those that the directory will create.
    if (count < people * 0.9) throw new Error(`only ${count} of ${people} people were listed`);
    return took;
  } finally {
    await network.close();
  }
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.sentence);
  return result.value;
}

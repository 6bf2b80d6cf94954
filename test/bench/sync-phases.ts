import type { RunProgress } from '../../src-main/app/run-progress.ts';
import { composition } from '../../src-main/compose.ts';
import type { BenchConsole } from './bench-console.ts';

type Moment = RunProgress['phase'] | 'end';
export type Seen = ReadonlyMap<Moment, number>;

/** One sync in a house of its own, with the moment at which each phase was first told. */
export async function syncPhases(
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
    const seen = new Map<Moment, number>();
    const note = (moment: Moment) => {
      if (!seen.has(moment)) seen.set(moment, performance.now());
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

export function secondsBetween(seen: Seen, from: Moment, to: Moment): number {
  const a = seen.get(from);
  const b = seen.get(to);
  if (a === undefined || b === undefined) throw new Error(`no time was told for ${from} → ${to}`);
  return (b - a) / 1000;
}

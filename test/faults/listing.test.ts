import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitOfFailure, exitOfOutcome } from '../../src-main/cli/exit-codes.ts';
import { endingOf, promised } from './ending.ts';
import { type Ending, type FaultLine, WRITES } from './fault-lines.ts';
import { FAULTS } from './fault-table.ts';
import { type FaultWorld, openFaultWorld } from './fault-world.ts';
import { IN_DIRECTORY, ON_CONSOLE } from './small-company.ts';

type Tried = FaultLine & { readonly listing: Ending };

const tried = FAULTS.filter((line): line is Tried => typeof line.listing !== 'string');
const endsWell = ({ listing }: Tried) => listing.status === 'Completed';
/** They write nothing, so one console bears them all. */
const alike = tried.filter((line) => !endsWell(line) && !('line' in line.happens));

function meddle({ proxy }: FaultWorld, { happens }: FaultLine): void {
  if ('line' in happens) return;
  const { fault, often } = happens;
  const seen = new Set<string>();
  proxy.break(({ path }) => {
    const isPage = /\/(Users|Groups)\?startIndex=/.test(path);
    if (!isPage) return undefined;
    if (fault.kind === 'pages') {
      // A reading ends where the first page is asked for again.
      const isAgain = path.includes('startIndex=1&') && seen.has(path);
      if (isAgain) seen.add('second reading');
      seen.add(path);
      return often === 'once' && seen.has('second reading') ? undefined : fault;
    }
    if (often === 'always') return path.includes('startIndex=1&') ? undefined : fault;
    if (seen.has(path)) return undefined;
    seen.add(path);
    // Waiting is what takes time here: one page is enough for it.
    return (fault.kind === 'silence' || fault.kind === 'late') && seen.size !== 2 ? undefined : fault;
  });
}

async function testExit(faulty: FaultWorld): Promise<number> {
  const test = await faulty.test();
  if (!test.ok) return exitOfFailure(test.failure);
  expect(test.value.report?.counts.users.archived).toBe(0);
  return exitOfOutcome(test.value);
}

const archives = ({ world }: FaultWorld) =>
  world.wire.writes().filter(({ body }) => body.includes('"path":"active","value":false'));

describe('a listing of the console that meets a fault (R1, R17, R18)', () => {
  describe('that stays', () => {
    const tidy: (() => Promise<void> | void)[] = [];
    const worlds = new Map<FaultLine['patience'], FaultWorld>();
    beforeAll(async () => {
      for (const patience of [undefined, 'short'] as const) {
        const options = { directory: IN_DIRECTORY, console: ON_CONSOLE, patience };
        worlds.set(patience, await openFaultWorld({ ...options, atEnd: (act) => tidy.unshift(act) }));
      }
    });
    afterAll(async () => {
      for (const act of tidy) await act();
    });

    it.each(alike)('archives nobody and says why: $fault', async (line) => {
      const faulty = worlds.get(line.patience);
      if (faulty === undefined) throw new Error('no world');
      meddle(faulty, line);
      const live = await faulty.live();
      expect(promised(endingOf(live, faulty))).toEqual(promised(line.listing));
      expect(faulty.world.wire.writes()).toEqual([]);
      // Waiting it out twice would tell no more.
      if (line.patience === undefined) expect(await testExit(faulty)).toBe(line.listing.exit);
      expect(faulty.proxy.elsewhere).toEqual([]);
    });
  });

  it.each(tried.filter((line) => 'line' in line.happens))(
    'does not even begin, and says why: $fault',
    async (line) => {
      if (!('line' in line.happens)) throw new Error('no line');
      const faulty = await openFaultWorld({
        directory: IN_DIRECTORY,
        console: ON_CONSOLE,
        line: line.happens.line,
      });
      await faulty.breakLine();
      expect(promised(endingOf(await faulty.live(), faulty))).toEqual(promised(line.listing));
      expect(await testExit(faulty)).toBe(line.listing.exit);
      expect(faulty.world.wire.requests).toEqual([]);
      expect(JSON.stringify(faulty.tunnel?.heard ?? [])).not.toContain(faulty.world.token);
    },
  );

  it.each(tried.filter(endsWell))('is read all the same, and the sync made whole: $fault', async (line) => {
    const { patience } = line;
    const faulty = await openFaultWorld({ directory: IN_DIRECTORY, console: ON_CONSOLE, patience });
    meddle(faulty, line);
    expect(promised(endingOf(await faulty.live(), faulty))).toEqual(promised(line.listing));
    expect(faulty.proxy.broken).toBeGreaterThan(0);
    expect(faulty.world.wire.writes()).toHaveLength(WRITES);
    expect(archives(faulty)).toHaveLength(2);
    if (line.waits) expect(Math.max(...faulty.clock.slept)).toBeGreaterThan(LONGEST_OWN_PAUSE_MS);
  });
});

/** The backoff's cap (R17); only who was asked to waits longer. */
const LONGEST_OWN_PAUSE_MS = 30_000;

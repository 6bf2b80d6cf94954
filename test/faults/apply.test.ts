import { describe, expect, it } from 'vitest';
import { expectedPeople, peopleOn } from '../e2e/expected-state.ts';
import { letTimePass } from '../e2e/let-time-pass.ts';
import { need } from '../e2e/open-world.ts';
import { endingOf, promised } from './ending.ts';
import type { Fault } from './fault.ts';
import { type FaultLine, type OnApply, WRITES } from './fault-lines.ts';
import { FAULTS } from './fault-table.ts';
import { type FaultWorld, openFaultWorld } from './fault-world.ts';
import { IN_DIRECTORY, ON_CONSOLE } from './small-company.ts';

type Tried = FaultLine & { readonly apply: OnApply };

const tried = FAULTS.filter((line): line is Tried => typeof line.apply !== 'string');
const LONGEST_OWN_PAUSE_MS = 30_000;
const HOUR_MS = 60 * 60 * 1000;

/** What a console says of one row only, while it answers everything else. */
const isAboutARow = (fault: Fault) =>
  fault.kind === 'status' && [400, 404, 409, 412, 413].includes(fault.status);

/** The first write of each kind; where waiting takes the time, these stand for all. */
const kindOf = (method: string, path: string, body: string) =>
  `${method} ${path.split('/')[3]} ${/manager|"active"/.exec(body)?.[0] ?? ''}`;

/** Breaks the writes, and tells when the line itself is broken where it is to be. */
function meddle(faulty: FaultWorld, { happens }: FaultLine): () => Promise<void> {
  const { proxy } = faulty;
  if ('line' in happens) {
    const broken = Promise.withResolvers<void>();
    let writes = 0;
    proxy.break(({ method }) => {
      if (method === 'GET' || ++writes !== 5) return undefined;
      faulty.breakLine().then(broken.resolve, broken.reject);
      return { kind: 'reset', at: 'done' };
    });
    return () => broken.promise;
  }
  const { fault, often } = happens;
  const kinds = new Set<string>();
  let hasBegun = false;
  proxy.break(({ method, path, body, nth }) => {
    hasBegun ||= method !== 'GET';
    if (!hasBegun || (method === 'GET' && (often === 'once' || isAboutARow(fault)))) return undefined;
    if (often === 'always') return fault;
    if (nth > 1) return undefined;
    if (fault.kind !== 'silence' && fault.kind !== 'late') return fault;
    const kind = kindOf(method, path, body);
    if (kinds.has(kind)) return undefined;
    kinds.add(kind);
    return fault;
  });
  return () => Promise.resolve();
}

describe('a live sync whose writes meet a fault (R7, R17)', () => {
  it.each(tried)('ends as promised, and then the console is as the plan says: $fault', async (line) => {
    const { happens, patience, apply } = line;
    const faulty = await openFaultWorld({
      directory: IN_DIRECTORY,
      console: ON_CONSOLE,
      patience,
      line: 'line' in happens ? happens.line : undefined,
    });
    const { world, proxy, clock } = faulty;
    const before = await peopleOn(world.console.tenantUrl, world.token);
    const isBroken = meddle(faulty, line);

    const live = await faulty.live();
    const { rows: _, ...ending } = promised(endingOf(live, faulty));
    const { rows, ...expected } = promised(apply);
    expect(ending).toEqual(expected);
    if (rows !== undefined) expect(endingOf(live, faulty).rows).toEqual(rows);
    const writes = world.wire.writes().length;
    if (apply.writes === 'some') expect([writes > 0, writes < WRITES]).toEqual([true, true]);
    else expect(writes).toBe(apply.writes);
    expect(proxy.elsewhere).toEqual([]);
    expect(proxy.broken).toBeGreaterThan(0);
    if (line.waits) expect(Math.max(...clock.slept)).toBeGreaterThan(LONGEST_OWN_PAUSE_MS);

    await isBroken();
    proxy.break(() => undefined);
    await faulty.mendLine();
    if (apply.afterwards === 'resume') {
      const resumed = need(await faulty.resume(need(live).runId ?? ''));
      expect([resumed.status, resumed.report?.applied?.failed]).toEqual(['Completed', 0]);
    }
    if (apply.afterwards === 'sync again') {
      letTimePass(world.home, HOUR_MS * 24 * 30);
      const again = need(await faulty.live());
      expect([again.status, again.report?.applied?.failed]).toEqual(['Completed', 0]);
    }
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(
      expectedPeople(IN_DIRECTORY, before),
    );
    const carriedOut = world.wire.writes().map(({ method, path, body }) => `${method} ${path} ${body}`);
    const { repeated = 0 } = apply;
    expect(carriedOut).toHaveLength(WRITES + repeated);
    expect(new Set(carriedOut).size).toBe(WRITES);
    expect(carriedOut.filter((write) => write.startsWith('POST'))).toHaveLength(3);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { watchCooldown } from '../../src-main/app/cooldown-watch.ts';
import { fakeClock } from '../fakes/fake-clock.ts';

const LIMIT_MS = 900_000;
const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

function desk(known: { endsAtMs: number | undefined }) {
  const clock = fakeClock();
  const stop = new AbortController();
  stops.push(stop);
  const shown: (number | undefined)[] = [];
  const watch = watchCooldown({
    clock,
    limitMs: LIMIT_MS,
    ask: () => known.endsAtMs,
    onView: ({ remainingMs }) => shown.push(remainingMs),
    signal: stop.signal,
  });
  const pass = async (ms: number) => {
    clock.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, watch, shown, pass, stop };
}

describe('the countdown on Force Sync Now (ux §6)', () => {
  it('tells each second until a sync may start, and then no more', async () => {
    const start = fakeClock().now();
    const { shown, pass } = desk({ endsAtMs: start + 3_000 });
    for (let n = 0; n < 6; n++) await pass(1_000);
    expect(shown).toEqual([3_000, 2_000, 1_000, undefined]);
  });

  it('is corrected by what the console says', async () => {
    const { clock, watch, shown, pass } = desk({ endsAtMs: undefined });
    watch.tell(clock.now() + 60_000);
    expect(shown).toEqual([60_000]);
    watch.tell(undefined);
    expect(shown).toEqual([60_000, undefined]);
    await pass(1_000);
    expect(watch.view()).toEqual({ remainingMs: undefined, doubtful: false });
  });

  it('asks anew after sleep and after somebody set the clock', async () => {
    const start = fakeClock().now();
    const known = { endsAtMs: (start + LIMIT_MS) as number | undefined };
    const { clock, watch, pass } = desk(known);
    known.endsAtMs = undefined;
    clock.set(clock.now() + 3_600_000);
    await pass(1_000);
    expect(watch.view()).toEqual({ remainingMs: undefined, doubtful: false });
    watch.tell(clock.now() + 10_000);
    known.endsAtMs = clock.now() - 3_600_000 + 5_000;
    clock.set(clock.now() - 3_600_000);
    await pass(1_000);
    expect(watch.view().remainingMs).toBe(4_000);
  });

  it('ends with its signal', async () => {
    const start = fakeClock().now();
    const { shown, pass, stop } = desk({ endsAtMs: start + 3_000 });
    stop.abort();
    await pass(2_000);
    expect(shown).toEqual([3_000]);
  });
});

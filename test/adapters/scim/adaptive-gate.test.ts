import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveGate, type Pass, type Strain } from '../../../src-main/adapters/scim/adaptive-gate.ts';

const { signal } = new AbortController();

async function enter(gate: AdaptiveGate): Promise<Pass> {
  const pass = await gate.enter(signal);
  if (pass === undefined) throw new Error('cancelled');
  return pass;
}

/** One turn of the event loop, so that whoever can go on has gone on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** As many as may, all under way at once. */
async function round(gate: AdaptiveGate, strain: Strain): Promise<void> {
  const passes = await Promise.all(Array.from({ length: gate.limit }, () => enter(gate)));
  for (const pass of passes) gate.leave(pass, strain);
}

describe('The number of requests at a time (R17)', () => {
  it('is never passed: the next waits until one leaves', async () => {
    const gate = new AdaptiveGate({ start: 2, most: 2 });
    const first = await enter(gate);
    await enter(gate);
    let isIn = false;
    const third = gate.enter(signal).then(() => {
      isIn = true;
    });
    await turn();
    expect({ isIn, inFlight: gate.inFlight }).toEqual({ isIn: false, inFlight: 2 });
    gate.leave(first, 'neither');
    await third;
    expect(gate.inFlight).toBe(2);
  });

  it('grows by one after each calm round that used all of it, up to the most', async () => {
    const gate = new AdaptiveGate({ start: 1, most: 3 });
    const limits = [];
    for (let i = 0; i < 4; i++) {
      await round(gate, 'calm');
      limits.push(gate.limit);
    }
    expect(limits).toEqual([2, 3, 3, 3]);
  });

  it('stays as it is while fewer ask than may: a limit that nobody reached was not tried', async () => {
    const gate = new AdaptiveGate({ start: 4, most: 16 });
    for (let i = 0; i < 40; i++) gate.leave(await enter(gate), 'calm');
    expect(gate.limit).toBe(4);
  });

  it('grows only while answers come as quickly as before', async () => {
    let nowMs = 0;
    const gate = new AdaptiveGate({ start: 2, most: 16 }, () => nowMs);
    const roundThatTakes = async (ms: number) => {
      const passes = await Promise.all(Array.from({ length: gate.limit }, () => enter(gate)));
      nowMs += ms;
      for (const pass of passes) gate.leave(pass, 'calm');
      return gate.limit;
    };
    expect([await roundThatTakes(80), await roundThatTakes(90)]).toEqual([3, 4]);
    expect([await roundThatTakes(300), await roundThatTakes(300)]).toEqual([4, 4]);
    expect([await roundThatTakes(80), await roundThatTakes(80)]).toEqual([5, 6]);
  });

  it('comes to terms with a console that is slower for good', async () => {
    let nowMs = 0;
    const gate = new AdaptiveGate({ start: 1, most: 16 }, () => nowMs);
    for (let n = 0; n < 60; n++) {
      const passes = await Promise.all(Array.from({ length: gate.limit }, () => enter(gate)));
      nowMs += n === 0 ? 20 : 400;
      for (const pass of passes) gate.leave(pass, 'calm');
    }
    expect(gate.limit).toBe(16);
  });

  it('says what it lets through, its most, and how often the console slowed it down', async () => {
    const gate = new AdaptiveGate({ start: 8, most: 16 });
    await round(gate, 'strained');
    await round(gate, 'neither');
    await round(gate, 'strained');
    expect(gate.state()).toEqual({ limit: 2, most: 16, inFlight: 0, slowed: 2 });
  });

  it('never lets more through than its most, and at most halves or grows by one, whatever comes back', async () => {
    const step = fc.record({
      strain: fc.constantFrom<Strain>('calm', 'strained', 'neither'),
      tookMs: fc.integer({ min: 0, max: 500 }),
      asks: fc.integer({ min: 1, max: 24 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(step, { maxLength: 40 }),
        async (start, most, steps) => {
          let nowMs = 0;
          const gate = new AdaptiveGate({ start, most }, () => nowMs);
          for (const { strain, tookMs, asks } of steps) {
            const before = gate.limit;
            let under = 0;
            let peak = 0;
            await Promise.all(
              Array.from({ length: asks }, async () => {
                const pass = await enter(gate);
                peak = Math.max(peak, ++under);
                await turn();
                nowMs += tookMs / asks;
                under--;
                gate.leave(pass, strain);
              }),
            );
            expect(peak).toBeLessThanOrEqual(most);
            expect(gate.limit).toBeGreaterThanOrEqual(1);
            expect(gate.limit).toBeLessThanOrEqual(most);
            if (strain === 'strained')
              expect(gate.limit).toBeLessThanOrEqual(Math.max(1, Math.floor(before / 2)));
            if (strain === 'neither') expect(gate.limit).toBe(before);
            if (strain === 'calm') expect(gate.limit).toBeGreaterThanOrEqual(before);
          }
          expect(gate.inFlight).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is halved once for all who were turned away together, and never below one', async () => {
    const gate = new AdaptiveGate({ start: 8, most: 8 });
    const together = await Promise.all(Array.from({ length: 8 }, () => enter(gate)));
    for (const pass of together) gate.leave(pass, 'strained');
    expect(gate.limit).toBe(4);
    for (let i = 0; i < 5; i++) gate.leave(await enter(gate), 'strained');
    expect(gate.limit).toBe(1);
  });

  it('is not held by one who cancelled while waiting', async () => {
    const gate = new AdaptiveGate({ start: 1, most: 1 });
    const first = await enter(gate);
    const cancel = new AbortController();
    const cancelled = gate.enter(cancel.signal);
    const behind = gate.enter(signal);
    cancel.abort();
    expect(await cancelled).toBeUndefined();
    gate.leave(first, 'calm');
    expect(await behind).toBeDefined();
    expect(gate.inFlight).toBe(1);
  });
});

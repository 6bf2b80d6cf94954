import { describe, expect, it } from 'vitest';
import { AdaptiveGate, type Pass } from '../../../src-main/adapters/scim/adaptive-gate.ts';

const { signal } = new AbortController();

async function enter(gate: AdaptiveGate): Promise<Pass> {
  const pass = await gate.enter(signal);
  if (pass === undefined) throw new Error('cancelled');
  return pass;
}

/** One turn of the event loop, so that whoever can go on has gone on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

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

  it('grows by one after each calm round, up to the most', async () => {
    const gate = new AdaptiveGate({ start: 1, most: 3 });
    const limits = [];
    for (let i = 0; i < 8; i++) {
      gate.leave(await enter(gate), 'calm');
      limits.push(gate.limit);
    }
    expect(limits).toEqual([2, 2, 3, 3, 3, 3, 3, 3]);
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

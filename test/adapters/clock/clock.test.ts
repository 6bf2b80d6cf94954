import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ID_PATTERN, timeSortedIds } from '../../../src-main/adapters/clock/ids.ts';
import { newSha256 } from '../../../src-main/adapters/clock/sha256.ts';
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';

it('makes ids that sort in the order of their making, even after the clock was set back', () => {
  const clock = fakeClock();
  const ids = timeSortedIds(clock);
  const made: string[] = [];
  for (let i = 0; i < 50; i++) made.push(ids.next());
  clock.set(clock.now() - 3_600_000);
  for (let i = 0; i < 50; i++) made.push(ids.next());
  clock.pass(7_200_000);
  made.push(ids.next());
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(ID_PATTERN);
});

it('makes different ids on two computers at the same moment', () => {
  const clock = fakeClock();
  expect(timeSortedIds(clock).next()).not.toBe(timeSortedIds(clock).next());
});

it('hashes a stream of texts like the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 })), (texts) => {
      const hash = newSha256();
      for (const text of texts) hash.update(text);
      expect(hash.digest()).toBe(createHash('sha256').update(texts.join(''), 'utf8').digest('hex'));
    }),
  );
  const long = newSha256();
  for (let i = 0; i < 10_000; i++) long.update(`müller ${i} `);
  const whole = Array.from({ length: 10_000 }, (_, i) => `müller ${i} `).join('');
  expect(long.digest()).toBe(createHash('sha256').update(whole, 'utf8').digest('hex'));
});

it('wakes from a sleep at once when aborted, without an error', async () => {
  const abort = new AbortController();
  const sleep = systemClock.sleep(3_600_000, abort.signal);
  abort.abort();
  await expect(sleep).resolves.toBeUndefined();
  await expect(systemClock.sleep(3_600_000, abort.signal)).resolves.toBeUndefined();
});

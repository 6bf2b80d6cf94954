import { describe, expect, it } from 'vitest';
import { hasLapsed } from '../../src-main/core/approval-life.ts';

const HOUR = 60 * 60 * 1000;
const THEN = 1_790_000_000_000;

describe('an approval (R3)', () => {
  it.each<[string, number, boolean]>([
    ['is good at once', 0, false],
    ['is good to the end of its life', 24 * HOUR, false],
    ['has lapsed after it', 24 * HOUR + 1, true],
    ['is good where the clock was put right by a minute', -60_000, false],
    ['has lapsed where the clock was set back behind it, since nobody knows its age', -HOUR, true],
    ['has lapsed where the clock was set forward past its life', 400 * 24 * HOUR, true],
  ])('%s', (_, ageMs, lapsed) => {
    expect(hasLapsed(THEN, 24 * HOUR, THEN + ageMs)).toBe(lapsed);
  });
});

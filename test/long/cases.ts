/** Repeats a run of the tests: everything drawn at random is drawn from it. `vitest.config.ts` draws and prints it. */
export const SEED = Number(process.env.MUSTER_TEST_SEED ?? Date.now() % 1_000_000);

/** On how many cases each property is tried: few in `npm test`, 10,000 in `npm run test:long`. */
export const CASES = Number(process.env.MUSTER_CASES ?? 300);

/** What `fc.assert` is given, so that every property has the number of cases and the seed of this run. */
export const propertyRuns = { numRuns: CASES, seed: SEED };

/** Numbers from 0 to below 1 that a seed repeats (mulberry32). */
export function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

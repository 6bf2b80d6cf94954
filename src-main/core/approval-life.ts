/** Clocks of computers are put right by seconds; more than this is somebody's hand. */
const SET_BACK_AT_MOST_MS = 5 * 60 * 1000;

/**
 * Whether what was seen or approved then is too old to be acted on now (R3). What lies in the future was made before
 * the clock was set back: nobody knows how old it is, and it would be good for as long as the clock was wrong.
 */
export function hasLapsed(sinceMs: number, lifetimeMs: number, nowMs: number): boolean {
  const ageMs = nowMs - sinceMs;
  return ageMs > lifetimeMs || ageMs < -SET_BACK_AT_MOST_MS;
}

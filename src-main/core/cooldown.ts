/**
 * When the next sync may start, by local knowledge (design §6): `undefined` = now. A clock that was set back
 * makes the newest claim lie in the future; the wait is then counted from now, never longer than the limit.
 */
export function nextLocalSlot(
  newestClaimAtMs: number | undefined,
  limitMs: number,
  nowMs: number,
): number | undefined {
  if (newestClaimAtMs === undefined) return undefined;
  const age = nowMs - newestClaimAtMs;
  if (age >= limitMs) return undefined;
  return age < 0 ? nowMs + limitMs : newestClaimAtMs + limitMs;
}

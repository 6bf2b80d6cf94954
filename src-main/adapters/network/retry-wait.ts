/**
 * How long `Retry-After` asks to wait, in ms: seconds or an HTTP date (RFC 9110 §10.2.3).
 * `undefined` where it says nothing that can be understood.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take "-5" for a year.
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** The wait before repeat `attempt` (from 1): it doubles, is capped, and half of it is chance (R17). */
export function backoffMs(attempt: number, jitter: () => number): number {
  const full = Math.min(30_000, 500 * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + jitter() / 2));
}

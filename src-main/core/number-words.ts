/**
 * Numbers, plurals and times as they stand in Muster's English sentences. The sentences are English, so the
 * numbers are too: `1.204` in an English sentence would be read as a little more than one.
 */
const LANGUAGE = 'en-GB';
const numbers = new Intl.NumberFormat(LANGUAGE);
const plurals = new Intl.PluralRules(LANGUAGE);
const lists = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });

/** `1,204`. */
export function formatCount(count: number): string {
  return numbers.format(count);
}

/** `1 group`, `1,204 groups`. */
export function countOf(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${pluralOf(count, one, other)}`;
}

/** The word alone, in the form that goes with the number. */
export function pluralOf(count: number, one: string, other: string): string {
  return plurals.select(count) === 'one' ? one : other;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWithAnd(parts: readonly string[]): string {
  return lists.format(parts);
}

/** A share as `0.7 %` under ten per cent and `12 %` above (ux §14); never 0 % of something. */
export function formatShare(part: number, of: number): string {
  if (of === 0) return part === 0 ? '0 %' : '100 %';
  const percent = (part / of) * 100;
  if (part > 0 && percent < 0.1) return 'under 0.1 %';
  const digits = percent < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: digits }).format(percent)} %`;
}

/** `14:37`; `to: 'second'` where a minute is too coarse, as with the demo's limit. */
export function formatTime(atMs: number, to: 'minute' | 'second'): string {
  return new Intl.DateTimeFormat(LANGUAGE, {
    hour: '2-digit',
    minute: '2-digit',
    ...(to === 'second' ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(atMs);
}

/** `24 Nov 2026, 14:37`. */
export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat(LANGUAGE, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

/** `840 ms`, `3.2 s`, `37 s`, `4 min 10 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

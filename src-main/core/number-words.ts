/**
 * Numbers, plurals and times as they stand in Muster's sentences. The sentences are English; on the command line the
 * numbers are too, since `1.204` in an English sentence would be read as a little more than one. In the window
 * they follow the user's locale like all else that is shown there (ux §14).
 */
const WORDS = 'en-GB';
const plurals = new Intl.PluralRules(WORDS);
const lists = new Intl.ListFormat(WORDS, { type: 'conjunction' });
let language = WORDS;
let numbers = new Intl.NumberFormat(language);

/** From now on the sentences of this thread have numbers and times as this locale writes them. */
export function speakNumbersOf(locale: string): void {
  language = Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? WORDS;
  numbers = new Intl.NumberFormat(language);
}

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
  if (part > 0 && percent < 0.1) return `under ${new Intl.NumberFormat(language).format(0.1)} %`;
  const digits = percent < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(percent)} %`;
}

/** `14:37`; `to: 'second'` where a minute is too coarse, as with the demo's limit. */
export function formatTime(atMs: number, to: 'minute' | 'second'): string {
  return new Intl.DateTimeFormat(language, {
    minute: '2-digit',
    ...(to === 'second' ? { second: '2-digit' } : {}),
    ...hours(),
  }).format(atMs);
}

/** `24 Nov 2026, 14:37`. */
export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    minute: '2-digit',
    ...hours(),
  }).format(atMs);
}

/** On the command line always 24 hours; a locale has its own way, "01:53" or "1:53 AM". */
function hours(): { readonly hour: '2-digit' | 'numeric'; readonly hourCycle?: 'h23' } {
  if (language === WORDS) return { hour: '2-digit', hourCycle: 'h23' };
  const early = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' }).format(
    FIVE_PAST_ONE,
  );
  return { hour: early.startsWith('0') ? '2-digit' : 'numeric' };
}

/** 01:05 of some day, in UTC. */
const FIVE_PAST_ONE = 65 * 60_000;

/** `840 ms`, `3.2 s`, `37 s`, `4 min 10 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

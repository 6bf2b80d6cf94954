// Numbers, times and durations as ux §14 wants them, in the user's locale.

let locale = 'en';

// Making a formatter takes a hundred times as long as using it, and a table formats some numbers in each row.
let numbers = new Intl.NumberFormat(locale);
const plurals = new Intl.PluralRules('en');
const dates = new Map<string, Intl.DateTimeFormat>();

/** Set once at the start, before anything is shown. */
export function setLocaleOfFormats(given: string): void {
  locale = Intl.NumberFormat.supportedLocalesOf(given)[0] ?? 'en';
  numbers = new Intl.NumberFormat(locale);
  dates.clear();
}

export function formatNumber(n: number): string {
  return numbers.format(n);
}

/** "0.7 %": one decimal under 10. `share` is 0…1. */
export function formatShare(share: number): string {
  const digits = Math.abs(share) < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** The word in the form that goes with the number; the words are English, so are the rules. */
export function plural(n: number, one: string, other: string): string {
  return plurals.select(n) === 'one' ? one : other;
}

/** "1,204 people". */
export function countOf(n: number, one: string, other: string): string {
  return `${formatNumber(n)} ${plural(n, one, other)}`;
}

/** "14:37" today, "24 Nov, 14:37" this year, with the year otherwise. */
export function formatTime(ms: number, nowMs: number = Date.now()): string {
  const [then, now] = [new Date(ms), new Date(nowMs)];
  const time: Intl.DateTimeFormatOptions = { hour: hourStyle(), minute: '2-digit' };
  if (then.toDateString() === now.toDateString()) return format(then, time);
  const day: Intl.DateTimeFormatOptions = { ...time, day: 'numeric', month: 'short' };
  return format(then, then.getFullYear() === now.getFullYear() ? day : { ...day, year: 'numeric' });
}

/** With seconds and zone: the tooltip of every time. */
export function formatTimeInFull(ms: number): string {
  return format(new Date(ms), { dateStyle: 'full', timeStyle: 'long' });
}

/** "23 min ago", under 24 hours; '' else. */
export function formatAge(ms: number, nowMs: number = Date.now()): string {
  const minutes = Math.round((nowMs - ms) / 60_000);
  if (minutes < 0 || minutes >= 24 * 60) return '';
  if (minutes === 0) return 'just now';
  const relative = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'always' });
  return minutes < 60
    ? relative.format(-minutes, 'minute')
    : relative.format(-Math.round(minutes / 60), 'hour');
}

/** "37 s", "4 min 10 s", "2 h 5 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return `${formatNumber(Math.max(0, Math.round(ms)))} ms`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "12:40", the countdown's own form. */
export function formatCountdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Long text with its middle left out; the full text belongs in tooltip and copy. */
export function shortenMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const made = dates.get(key) ?? new Intl.DateTimeFormat(locale, options);
  dates.set(key, made);
  return made.format(date);
}

/** "01:53" or "1:53 AM", as the locale's own short time has it. */
function hourStyle(): '2-digit' | 'numeric' {
  return format(EARLY, { timeStyle: 'short' }).startsWith('0') ? '2-digit' : 'numeric';
}

const EARLY = new Date(2026, 0, 1, 1, 5);

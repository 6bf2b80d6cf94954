import { ATTRIBUTES, type AttributeName } from './attributes.ts';
import { fold, tidy } from './fold.ts';

/**
 * Brings a value into the form in which the console keeps it, so that a second sync finds nothing (R12).
 * A value that the console would refuse is dropped: the field is left alone, with a warning (R11).
 */
export type Normalised =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly why: string };

export function normaliseValue(attribute: AttributeName, raw: string): Normalised {
  const { kind, maxLength } = ATTRIBUTES[attribute];
  const value = tidy(raw);
  if (value.length > maxLength) {
    return { ok: false, why: `${value.length} characters, the console takes ${maxLength}` };
  }
  if (kind === 'date' && value !== '') {
    const date = canonicalDate(value);
    return date === undefined
      ? { ok: false, why: `“${value}” is not an ISO 8601 date` }
      : { ok: true, value: date };
  }
  return { ok: true, value };
}

/** As `normaliseValue`, for what already stands on the console: never dropped. */
export function normaliseConsoleValue(attribute: AttributeName, raw: string): string {
  const value = tidy(raw);
  if (ATTRIBUTES[attribute].kind === 'date') return canonicalDate(value) ?? value;
  return value;
}

/** Whether two normalised values mean the same on the console: addresses without regard to letter case. */
export function sameValue(attribute: AttributeName, a: string, b: string): boolean {
  if (a === b) return true;
  return ATTRIBUTES[attribute].kind === 'address' && fold(a) === fold(b);
}

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * `2026-01-31` and `2026-01-31T00:00:00Z` are the same value to a console that keeps a DateTime
 * (fact sheet §2.1: ISO 8601). A day at midnight UTC is written as the day; other moments in UTC.
 * Returns `undefined` for anything else, e.g. `31.01.2026`, whose order of day and month is a guess.
 */
export function canonicalDate(text: string): string | undefined {
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = parts;
  const millis = fraction.padEnd(3, '0').slice(0, 3);
  const offset =
    zone.toUpperCase() === 'Z' ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const instant = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis || '000'}${offset}`,
  );
  // Date.parse turns 31 February into March; such a day is a typing error, not a date.
  if (Number.isNaN(instant) || !isDayOfMonth(Number(year), Number(month), Number(day))) return undefined;
  const iso = new Date(instant).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('.000Z', 'Z');
}

function isDayOfMonth(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** How a date is sent: always a full DateTime (fact sheet §2.1). */
export function dateTimeForConsole(canonical: string): string {
  return canonical.length === 10 ? `${canonical}T00:00:00Z` : canonical;
}

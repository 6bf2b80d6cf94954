import { afterEach, describe, expect, it } from 'vitest';
import {
  formatCountdown,
  formatDuration,
  formatNumber,
  formatTime,
  setLocaleOfFormats,
} from '../../src-renderer/design/formats.ts';

const now = new Date(2026, 10, 24, 15, 0).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).getTime();

describe('formats (ux §14)', () => {
  afterEach(() => setLocaleOfFormats('en-GB'));

  it.each([
    ['en-GB', '01:05', '14:05'],
    ['de-DE', '01:05', '14:05'],
    ['en-US', '1:05 AM', '2:05 PM'],
  ])('write times of today as %s does, at night and by day', (locale, night, day) => {
    setLocaleOfFormats(locale);
    expect(formatTime(at(24, 1), now).replace(/\s/, ' ')).toBe(night);
    expect(formatTime(at(24, 14), now).replace(/\s/, ' ')).toBe(day);
  });

  it('name the day where it is another one', () => {
    setLocaleOfFormats('en-GB');
    expect(formatTime(at(23, 14), now)).toBe('23 Nov, 14:05');
  });

  it('write numbers as the user does', () => {
    setLocaleOfFormats('de-DE');
    expect(formatNumber(1204)).toBe('1.204');
  });

  it('count down in minutes and seconds, and never show zero before it is', () => {
    expect(formatCountdown(760_000)).toBe('12:40');
    expect(formatCountdown(1)).toBe('0:01');
  });

  it('tell durations in the two units that matter', () => {
    expect([37_000, 250_000, 7_500_000].map(formatDuration)).toEqual(['37 s', '4 min 10 s', '2 h 5 min']);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { countOf, formatShare, formatTime, speakNumbersOf } from '../../src-main/core/number-words.ts';

const afternoon = new Date(2026, 10, 24, 14, 37).getTime();

describe('numbers in sentences (ux §14)', () => {
  afterEach(() => speakNumbersOf('en-GB'));

  it('are English until somebody says otherwise, so that scripts and terminals read the same everywhere', () => {
    expect(countOf(1204, 'person', 'people')).toBe('1,204 people');
    expect(formatTime(afternoon, 'minute')).toBe('14:37');
  });

  it('follow the user’s locale in the window', () => {
    speakNumbersOf('de-DE');
    expect(countOf(1204, 'person', 'people')).toBe('1.204 people');
    expect(formatShare(7, 1000)).toBe('0,7 %');
    speakNumbersOf('en-US');
    expect(formatTime(afternoon, 'minute')).toMatch(/^2:37\sPM$/);
  });

  it('stay English where the locale is not known', () => {
    speakNumbersOf('xx-XX');
    expect(countOf(1204, 'person', 'people')).toBe('1,204 people');
    expect(formatTime(afternoon, 'minute')).toBe('14:37');
  });
});

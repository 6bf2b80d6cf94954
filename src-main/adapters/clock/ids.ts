import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '../../app/ports/clock.ts';

/** Crockford's base 32: no letters that are mistaken for digits, and it sorts as it counts. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** What an id of ours looks like: 10 characters of time, 16 of chance (80 bits), lower case. */
export const ID_PATTERN = /^0[0-9a-hjkmnp-tv-z]{25}$/;

/**
 * Ids that sort by the time at which they were made. Within this source they also sort by order of making, even
 * within one millisecond or after the clock was set back; random beyond guessing between computers.
 */
export function timeSortedIds(clock: Clock): Ids {
  let last = 0;
  return {
    next() {
      last = Math.max(clock.now(), last + 1);
      return timePart(last) + randomPart();
    },
  };
}

function timePart(ms: number): string {
  let rest = ms;
  let text = '';
  for (let i = 0; i < TIME_LENGTH; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomPart(): string {
  let text = '';
  // 256 is a multiple of 32, so each character is equally likely.
  for (const byte of randomBytes(RANDOM_LENGTH)) text += ALPHABET[byte % 32];
  return text;
}

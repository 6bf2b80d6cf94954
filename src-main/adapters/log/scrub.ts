/** What stands in the log in place of something that may be a secret. */
export const REMOVED_SECRET = '[removed: looks like a token]';
export const REMOVED_ADDRESS = '[removed: an address]';

const AUTHORIZATION = /\b(bearer|basic)\s+[^\s"',;]+/gi;
const ADDRESS = /[^\s"'<>(),;:@/]+@[^\s"'<>(),;:@/]+/g;
/** Long runs of the characters that tokens are made of (RFC 6750 §2.1), with the padding. */
const LONG_RUN = /(?:sha256:)?[A-Za-z0-9_~+=-]{20,}/g;
/** Our own ids (`timeSortedIds`): 26 characters that begin with the time. */
const OWN_ID = /^0[0-9a-hjkmnp-tv-z]{25}$/;
const PLAN_HASH = /^sha256:[0-9a-f]{64}$/;

/**
 * Takes out of a text whatever is shaped like a token or an e-mail address (R18, R24). It is the second line: nothing
 * should give the log such a thing. So it errs on the side of removing; only our own ids and hashes pass.
 */
export function scrub(text: string): string {
  return text
    .replace(AUTHORIZATION, REMOVED_SECRET)
    .replace(ADDRESS, REMOVED_ADDRESS)
    .replace(LONG_RUN, (run) => (looksLikeSecret(run) ? REMOVED_SECRET : run));
}

function looksLikeSecret(run: string): boolean {
  if (OWN_ID.test(run) || PLAN_HASH.test(run)) return false;
  // Long words and names joined by dashes have no digit, numbers and dates no letter.
  return /\d/.test(run) && /[A-Za-z]/.test(run);
}

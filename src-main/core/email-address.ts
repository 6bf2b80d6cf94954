/** What R11 says of a text that should be an e-mail address or user name. */
export type AddressCheck =
  | {
      readonly ok: true;
      /** Letters beyond ASCII: fine, with a warning. */
      readonly unicode: boolean;
    }
  | { readonly ok: false; readonly why: 'noEmail' | 'badEmail' | 'tooLong' };

/** RFC 5321 §4.5.3.1: 64 before the `@`, and 254 in all (RFC 3696, erratum 1690). */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

// Spaces of every kind, control characters with those that turn the writing direction, and U+FFFD, which
// stands where a wrong encoding lost a letter: no mail would arrive, and two people must not differ by them.
const NEVER_IN_AN_ADDRESS = /[\s\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufffd]/u;

/**
 * Says whether a text can be a person's address (R11). Outer spaces do not matter. Deliberately looser
 * than RFC 5322: a console decides what it accepts; this only finds what nobody can use.
 */
export function checkAddress(text: string): AddressCheck {
  const address = text.trim();
  if (address === '') return { ok: false, why: 'noEmail' };

  const at = address.indexOf('@');
  if (at <= 0 || at !== address.lastIndexOf('@') || at === address.length - 1) return bad;
  if (NEVER_IN_AN_ADDRESS.test(address)) return bad;

  const labels = address.slice(at + 1).split('.');
  if (labels.length < 2 || labels.includes('')) return bad;

  if (address.length > LONGEST_ADDRESS || at > LONGEST_LOCAL_PART) return { ok: false, why: 'tooLong' };
  return { ok: true, unicode: !isAscii(address) };
}

const bad = { ok: false, why: 'badEmail' } as const;

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

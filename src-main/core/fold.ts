/**
 * The two normal forms of text (R9, R12). Both are locale-free: a Turkish machine must not
 * match people differently from an English one.
 */

/** As compared and as sent: outer spaces off, Unicode composed (NFC). */
export function tidy(text: string): string {
  const trimmed = text.trim();
  // Most values are plain ASCII, for which normalize() would be a wasted pass.
  return isAscii(trimmed) ? trimmed : trimmed.normalize('NFC');
}

/** As matched: tidy, then lower case. For user names, e-mail addresses and group names. */
export function fold(text: string): string {
  return tidy(text).toLowerCase();
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/**
 * Own scripts only, own styles and those that bear this load's nonce (Fluent UI makes its style elements by script),
 * and no connection to anywhere: the page talks to the main process alone (design §11). Text never becomes markup or
 * code, whatever a library asks for (trusted types).
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === '' ? "style-src 'none'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

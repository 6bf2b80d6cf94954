// Chromium cannot be taught a scheme of the app's own from outside, so inside it `app://main/a` is
// `https://main.app.invalid/a` (`.invalid` is reserved and never resolves). Main sees only the first form.

const inside = /^https:\/\/([^/:?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)/i;

export interface Scheme {
  readonly scheme: string;
  readonly privileges?: Readonly<Record<string, boolean>>;
}

const privileged = new Map<string, Scheme>();

export function registerSchemes(schemes: readonly Scheme[]): void {
  for (const one of schemes) privileged.set(one.scheme, one);
}

/** The address inside Chromium of an address of the app. Addresses of other schemes stay as they are. */
export function toInside(url: string, schemes: Iterable<string>): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!match || !new Set(schemes).has(scheme.toLowerCase())) return url;
  return `https://${host}.${scheme}.invalid${rest}`;
}

/** The address as the app knows it. */
export function toOutside(url: string): string {
  return url.replace(inside, '$2://$1');
}

/** The scheme of an address inside Chromium, when it is one of the app's. */
export function schemeOf(insideUrl: string): string | undefined {
  return inside.exec(insideUrl)?.[2];
}

/** Origin of an address as Electron gives it: a standard scheme has `app://host`, others `null`. */
export function originOf(outsideUrl: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)/i.exec(outsideUrl);
  if (!match) return 'null';
  const scheme = match[1] ?? '';
  if (scheme === 'http' || scheme === 'https') return new URL(outsideUrl).origin;
  return privileged.get(scheme)?.privileges?.standard ? `${scheme}://${match[2]}` : 'null';
}

/** A content security policy in the addresses of Chromium's side: `app:` and `app://main` as sources. */
export function policyToInside(policy: string, schemes: readonly string[]): string {
  let text = policy;
  for (const scheme of schemes) {
    text = text
      .replace(new RegExp(`(?<=[\\s;]|^)${scheme}://([^\\s;/]+)`, 'gi'), `https://$1.${scheme}.invalid`)
      .replace(new RegExp(`(?<=\\s)${scheme}:(?=[\\s;]|$)`, 'gi'), `https://*.${scheme}.invalid`);
  }
  return text;
}

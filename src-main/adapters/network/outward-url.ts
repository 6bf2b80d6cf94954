import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';

/** Which address is meant, in the words of the screen, so that the sentence names the right field. */
export type AddressName = 'Tenant URL' | 'Console API URL' | 'directory address';

/**
 * Checks an address that a token will be sent to, and gives it back as given: it is opaque (fact sheet
 * §1.1), never composed, and only one trailing slash is dropped.
 *
 * Fails with `bad-input` for what is no web address, `insecure-url` for http to another computer (R18).
 */
export function checkOutwardUrl(text: string, name: AddressName): Result<string> {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return fail(badAddress(name, `The ${name} is not a web address that begins with https://.`));
  }
  if (url.username !== '' || url.password !== '') {
    return fail(badAddress(name, `The ${name} holds a user name or password, which does not belong there.`));
  }
  if (url.search !== '' || url.hash !== '') {
    return fail(
      badAddress(name, `The ${name} holds a “?” or “#” part, so it is not the whole address alone.`),
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail({
      code: 'insecure-url',
      sentence: `The ${name} begins with http://, so the token would travel unprotected. Nothing was sent.`,
      next: `Use the ${name} that begins with https://.`,
    });
  }
  return succeed(trimmed.endsWith('/') ? trimmed.slice(0, -1) : trimmed);
}

/** Whether a host is this very computer, the only one that plain http may reach (R18). */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function badAddress(name: AddressName, sentence: string): Failure {
  return { code: 'bad-input', sentence, next: `Copy the ${name} again and paste it as it is.` };
}

/** The only addresses that Muster opens in the system's browser, by what they are about (design §11). */
const LINKS: Readonly<Record<string, string>> = {
  'ksat-scim': 'https://support.knowbe4.com/hc/en-us/articles/1500004337301',
  'ksat-console': 'https://training.knowbe4.com/ui/account/settings',
  'scim-rfc': 'https://www.rfc-editor.org/rfc/rfc7644',
};

/** The address of a link of the list, https only; `undefined` for anything else. */
export function addressOfLink(link: string): string | undefined {
  const address = Object.hasOwn(LINKS, link) ? LINKS[link] : undefined;
  return address?.startsWith('https://') ? address : undefined;
}

/** What an admin reads and can do; `{host}` stands for the console's host. */
export interface Told {
  readonly sentence: string;
  readonly next: string;
}

export const BROKE_OFF: Told = {
  sentence: 'The connection to {host} broke off before the answer was whole.',
  next: 'Try again; if it happens each time, look for a proxy or firewall in between.',
};
export const TOO_LATE: Told = {
  sentence: '{host} did not answer in time.',
  next: 'Try again later; if it stays so, look at the status page of the service.',
};
export const CUT_SHORT: Told = {
  sentence: '{host} sent an answer that is cut short or is no SCIM data.',
  next: 'Try again; if it stays so, look for a proxy in between.',
};
export const WEB_PAGE: Told = {
  sentence: '{host} answered with a web page instead of SCIM data.',
  next: 'Check the Tenant URL; a sign-in page or a proxy may stand in between.',
};
export const BUSY: Told = {
  sentence: '{host} is busy: it turned Muster away for as long as Muster may wait.',
  next: 'Try again later; if it stays so, ask its support how many requests it allows.',
};
export const ELSEWHERE: Told = {
  sentence: '{host} points to another address. Muster did not follow, so that the token stays here.',
  next: 'Copy the Tenant URL again from the console; it may have moved.',
};
export const TOKEN: Told = {
  sentence: '{host} refused the token.',
  next: 'Generate a new token under + SCIM Settings and give it to Muster.',
};
export const NOT_ALLOWED: Told = {
  sentence: '{host} knows the token but does not allow this.',
  next: "Check in the console that provisioning is on, in SCIM mode, and that the console's Test Mode is off for a live sync.",
};
export const fails = (status: number): Told => ({
  sentence: `{host} answered with an error of its own (${status}).`,
  next: 'Try again later; if it stays so, ask the support of the console.',
});
export const noList = (status: number): Told => ({
  sentence: `{host} refuses to list its people (${status}): “the console says ${status}”. Nobody is archived because of it.`,
  next: 'Try again; if it stays so, check the address and the kind of console, then ask its support.',
});
export const NO_SERVICE: Told = {
  sentence: '{host} has no SCIM service at this address: there is no list of people (404).',
  next: 'Copy the address again from where it is shown; it is used as it was given.',
};
export const NETWORK_NEXT = 'Check the address, the network and the proxy of this computer, then try again.';

export const NOT_CREATED = 'Refused by the console: the person was not created';
export const refusedRow = (status: number) => `Refused by the console: the console says ${status}`;
export const GONE =
  'Changed since the preview, on the console (now: no longer on the console). Left alone; the next test sync decides anew.';
export const MOVED =
  'Changed since the preview, on the console. Left alone; the next test sync decides anew.';

import { lookup } from 'node:dns/promises';
import type { Failure } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { isLoopback } from '../network/outward-url.ts';
import { abilitiesOf, correctedProfile, doesNotSay, NOTHING_KNOWN, type ScimAbilities } from './abilities.ts';
import { readPage } from './list-pages.ts';
import type { ScimClient } from './scim-client.ts';

export const PROBE_STEPS = [
  'Address resolves',
  'TLS certificate valid',
  'Token accepted',
  'What this console can do',
  'People readable',
] as const;

export interface ProbeStep {
  readonly name: (typeof PROBE_STEPS)[number];
  readonly status: 'passed' | 'failed' | 'not tried';
  readonly sentence: string;
  /** What to do, for a failed step. */
  readonly next?: string;
}

export interface ProbeOutcome {
  readonly steps: readonly ProbeStep[];
  /** Why the first failed step failed; absent when all passed. */
  readonly failure?: Failure;
  readonly abilities: ScimAbilities;
  /** The tenant's profile as this console bears it (R21). */
  readonly profile: ConsoleProfile;
  readonly people?: number;
}

/** "Test connection": each step in order, up to the first that fails. Reads only, each request once. */
export async function probeConsole(
  client: ScimClient,
  profile: ConsoleProfile,
  signal: AbortSignal,
  onStep: (step: ProbeStep, failure?: Failure) => void = () => undefined,
): Promise<ProbeOutcome> {
  const steps: ProbeStep[] = [];
  const tell = (step: ProbeStep, failure?: Failure) => {
    steps.push(step);
    onStep(step, failure);
  };
  const pass = (sentence: string) => tell({ name: nameOf(steps), status: 'passed', sentence });
  const stop = (failure: Failure, abilities: ScimAbilities): ProbeOutcome => {
    const { sentence, next } = failure;
    tell({ name: nameOf(steps), status: 'failed', sentence, next }, failure);
    while (steps.length < PROBE_STEPS.length) {
      tell({ name: nameOf(steps), status: 'not tried', sentence: 'Not tried.' });
    }
    return { steps, failure, abilities, profile: correctedProfile(profile, abilities) };
  };

  const address = await resolveAddress(client);
  if (typeof address !== 'string') return stop(address, NOTHING_KNOWN);
  pass(address);

  const config = await client.send({ method: 'GET', path: '/ServiceProviderConfig', signal, attempts: 1 });
  const isReached = config.ok || config.failure.code !== 'network';
  if (!isReached) return stop(config.failure, NOTHING_KNOWN);
  const isSecure = client.tenantUrl.startsWith('https:');
  pass(isSecure ? 'The certificate is trusted.' : 'Not needed: the console is on this computer.');

  const abilities = config.ok ? abilitiesOf(config.value.body) : NOTHING_KNOWN;
  const path = '/Users?startIndex=1&count=1';
  const people = await client.send({ method: 'GET', path, signal, attempts: 1 });
  const refusal = [people, config].find((answer) => !answer.ok && isAboutTheToken(answer.failure));
  if (refusal?.ok === false) return stop(refusal.failure, abilities);
  // Without an answer of the console's own (a redirect, a web page) nobody has judged the token.
  if (!people.ok && people.failure.status === undefined) return stop(people.failure, abilities);
  pass('The console accepts the token.');

  if (!config.ok && !doesNotSay(config.failure)) return stop(config.failure, abilities);
  pass(sentenceOf(abilities));

  if (!people.ok) return stop(people.failure, abilities);
  const page = readPage(people.value.body, client.host);
  if (!page.ok) return stop(page.failure, abilities);
  const { total } = page.value;
  if (total === undefined) return stop(noCount(client.host), abilities);
  pass(`${total} ${total === 1 ? 'person' : 'people'} readable.${doubtOf(profile)}`);
  return { steps, abilities, profile: correctedProfile(profile, abilities), people: total };
}

function nameOf(done: readonly ProbeStep[]): ProbeStep['name'] {
  return PROBE_STEPS[done.length] ?? 'People readable';
}

async function resolveAddress(client: ScimClient): Promise<string | Failure> {
  const { hostname } = new URL(client.tenantUrl);
  if (client.usesProxy && !isLoopback(hostname)) return 'The proxy of this computer resolves the address.';
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
    return `${hostname} is known.`;
  } catch (error) {
    return {
      code: 'network',
      sentence: `The name ${hostname} cannot be resolved.`,
      next: 'Check the Tenant URL and the network of this computer.',
      cause: error instanceof Error && 'code' in error ? String(error.code) : 'lookup failed',
    };
  }
}

function isAboutTheToken(failure: Failure): boolean {
  return failure.code === 'token-refused' || failure.code === 'forbidden';
}

function sentenceOf(abilities: ScimAbilities): string {
  const { patch, filter, etag, maxResults } = abilities;
  if (patch === undefined && filter === undefined && etag === undefined) {
    return 'The console does not say; Muster goes by the profile.';
  }
  const words = (['patch', 'filter', 'etag'] as const).map(
    (name) => `${LABELS[name]}: ${word(abilities[name])}`,
  );
  if (maxResults !== undefined) words.push(`at most ${maxResults} in one answer`);
  return `${words.join(', ')}.`;
}

const LABELS = { patch: 'Changes by attribute', filter: 'search', etag: 'versions' } as const;

function word(ability: boolean | undefined): string {
  if (ability === undefined) return 'not said';
  return ability ? 'yes' : 'no';
}

function doubtOf(profile: ConsoleProfile): string {
  return profile.listingShowsEverybody ? '' : ' This console may have people that SCIM does not show.';
}

function noCount(host: string): Failure {
  return {
    code: 'console-error',
    sentence: `${host} lists people but does not say how many there are.`,
    next: 'Ask the support of the console: without a count no listing is ever complete.',
  };
}

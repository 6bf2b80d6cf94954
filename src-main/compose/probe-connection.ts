import { probeAdminKey } from '../adapters/console-api/probe-admin-key.ts';
import type { Network } from '../adapters/network/network.ts';
import { PROBE_STEPS, type ProbeStep, probeConsole } from '../adapters/scim/probe-console.ts';
import type { ScimClient } from '../adapters/scim/scim-client.ts';
import { ADMIN_KEY_STEP, type ConnectionStep } from '../app/house.ts';
import type { SecretStore } from '../app/ports/secret-store.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { PROFILES, type ProfileName } from '../core/profile.ts';
import type { Tenant } from '../core/tenant.ts';
import { consoleApiOf, scimClientOf } from './console-link.ts';

type OnStep = (step: ConnectionStep) => void;

/** What is at hand of a console, of a saved tenant or of one that is only typed yet. */
export interface ConnectionToTest {
  readonly profile: ProfileName;
  readonly consoleApiUrl: string | undefined;
  readonly adminKey: string | undefined;
  /** Why the admin key could not be read. */
  readonly keyTrouble?: Failure;
  /** `undefined` = there is no SCIM token, only an admin key. */
  readonly client: ScimClient | undefined;
}

/**
 * "Test connection" (ux §2): SCIM first, then the admin key where the console has the Console API or a key was given.
 * With a key alone the Console API is what answers, and what only a token opens is not tried. Reads only.
 */
export async function probeConnection(
  what: ConnectionToTest,
  network: Network,
  signal: AbortSignal,
  onStep: OnStep = () => undefined,
): Promise<Result<readonly ConnectionStep[]>> {
  const steps: ConnectionStep[] = [];
  const tell: OnStep = (step) => {
    steps.push(step);
    onStep(step);
  };
  const { client, consoleApiUrl, adminKey, profile } = what;
  if (client) {
    const probed = await probeConsole(client, PROFILES[profile], signal, (step, failure) =>
      tell(connectionStep(step, failure)),
    );
    if (consoleApiUrl === undefined && adminKey === undefined) return succeed(steps);
    if (probed.failure) {
      tell(notTried(ADMIN_KEY_STEP, 'Not tried.'));
      return succeed(steps);
    }
  }
  if (consoleApiUrl === undefined || adminKey === undefined) {
    tell(notTried(ADMIN_KEY_STEP, what.keyTrouble?.sentence ?? whyNoKeyTest(consoleApiUrl)));
    return succeed(steps);
  }
  const api = consoleApiOf({ consoleApiUrl }, { adminKey }, network);
  if (!api.ok) return api;
  if (!api.value) return succeed(steps);
  const usesProxy = network.usesProxyFor(consoleApiUrl);
  const { reached, host, failure, sentence } = await probeAdminKey(
    { api: api.value, url: consoleApiUrl, usesProxy },
    signal,
  );
  if (!client) tellFromApi(reached, host, consoleApiUrl, failure, tell);
  const isKeyAsked = client !== undefined || reached === 'console' || reached === 'accepted';
  if (!isKeyAsked) tell(notTried(ADMIN_KEY_STEP, 'Not tried.'));
  else if (failure) tell({ name: ADMIN_KEY_STEP, state: 'failed', sentence: failure.sentence, failure });
  else tell({ name: ADMIN_KEY_STEP, state: 'passed', sentence: sentence ?? '' });
  return succeed(steps);
}

/** The same test for a saved tenant, with the secrets that are kept for it. */
export async function testTenant(
  tenant: Tenant,
  secrets: SecretStore,
  network: Network,
  signal: AbortSignal,
  onStep?: OnStep,
): Promise<Result<readonly ConnectionStep[]>> {
  const token = await secrets.read(tenant.id, 'scim-token');
  if (!token.ok) return token;
  const key =
    tenant.consoleApiUrl === undefined ? succeed(undefined) : await secrets.read(tenant.id, 'admin-key');
  const adminKey = key.ok ? key.value : undefined;
  const client = scimClientOf(tenant, token.value, network);
  if (!client.ok && (client.failure.code !== 'token-missing' || adminKey === undefined)) return client;
  return probeConnection(
    {
      profile: tenant.profile,
      consoleApiUrl: tenant.consoleApiUrl,
      adminKey,
      ...(key.ok ? {} : { keyTrouble: key.failure }),
      client: client.ok ? client.value : undefined,
    },
    network,
    signal,
    onStep,
  );
}

/** The first two steps as the Console API's address answered them, and those of SCIM as not tried. */
function tellFromApi(
  reached: 'nothing' | 'name' | 'console' | 'accepted',
  host: string,
  url: string,
  failure: Failure | undefined,
  tell: OnStep,
): void {
  const [address, certificate, ...ofToken] = PROBE_STEPS;
  const stopped = (name: string) => {
    if (failure) tell({ name, state: 'failed', sentence: failure.sentence, failure });
  };
  if (reached === 'nothing') {
    stopped(address);
    tell(notTried(certificate, 'Not tried.'));
  } else {
    tell({ name: address, state: 'passed', sentence: `${host} is known.` });
    const secure = url.startsWith('https:')
      ? 'The certificate is trusted.'
      : 'Not needed: the console is on this computer.';
    if (reached === 'name') stopped(certificate);
    else tell({ name: certificate, state: 'passed', sentence: secure });
  }
  for (const name of ofToken) tell(notTried(name, 'Not tried: there is no SCIM token yet.'));
}

function whyNoKeyTest(consoleApiUrl: string | undefined): string {
  return consoleApiUrl === undefined
    ? 'Not tried: there is no Console API URL to use the admin key at.'
    : 'Not tried: there is no admin key.';
}

function notTried(name: string, sentence: string): ConnectionStep {
  return { name, state: 'not tried', sentence };
}

/** A step of the probe as both doors show it. */
function connectionStep(
  { name, status, sentence, next }: ProbeStep,
  failure: Failure | undefined,
): ConnectionStep {
  return {
    name,
    state: status,
    sentence,
    ...(status === 'failed' && failure ? { failure: { ...failure, next: next ?? '' } } : {}),
  };
}

/** Neither a token nor a key that could be tried. */
export function nothingToTest(hasKey: 'key' | 'no-key'): Result<never> {
  return fail({
    code: 'token-missing',
    sentence: 'No SCIM token was entered yet, so the connection was not tested.',
    next:
      hasKey === 'key'
        ? 'Enter the SCIM Token, or the Console API URL that the admin key is for.'
        : 'Enter SCIM Token first.',
  });
}

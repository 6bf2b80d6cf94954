import type { z } from 'zod';
import type { Clock } from '../../app/ports/clock.ts';
import type { ConsoleApi, ConsoleSync, VersionedSettings } from '../../app/ports/console-api.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import type { Network } from '../network/network.ts';
import { checkOutwardUrl } from '../network/outward-url.ts';
import { type ApiAnswer, type ApiRequest, consoleApiCaller, type Secret } from './console-api-call.ts';
import { notConsoleApi } from './console-api-failure.ts';
import { NewToken, Provisioning, SyncClaimAnswer, SyncPage } from './console-api-shapes.ts';

/** An export of a million people is written row by row. */
const EXPORT_TIMEOUT_MS = 300_000;

export interface ConsoleApiOptions {
  /** The Console API URL as given, e.g. `https://console.example/console/v1`. */
  readonly url: string;
  /** Opens everything. */
  readonly adminKey?: string | undefined;
  /** The link's own key; opens the syncs, and is preferred there (design §7). */
  readonly scimToken?: string | undefined;
  readonly network: Network;
  readonly clock: Clock;
  readonly jitter: () => number;
  readonly onWait?: ((waitMs: number) => void) | undefined;
  readonly timeoutMs?: number;
}

/** The Console API over HTTP (resources/console-api.openapi.yaml). Fails when the address cannot be used (R18). */
export function connectConsoleApi(options: ConsoleApiOptions): Result<ConsoleApi> {
  const checked = checkOutwardUrl(options.url, 'Console API URL');
  if (!checked.ok) return checked;
  const host = new URL(checked.value).host;
  const call = consoleApiCaller({ ...options, baseUrl: checked.value });
  const adminKey = secretOf('admin key', options.adminKey);
  const linkKey = secretOf('SCIM token', options.scimToken) ?? adminKey;

  async function ask(
    secret: Secret | undefined,
    request: Omit<ApiRequest, 'secret'>,
  ): Promise<Result<ApiAnswer>> {
    if (secret === undefined) return fail(NO_KEY);
    return call({ ...request, secret });
  }

  /** Takes an answer for what it should be, or says that it is not (habit 13: parsed at the edge). */
  function read<T extends z.ZodType>(shape: T, answer: ApiAnswer): Result<z.output<T>> {
    let json: unknown;
    try {
      json = JSON.parse(answer.text);
    } catch {
      return fail(notConsoleApi(host, 'The answer is no JSON.'));
    }
    const parsed = shape.safeParse(json);
    if (parsed.success) return succeed(parsed.data);
    // Paths and codes alone: a value might be a token.
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    return fail(notConsoleApi(host, issues.join('; ')));
  }

  function readSettings(answer: Result<ApiAnswer>): Result<VersionedSettings> {
    if (!answer.ok) return answer;
    const settings = read(Provisioning, answer.value);
    return settings.ok ? succeed(versioned(settings.value, answer.value.etag)) : settings;
  }

  return succeed({
    async readSettings(signal) {
      return readSettings(await ask(adminKey, { method: 'get', path: '/provisioning', signal }));
    },

    async saveSettings(settings, version, signal) {
      const { provisioningEnabled, mode, testMode, acknowledgedAliases } = settings;
      const json = { provisioningEnabled, mode, testMode, acknowledgedAliases };
      const request = { method: 'put', path: '/provisioning', json, ifMatch: version, signal } as const;
      return readSettings(await ask(adminKey, request));
    },

    async generateToken(signal) {
      const answer = await ask(adminKey, { method: 'post', path: '/provisioning/token', signal });
      return answer.ok ? read(NewToken, answer.value) : answer;
    },

    async revokeToken(signal) {
      return done(await ask(adminKey, { method: 'delete', path: '/provisioning/token', signal }));
    },

    async claimSync({ service, testMode, by }, signal) {
      const json = { service, testMode, by };
      const answer = await ask(linkKey, { method: 'post', path: '/syncs', json, signal });
      if (!answer.ok) return answer;
      const claim = read(SyncClaimAnswer, answer.value);
      if (!claim.ok) return claim;
      const { nextAllowedAt, ...rest } = claim.value;
      if (rest.status === 'Skipped') return succeed({ ...rest, nextAllowedAtMs: nextAllowedAt ?? undefined });
      // The shape says that a claimed sync always has its time.
      return succeed({ ...rest, nextAllowedAtMs: nextAllowedAt ?? 0 });
    },

    async closeSync(id, end, signal) {
      const path = `/syncs/${encodeURIComponent(id)}`;
      return done(await ask(linkKey, { method: 'patch', path, json: end, signal }));
    },

    async listSyncs(signal) {
      const answer = await ask(linkKey, { method: 'get', path: '/syncs', signal });
      if (!answer.ok) return answer;
      const page = read(SyncPage, answer.value);
      return page.ok ? succeed(page.value.syncs.map(syncOf)) : page;
    },

    async exportUsers(signal) {
      const answer = await ask(adminKey, {
        method: 'get',
        path: '/users/export',
        signal,
        timeoutMs: EXPORT_TIMEOUT_MS,
      });
      return answer.ok ? succeed(answer.value.text) : answer;
    },

    async readExclusions(signal) {
      const answer = await ask(adminKey, { method: 'get', path: '/exclusions', signal });
      return answer.ok ? succeed({ csv: answer.value.text, version: answer.value.etag }) : answer;
    },

    async saveExclusions(csv, version, signal) {
      const request = { method: 'put', path: '/exclusions', csv, ifMatch: version, signal } as const;
      const answer = await ask(adminKey, request);
      return answer.ok ? succeed({ version: answer.value.etag }) : answer;
    },
  });
}

function secretOf(kind: Secret['kind'], text: string | undefined): Secret | undefined {
  return text === undefined || !/^[\x21-\x7e]+$/.test(text) ? undefined : { kind, text };
}

function done(answer: Result<ApiAnswer>): Result<void> {
  return answer.ok ? succeed(undefined) : answer;
}

function versioned(read: z.output<typeof Provisioning>, version: string): VersionedSettings {
  const { hasToken, tenantUrl, changedBy, changedAt, ...settings } = read;
  return {
    settings,
    version,
    tenantUrl,
    hasToken,
    ...(changedBy === null ? {} : { changedBy }),
    ...(changedAt === null ? {} : { changedAtMs: changedAt }),
  };
}

function syncOf(sync: z.output<typeof SyncPage>['syncs'][number]): ConsoleSync {
  const { cause, startedAt, endedAt, ...rest } = sync;
  return {
    ...rest,
    startedAtMs: startedAt,
    ...(cause === null ? {} : { cause }),
    ...(endedAt === null ? {} : { endedAtMs: endedAt }),
  };
}

const NO_KEY = {
  code: 'token-missing',
  sentence: 'The Console API needs the admin key of the account, and none is stored for this tenant.',
  next: 'Give Muster the admin key, then try again.',
} as const;

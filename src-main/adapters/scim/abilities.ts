import type { Failure, Result } from '../../core/failure.ts';
import { fail, succeed } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { isObject, type JsonObject, pick, textOf } from './attribute-path.ts';
import type { ScimClient } from './scim-client.ts';

/** What `/ServiceProviderConfig` says (RFC 7643 §5); `undefined` = it does not say. */
export interface ScimAbilities {
  readonly patch?: boolean;
  readonly etag?: boolean;
  readonly filter?: boolean;
  /** Most resources in one answer. */
  readonly maxResults?: number;
  /** RFC 9865. */
  readonly cursorPaging?: boolean;
}

/** Nothing is known, as on a console without `/ServiceProviderConfig`. */
export const NOTHING_KNOWN: ScimAbilities = {};

/** Asks the console what it can do; one that does not say (404, 501) is no failure (R21). */
export async function askAbilities(client: ScimClient, signal: AbortSignal): Promise<Result<ScimAbilities>> {
  const answer = await client.send({ method: 'GET', path: '/ServiceProviderConfig', signal });
  if (answer.ok) return succeed(abilitiesOf(answer.value.body));
  return doesNotSay(answer.failure) ? succeed(NOTHING_KNOWN) : fail(answer.failure);
}

/** Whether a failed look-up means "no such endpoint" and nothing worse. */
export function doesNotSay(failure: Failure): boolean {
  return (
    failure.code === 'row-missing' ||
    failure.code === 'unsupported' ||
    failure.code === 'row-refused' ||
    failure.code === 'console-error'
  );
}

/** Reads a ServiceProviderConfig; whatever it leaves out or garbles stays unknown. */
export function abilitiesOf(config: unknown): ScimAbilities {
  if (!isObject(config)) return NOTHING_KNOWN;
  const patch = supported(config, 'patch');
  const etag = supported(config, 'etag');
  const filter = supported(config, 'filter');
  const filterConfig = pick(config, 'filter');
  const pagination = pick(config, 'pagination');
  const maxResults = isObject(filterConfig) ? countOf(pick(filterConfig, 'maxResults')) : undefined;
  const cursor = isObject(pagination) ? textOf(pick(pagination, 'cursor')).toLowerCase() : '';
  return {
    ...(patch === undefined ? {} : { patch }),
    ...(etag === undefined ? {} : { etag }),
    ...(filter === undefined ? {} : { filter }),
    ...(maxResults === undefined ? {} : { maxResults }),
    ...(cursor === '' ? {} : { cursorPaging: cursor === 'true' }),
  };
}

/** The profile as this very console bears it (R21). */
export function correctedProfile(profile: ConsoleProfile, abilities: ScimAbilities): ConsoleProfile {
  return {
    ...profile,
    update: abilities.patch === false ? 'put' : profile.update,
    pageSize: Math.max(1, Math.min(profile.pageSize, abilities.maxResults ?? profile.pageSize)),
  };
}

function supported(config: JsonObject, feature: string): boolean | undefined {
  const said = pick(config, feature);
  const word = isObject(said) ? textOf(pick(said, 'supported')).toLowerCase() : '';
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

function countOf(value: unknown): number | undefined {
  const count = Number.parseInt(textOf(value), 10);
  return count > 0 ? count : undefined;
}

import type { ConsoleWriter, ValueChange, WrittenRef } from '../../app/ports/console-writer.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { NOTHING_KNOWN, type ScimAbilities } from './abilities.ts';
import { isObject, type JsonObject, pick, textOf } from './attribute-path.ts';
import { groupMembers } from './group-members.ts';
import type { ScimAnswer, ScimFailure } from './scim-answer.ts';
import type { ScimClient } from './scim-client.ts';
import { personReader, readGroup, versionOf } from './scim-records.ts';
import { findGroups, findPerson } from './scim-search.ts';
import {
  blindOperations,
  CORE_GROUP,
  namesAnElement,
  newResource,
  patchBody,
  placeChanges,
  replacedResource,
  sightedOperations,
} from './user-changes.ts';

export interface ScimWriterOptions {
  readonly client: ScimClient;
  /** Corrected by what the console says (`correctedProfile`, R21). */
  readonly profile: ConsoleProfile;
  readonly abilities?: ScimAbilities;
}

/** Writes to a console over SCIM, in the way that its profile says (R21). */
export function createScimWriter(options: ScimWriterOptions): ConsoleWriter {
  const { client, profile } = options;
  const abilities = options.abilities ?? NOTHING_KNOWN;
  const readPerson = personReader(profile.paths);

  const read = (path: string, signal: AbortSignal) => client.send({ method: 'GET', path, signal });
  const ifMatch = (version: string | undefined) =>
    version !== undefined && bearsIfMatch(version, abilities) ? version : undefined;

  async function patchUser(
    path: string,
    changes: readonly ValueChange[],
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<ScimAnswer, ScimFailure>> {
    const placed = placeChanges(changes, profile);
    const blind = patchBody(blindOperations(placed));
    const first = await client.send({
      method: 'PATCH',
      path,
      body: blind,
      ifMatch: ifMatch(version),
      signal,
    });
    if (first.ok || !isAboutTargets(first.failure) || !namesAnElement(placed)) return first;
    const before = await readResource(path, version, signal);
    if (!before.ok) return before;
    const operations = sightedOperations(placed, before.value);
    // Nothing left to do: what was to be cleared is not there.
    if (operations.length === 0) return succeed({ status: 204, body: before.value });
    const body = patchBody(operations);
    return client.send({ method: 'PATCH', path, body, ifMatch: ifMatch(version), signal });
  }

  async function putUser(
    path: string,
    changes: readonly ValueChange[],
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<ScimAnswer, ScimFailure>> {
    const before = await readResource(path, version, signal);
    if (!before.ok) return before;
    const body = replacedResource(placeChanges(changes, profile), before.value);
    const seen = version ?? versionOf(before.value);
    return client.send({ method: 'PUT', path, body, ifMatch: ifMatch(seen), signal });
  }

  const changed = (id: string, answer: Result<ScimAnswer, ScimFailure>): Result<WrittenRef> =>
    answer.ok ? succeed(writtenRef(id, versionIn(answer.value, abilities))) : answer;

  /** Reads before a write and says at once when it is no longer the version that was seen. */
  async function readResource(
    path: string,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<JsonObject, ScimFailure>> {
    const answer = await read(path, signal);
    if (!answer.ok) return answer;
    const { body } = answer.value;
    if (!isObject(body)) return fail(notAResource(client.host));
    const now = versionOf(body);
    return version !== undefined && now !== undefined && now !== version
      ? fail(movedMeanwhile(client.host))
      : succeed(body);
  }

  return {
    async createUser(person, signal) {
      const body = newResource(person, profile);
      return createdRef(
        await client.send({ method: 'POST', path: '/Users', body, signal }),
        client,
        abilities,
      );
    },

    async updateUser(id, changes, version, signal) {
      const path = resourcePath('/Users', id);
      if (placeChanges(changes, profile).length === 0) return succeed(writtenRef(id, version));
      if (profile.update === 'put') return changed(id, await putUser(path, changes, version, signal));
      const patched = await patchUser(path, changes, version, signal);
      if (patched.ok || patched.failure.code !== 'unsupported') return changed(id, patched);
      return changed(id, await putUser(path, changes, version, signal));
    },

    async readUser(id, signal) {
      const answer = await read(resourcePath('/Users', id), signal);
      if (!answer.ok) return answer.failure.code === 'row-missing' ? succeed(undefined) : answer;
      const person = readPerson(answer.value.body);
      return person === undefined ? fail(notAResource(client.host)) : succeed(person);
    },

    findUser: (userName, signal) => findPerson({ client, profile, abilities, readPerson, signal }, userName),

    async createGroup(group, signal) {
      const body = {
        schemas: [CORE_GROUP],
        displayName: group.displayName,
        ...(group.externalId === '' ? {} : { externalId: group.externalId }),
      };
      return createdRef(
        await client.send({ method: 'POST', path: '/Groups', body, signal }),
        client,
        abilities,
      );
    },

    async updateGroup(id, changes, version, signal) {
      const path = resourcePath('/Groups', id);
      const named = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (named.length === 0) return succeed(writtenRef(id, version));
      if (profile.update === 'patch') {
        const body = patchBody(named.map(([name, value]) => ({ op: 'replace', path: name, value })));
        const patched = await client.send({ method: 'PATCH', path, body, ifMatch: ifMatch(version), signal });
        if (patched.ok || patched.failure.code !== 'unsupported') return changed(id, patched);
      }
      const before = await readResource(path, version, signal);
      if (!before.ok) return before;
      const { meta: _, ...rest } = before.value;
      const body = { ...rest, ...Object.fromEntries(named) };
      return changed(id, await client.send({ method: 'PUT', path, body, ifMatch: ifMatch(version), signal }));
    },

    async readGroup(id, signal) {
      const answer = await read(resourcePath('/Groups', id), signal);
      if (!answer.ok) return answer.failure.code === 'row-missing' ? succeed(undefined) : answer;
      const group = readGroup(answer.value.body)?.group;
      return group === undefined ? fail(notAResource(client.host)) : succeed(group);
    },

    findGroup: (displayName, signal) => findGroups({ client, abilities, signal }, displayName),

    ...groupMembers(client, profile),
  };
}

export function resourcePath(endpoint: '/Users' | '/Groups', id: string): string {
  return `${endpoint}/${encodeURIComponent(id)}`;
}

/**
 * Whether a version may be sent as If-Match (RFC 7644 §3.14). A console that does not say gets one only if
 * it looks like an ETag.
 */
function bearsIfMatch(version: string, abilities: ScimAbilities): boolean {
  return abilities.etag ?? /^(W\/)?"[^"]*"$/.test(version);
}

/** The path of a change found nothing to work on. Consoles word it as noTarget or as a bad path. */
function isAboutTargets({ code, scimType }: ScimFailure): boolean {
  return code === 'row-refused' && (scimType === undefined || /^(noTarget|invalidPath)$/i.test(scimType));
}

function writtenRef(id: string, version: string | undefined): WrittenRef {
  return version === undefined ? { id } : { id, version };
}

function createdRef(
  answer: Result<ScimAnswer, ScimFailure>,
  client: ScimClient,
  abilities: ScimAbilities,
): Result<WrittenRef> {
  if (!answer.ok) return answer;
  const { body, location } = answer.value;
  const id = (isObject(body) ? textOf(pick(body, 'id')) : '') || lastSegment(location);
  // A success without an id is as good as a lost answer: the caller looks the person up (R7).
  if (id === '') return fail(notAResource(client.host));
  return succeed(writtenRef(id, versionIn(answer.value, abilities)));
}

function lastSegment(location: string | undefined): string {
  const last = location?.split('?')[0]?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    // Not percent-encoded after all.
    return last;
  }
}

/**
 * The version after a write. An ETag header counts only where the console says that it has ETags: web
 * frameworks put one on every answer, which is the answer's and not the resource's.
 */
function versionIn({ body, etag }: ScimAnswer, abilities: ScimAbilities): string | undefined {
  return (isObject(body) ? versionOf(body) : undefined) ?? (abilities.etag === true ? etag : undefined);
}

function notAResource(host: string): ScimFailure {
  return {
    code: 'console-error',
    sentence: `${host} said yes but did not give the resource back.`,
    next: 'Run a new preview: it shows whether the change is there.',
  };
}

function movedMeanwhile(host: string): ScimFailure {
  return {
    code: 'row-moved',
    sentence: `Somebody changed this on ${host} since it was read. Nothing was overwritten.`,
    next: 'Run a new preview and look at the row again.',
  };
}

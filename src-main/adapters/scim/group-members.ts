import type { ConsoleWriter } from '../../app/ports/console-writer.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { isObject, pick, textOf } from './attribute-path.ts';
import type { ScimClient } from './scim-client.ts';
import { readGroup } from './scim-records.ts';
import { type PatchOperation, patchBody } from './user-changes.ts';

type MemberCalls = Pick<ConsoleWriter, 'addMembers' | 'removeMembers'>;

/**
 * Changes memberships with each member named by its id (R20). A filterless remove empties the group on
 * correct consoles, so a remove always carries one value path per id (fact sheet §5).
 */
export function groupMembers(client: ScimClient, profile: ConsoleProfile): MemberCalls {
  const patch = async (groupId: string, operations: readonly PatchOperation[], signal: AbortSignal) =>
    client.send({ method: 'PATCH', path: groupPath(groupId), body: patchBody(operations), signal });

  async function removeThoseLeft(groupId: string, userIds: readonly string[], signal: AbortSignal) {
    const answer = await client.send({ method: 'GET', path: groupPath(groupId), signal });
    if (!answer.ok) return answer;
    const members = new Set(readGroup(answer.value.body)?.group.members);
    const left = userIds.filter((id) => members.has(id));
    return left.length === 0 ? succeed(undefined) : nothing(await patch(groupId, left.map(removal), signal));
  }

  /** For consoles without PATCH: the group as just read, with other members. */
  async function putMembers(
    groupId: string,
    change: (ids: Set<string>) => void,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const answer = await client.send({ method: 'GET', path: groupPath(groupId), signal });
    if (!answer.ok) return answer;
    const { body } = answer.value;
    if (!isObject(body)) return fail(noGroup(client.host));
    const listed = pick(body, 'members');
    const before = Array.isArray(listed) ? listed.filter(isObject) : [];
    const ids = new Set(before.map((member) => textOf(pick(member, 'value'))));
    change(ids);
    const { meta: _, members: __, ...rest } = body;
    const members = Array.from(ids, (value) => ({ value }));
    return nothing(
      await client.send({ method: 'PUT', path: groupPath(groupId), body: { ...rest, members }, signal }),
    );
  }

  return {
    async addMembers(groupId, userIds, signal) {
      if (userIds.length === 0) return succeed(undefined);
      if (profile.update === 'patch') {
        const members = userIds.map((value) => ({ value }));
        const added = await patch(groupId, [{ op: 'add', path: 'members', value: members }], signal);
        if (added.ok || added.failure.code !== 'unsupported') return nothing(added);
      }
      return putMembers(
        groupId,
        (ids) => {
          for (const id of userIds) ids.add(id);
        },
        signal,
      );
    },

    async removeMembers(groupId, userIds, signal) {
      if (userIds.length === 0) return succeed(undefined);
      if (profile.update === 'patch') {
        const removed = await patch(groupId, userIds.map(removal), signal);
        if (removed.ok) return succeed(undefined);
        // One who has left already makes the whole PATCH fail on some consoles.
        if (removed.failure.code === 'row-refused') return removeThoseLeft(groupId, userIds, signal);
        if (removed.failure.code !== 'unsupported') return removed;
      }
      return putMembers(
        groupId,
        (ids) => {
          for (const id of userIds) ids.delete(id);
        },
        signal,
      );
    },
  };
}

function removal(id: string): PatchOperation {
  return { op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` };
}

function groupPath(id: string): string {
  return `/Groups/${encodeURIComponent(id)}`;
}

function nothing(result: Result<unknown>): Result<void> {
  return result.ok ? succeed(undefined) : result;
}

function noGroup(host: string) {
  return {
    code: 'console-error',
    sentence: `${host} did not answer with a group.`,
    next: 'Run a new preview.',
  } as const;
}

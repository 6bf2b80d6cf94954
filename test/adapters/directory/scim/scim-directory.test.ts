import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScimDirectory } from '../../../../src-main/adapters/directory/scim/scim-directory.ts';
import { type ScimmyPeer, startScimmy } from '../../../peers/start-scimmy.ts';
import { CANARY, type Connected, connectTo, listAll } from '../../scim/scim-world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

describe('A SCIM service as the directory', () => {
  let peer: ScimmyPeer;
  let connected: Connected;
  beforeAll(async () => {
    const person = (id: string, more: object = {}) => ({
      schemas: [USER],
      id,
      userName: `${id}@example.com`,
      ...more,
    });
    const group = (id: string, ...members: object[]) => ({ id, displayName: `Group ${id}`, members });
    const nested = (value: string) => ({ value, type: 'Group' });
    const user = (value: string) => ({ value, type: 'User' });
    peer = await startScimmy({
      token: CANARY,
      users: [
        person('ana', {
          externalId: 'of-somebody-else',
          title: 'Lead',
          displayName: 'Ana A',
          emails: [
            { type: 'work', value: 'ana.work@example.com' },
            { type: 'home', value: 'ana@example.com', primary: true },
          ],
        }),
        person('ben', { active: false, emails: [{ type: 'work', value: 'ben.work@example.com' }] }),
        person('cem'),
      ],
      groups: [
        group('a', user('ana'), nested('b')),
        group('b', user('ben'), nested('c')),
        // c closes the circle, and names a nested group without saying that it is one.
        group('c', user('cem'), user('ana'), { value: 'a' }),
        group('d'),
      ],
    });
    connected = connectTo(peer.url);
  });
  afterAll(async () => {
    await connected.close();
    await peer.stop();
  });

  it('gives each person by its own id, mail and status', async () => {
    const { people, end } = await listAll(createScimDirectory({ client: connected.client }));
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(people).toMatchObject([
      {
        ref: 'ana',
        status: 'active',
        values: { externalId: 'ana', email: 'ana@example.com', title: 'Lead' },
      },
      { ref: 'ben', status: 'archived', values: { externalId: 'ben', email: 'ben.work@example.com' } },
      { ref: 'cem', status: 'active', values: { externalId: 'cem', email: '', title: '' } },
    ]);
  });

  it('carries only what somebody has a value for, so that it clears nothing else (R14)', async () => {
    const { end } = await listAll(createScimDirectory({ client: connected.client }));
    expect(end.carried).toEqual({
      attributes: ['userName', 'email', 'externalId', 'title'],
      manager: false,
      groups: true,
    });
  });

  it('flattens A → B → C → A to the people in any of them (R19)', async () => {
    const { groups } = await listAll(createScimDirectory({ client: connected.client }));
    const membersOf = Object.fromEntries(groups.map((group) => [group.ref, group.members.toSorted()]));
    expect(membersOf).toEqual({
      a: ['ana', 'ben', 'cem'],
      b: ['ana', 'ben', 'cem'],
      c: ['ana', 'ben', 'cem'],
      d: [],
    });
    expect(groups.map((group) => group.externalId)).toEqual(['a', 'b', 'c', 'd']);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { ScimAbilities } from '../../../src-main/adapters/scim/abilities.ts';
import { createScimWriter } from '../../../src-main/adapters/scim/scim-writer.ts';
import { type ConsoleProfile, PROFILES } from '../../../src-main/core/profile.ts';
import { type SeenRequest, serveScript, type WholeAnswer } from '../../peers/scripted-server.ts';
import { connectTo } from './scim-world.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const { signal } = new AbortController();
const KSAT = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const NO_TARGET = { status: 400, body: { scimType: 'noTarget', detail: 'No match.' } };

async function writerTo(
  answer: (request: SeenRequest, nth: number) => WholeAnswer,
  profile: ConsoleProfile = PROFILES.generic,
  abilities: ScimAbilities = {},
) {
  const server = await serveScript(answer);
  const connected = connectTo(server.url);
  opened.push(connected, server);
  const sent = () =>
    server.requests.map(({ method, path, body }) => ({
      what: `${method} ${path}`,
      body: body === '' ? undefined : JSON.parse(body),
    }));
  return { writer: createScimWriter({ client: connected.client, profile, abilities }), server, sent };
}

describe('What a console is sent', () => {
  it('when a person is created: only what has a place and a value, extensions named (R21)', async () => {
    const { writer, sent } = await writerTo(() => ({ status: 201, body: { id: '9' } }), PROFILES.ksat);
    const values = {
      userName: 'ana@example.com',
      email: 'ana@example.com',
      title: '',
      department: 'Law',
      customField1: '007',
      managerName: 'Bo Boss',
      phone: '1',
    };
    expect(await writer.createUser({ values, active: true }, signal)).toEqual({
      ok: true,
      value: { id: '9' },
    });
    expect(sent()).toEqual([
      {
        what: 'POST /Users',
        body: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE, KSAT],
          active: true,
          userName: 'ana@example.com',
          displayName: 'Bo Boss',
          phoneNumbers: [{ type: 'work', value: '1' }],
          [ENTERPRISE]: { department: 'Law' },
          [KSAT]: { customField1: '007' },
        },
      },
    ]);
  });

  it('when a person is changed: each change by its path, active as a JSON boolean', async () => {
    const { writer, sent } = await writerTo(() => ({ status: 204 }), PROFILES.demo);
    await writer.updateUser(
      'a/b',
      [
        { field: 'active', value: false },
        { field: 'title', value: '' },
        { field: 'customDate1', value: '2026-01-01' },
        { field: 'phone', value: '' },
        { field: 'manager', value: '' },
        { field: 'email', value: 'has-no-place@example.com' },
      ],
      undefined,
      signal,
    );
    expect(sent()).toEqual([
      {
        what: 'PATCH /Users/a%2Fb',
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [
            { op: 'replace', path: 'active', value: false },
            { op: 'remove', path: 'title' },
            { op: 'replace', path: `${KSAT}:customDate1`, value: '2026-01-01' },
            { op: 'remove', path: 'phoneNumbers[type eq "work"]' },
            { op: 'remove', path: `${ENTERPRISE}:manager` },
          ],
        },
      },
    ]);
  });

  it('when a list lacks the element to be changed: the element, after a look at what is there', async () => {
    const current = { id: '1', phoneNumbers: [{ type: 'mobile', value: '2' }] };
    const { writer, sent } = await writerTo((_request, nth) =>
      nth === 1
        ? NO_TARGET
        : nth === 2
          ? { body: current }
          : { body: { ...current, meta: { version: 'v2' } } },
    );
    const changes = [
      { field: 'phone', value: '1' },
      { field: 'mobile', value: '3' },
      { field: 'location', value: '' },
    ] as const;
    expect(await writer.updateUser('1', changes, undefined, signal)).toEqual({
      ok: true,
      value: { id: '1', version: 'v2' },
    });
    expect(sent().map(({ what }) => what)).toEqual(['PATCH /Users/1', 'GET /Users/1', 'PATCH /Users/1']);
    expect(sent()[2]?.body.Operations).toEqual([
      { op: 'add', path: 'phoneNumbers', value: [{ type: 'work', value: '1' }] },
      { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '3' },
    ]);
  });

  it('when it has no PATCH: the whole resource as just read, with the changes', async () => {
    const current = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: '1',
      userName: 'ana@example.com',
      nickName: 'kept',
      title: 'Old',
      meta: { version: 'W/"1"' },
    };
    const put = { ...PROFILES.generic, update: 'put' } as const;
    const { writer, sent, server } = await writerTo(() => ({ body: current }), put, { etag: true });
    await writer.updateUser('1', [{ field: 'division', value: 'East' }], 'W/"1"', signal);
    const { meta: _, schemas, ...rest } = current;
    expect(sent()[1]).toEqual({
      what: 'PUT /Users/1',
      body: { ...rest, schemas: [...schemas, ENTERPRISE], [ENTERPRISE]: { division: 'East' } },
    });
    expect(server.requests[1]?.headers['if-match']).toBe('W/"1"');
    // Another version than the one that was seen is left alone.
    const moved = await writer.updateUser('1', [{ field: 'title', value: 'New' }], 'W/"0"', signal);
    expect(moved).toMatchObject({ ok: false, failure: { code: 'row-moved' } });
    expect(sent()).toHaveLength(3);
  });

  it.each([
    [{ etag: true }, 'v1', 'v1'],
    [{ etag: false }, 'W/"1"', undefined],
    [{}, 'W/"1"', 'W/"1"'],
    [{}, 'v1', undefined],
  ])('of versions, on a console that says %j and gave %s: %s', async (abilities, version, expected) => {
    const { writer, server } = await writerTo(() => ({ status: 204 }), PROFILES.generic, abilities);
    await writer.updateUser('1', [{ field: 'title', value: 'x' }], version, signal);
    expect(server.requests[0]?.headers['if-match']).toBe(expected);
  });

  it('when members leave: one value path for each, never a remove without a filter (R20)', async () => {
    const { writer, sent } = await writerTo(() => ({ status: 204 }));
    await writer.removeMembers('g', ['1', 'a"b'], signal);
    await writer.removeMembers('g', [], signal);
    expect(sent()).toEqual([
      {
        what: 'PATCH /Groups/g',
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [
            { op: 'remove', path: 'members[value eq "1"]' },
            { op: 'remove', path: 'members[value eq "a\\"b"]' },
          ],
        },
      },
    ]);
  });

  it('when members leave of whom one has left already: the others', async () => {
    const { writer, sent } = await writerTo((_request, nth) =>
      nth === 1 ? NO_TARGET : nth === 2 ? { body: { id: 'g', members: [{ value: '2' }] } } : { status: 204 },
    );
    expect(await writer.removeMembers('g', ['1', '2'], signal)).toEqual({ ok: true, value: undefined });
    expect(sent()[2]?.body.Operations).toEqual([{ op: 'remove', path: 'members[value eq "2"]' }]);
  });

  it('when somebody is looked up: quotes escaped, as given and in lower case', async () => {
    const { writer, server } = await writerTo(() => ({ body: { totalResults: 0 } }));
    await writer.findUser(`O"Neil\\&@Example.com`, signal);
    const filters = server.requests.map(({ path }) => new URL(path, 'http://x').searchParams.get('filter'));
    expect(filters).toEqual([
      'userName eq "O\\"Neil\\\\&@Example.com"',
      'userName eq "o\\"neil\\\\&@example.com"',
    ]);
  });
});

describe('A look-up proves absence (R7)', () => {
  const nobody = { body: { totalResults: 0, Resources: [] } };
  const everybody = { body: { totalResults: 500, Resources: [{ id: '1', userName: 'else@example.com' }] } };
  it.each([
    ['on a console that shows everybody', nobody, PROFILES.generic, {}, 'absent'],
    ['never where SCIM does not show everybody', nobody, PROFILES.ksat, {}, 'unproven'],
    ['never where filters are ignored', everybody, PROFILES.generic, {}, 'unproven'],
    ['never where filters are refused', { status: 400 }, PROFILES.generic, {}, 'unproven'],
    ['never where filters are not offered', nobody, PROFILES.generic, { filter: false }, 'unproven'],
  ] as const)('%s', async (_case, answer, profile, abilities, status) => {
    const { writer } = await writerTo(() => answer, profile, abilities);
    expect(await writer.findUser('ana@example.com', signal)).toEqual({ ok: true, value: { status } });
  });
});

describe('Groups of a name', () => {
  const groups = [
    { id: 'a', displayName: 'Other' },
    { id: 'b', displayName: 'SALES "north"' },
  ];
  it.each([
    ['refused', { status: 400, body: { scimType: 'invalidFilter' } }],
    ['ignored', { body: { totalResults: 2, Resources: groups.slice(0, 1) } }],
  ] as const)('are found by reading through where the search is %s', async (_case, searched) => {
    const { writer } = await writerTo(({ path }) =>
      path.includes('filter=') ? searched : { body: { totalResults: 2, Resources: groups } },
    );
    const found = await writer.findGroup('Sales "North"', signal);
    expect(found).toMatchObject({ ok: true, value: [{ ref: 'b' }] });
  });

  it('are all given, for names need not be unique', async () => {
    const twins = groups.map((group) => ({ ...group, displayName: 'Twin' }));
    const { writer } = await writerTo(() => ({ body: { totalResults: 2, Resources: twins } }));
    const found = await writer.findGroup('twin', signal);
    expect(found).toMatchObject({ ok: true, value: [{ ref: 'a' }, { ref: 'b' }] });
  });
});

describe('An answer that says yes but not what', () => {
  it('to a create is no success: the caller looks the person up (R7)', async () => {
    const { writer } = await writerTo(() => ({ status: 201 }));
    const created = await writer.createUser({ values: { userName: 'a@example.com' }, active: true }, signal);
    expect(created).toMatchObject({ ok: false, failure: { code: 'console-error' } });
  });

  it('but where, gives the id by its Location', async () => {
    const headers = { location: 'https://console.example/scim/Users/a%20b' };
    const { writer } = await writerTo(() => ({ status: 201, headers }));
    const created = await writer.createUser({ values: { userName: 'a@example.com' }, active: true }, signal);
    expect(created).toEqual({ ok: true, value: { id: 'a b' } });
  });
});

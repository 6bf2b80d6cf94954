import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { abilitiesOf, askAbilities, correctedProfile } from '../../../src-main/adapters/scim/abilities.ts';
import { createScimSource } from '../../../src-main/adapters/scim/scim-source.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { valueIn } from '../../contracts/console-writer.ts';
import {
  type SeenRequest,
  serveScript,
  type WholeAnswer,
  type WireFault,
} from '../../peers/scripted-server.ts';
import { type ScimmyPeer, startScimmy } from '../../peers/start-scimmy.ts';
import { CANARY, type Connected, connectTo, listAll } from './scim-world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const KSAT = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';
const KSAT_GROUP = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group';

function somebody(number: number) {
  return {
    schemas: [USER],
    id: `id-${number}`,
    userName: `p${number}@example.com`,
    active: true,
    emails: [{ type: 'work', value: `p${number}@example.com` }],
  };
}

function crowd(count: number) {
  return Array.from({ length: count }, (_, index) => somebody(index + 1));
}

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe('A listing of a third-party console', () => {
  let peer: ScimmyPeer;
  let connected: Connected;
  beforeAll(async () => {
    const boss = { ...somebody(1), externalId: '0001', title: 'Boss', name: { givenName: 'Bo' } };
    const report = {
      ...somebody(2),
      schemas: [USER, ENTERPRISE],
      active: false,
      phoneNumbers: [
        { type: 'mobile', value: '2' },
        { type: 'work', value: '0049 1' },
      ],
      [ENTERPRISE]: { department: 'Law', employeeNumber: '00042', manager: { value: 'id-1' } },
    };
    peer = await startScimmy({
      token: CANARY,
      users: [boss, report, ...crowd(450).slice(2)],
      groups: [
        { id: 'g1', displayName: 'Law', externalId: 'x1', members: [{ value: 'id-1' }, { value: 'id-2' }] },
        {
          id: 'g2',
          displayName: 'All',
          members: [
            { value: 'g1', type: 'Group' },
            { value: 'id-3', type: 'User' },
          ],
        },
      ],
    });
    connected = connectTo(peer.url);
  });
  afterAll(async () => {
    await connected.close();
    await peer.stop();
  });

  async function listed() {
    const { signal } = new AbortController();
    const abilities = valueIn(await askAbilities(connected.client, signal));
    const profile = correctedProfile({ ...PROFILES.generic, pageSize: 100 }, abilities);
    return listAll(createScimSource({ client: connected.client, profile, abilities }));
  }

  it('is proven complete, each person once, in pages', async () => {
    const { people, end } = await listed();
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(people.map((person) => person.ref).toSorted()).toEqual(
      crowd(450)
        .map((person) => person.id)
        .toSorted(),
    );
  });

  it('reads every attribute as text, absent ones as empty, leading zeros kept (R13)', async () => {
    const { people, end } = await listed();
    expect(people[0]).toMatchObject({
      status: 'active',
      manager: '',
      values: {
        externalId: '0001',
        title: 'Boss',
        givenName: 'Bo',
        familyName: '',
        department: '',
        phone: '',
      },
    });
    expect(people[1]).toMatchObject({
      status: 'archived',
      manager: 'id-1',
      values: { department: 'Law', employeeNumber: '00042', phone: '0049 1', mobile: '2', title: '' },
    });
    expect(end.carried.attributes).toContain('location');
    expect(end.carried.attributes).not.toContain('customField1');
    expect(end.carried).toMatchObject({ manager: true, groups: true });
  });

  it('counts people as members, not the groups that are nested', async () => {
    const { groups } = await listed();
    expect(groups).toMatchObject([
      { ref: 'g1', externalId: 'x1', displayName: 'Law', members: ['id-1', 'id-2'] },
      { ref: 'g2', externalId: '', displayName: 'All', members: ['id-3'] },
    ]);
  });

  it('asks a console about itself and keeps to what it says (R21)', async () => {
    const { signal } = new AbortController();
    const abilities = valueIn(await askAbilities(connected.client, signal));
    expect(abilities).toEqual({ patch: true, etag: false, filter: true, maxResults: 200 });
    expect(correctedProfile({ ...PROFILES.demo, pageSize: 500 }, abilities).pageSize).toBe(200);
  });
});

describe('A console whose paging is broken (scimmy under Express 5)', () => {
  it('is never listed as complete, and nobody comes twice (R1)', async () => {
    const peer = await startScimmy({ token: CANARY, express: 5, users: crowd(60) });
    const connected = connectTo(peer.url);
    opened.push(connected, { close: () => peer.stop() });
    const { people, end } = await listAll(
      createScimSource({ client: connected.client, profile: { ...PROFILES.generic, pageSize: 20 } }),
    );
    expect(end.completeness).toMatchObject({ status: 'partial', why: { code: 'listing-incomplete' } });
    expect(new Set(people.map((person) => person.ref)).size).toBe(people.length);
    expect(end.carried.groups).toBe(false);
  });
});

interface Paging {
  readonly start: number;
  readonly count: number;
  /** The nth reading of the people, from 1. */
  readonly reading: number;
}

/** A console that serves pages as the test says, no groups, and tells how often it was read. */
async function consoleWith(
  page: (paging: Paging) => WholeAnswer | WireFault,
  profile = { ...PROFILES.generic, pageSize: 10 },
) {
  let reading = 0;
  const server = await serveScript(({ path }: SeenRequest) => {
    const url = new URL(path, 'http://x');
    if (url.pathname !== '/Users') return { status: 404 };
    const start = Number(url.searchParams.get('startIndex'));
    if (start === 1) reading++;
    return page({ start, count: Number(url.searchParams.get('count')), reading });
  });
  const connected = connectTo(server.url, { limits: { requestTimeoutMs: 500 } });
  opened.push(connected, server);
  const listing = await listAll(createScimSource({ client: connected.client, profile }));
  return { ...listing, refs: listing.people.map((person) => person.ref), server, readings: () => reading };
}

function list(
  people: readonly object[],
  { start, count }: Pick<Paging, 'start' | 'count'>,
  total = people.length,
) {
  const Resources = people.slice(start - 1, start - 1 + count);
  return { body: { totalResults: total, startIndex: start, itemsPerPage: Resources.length, Resources } };
}

const PARTIAL = { status: 'partial', why: { code: 'listing-incomplete' } };

describe('The proof of completeness (R1, fact sheet §5)', () => {
  it('holds on a console that gives fewer in a page than asked for', async () => {
    const { refs, end, server } = await consoleWith((paging) => list(crowd(45), { ...paging, count: 7 }));
    expect(end.completeness).toEqual({ status: 'complete' });
    // Seven pages, a look behind the end, and what was asked ahead in vain before the size was known.
    expect(server.requests.filter(({ path }) => path.startsWith('/Users')).length).toBeLessThanOrEqual(12);
    expect(refs).toEqual(crowd(45).map(({ id }) => id));
  });

  it('holds for nobody at all', async () => {
    const { refs, end } = await consoleWith(() => ({ body: { totalResults: 0 } }));
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(refs).toEqual([]);
  });

  it('fails where the console counts more than it gives, after three readings', async () => {
    const { refs, end, readings } = await consoleWith((paging) => list(crowd(25), paging, 30));
    expect(end.completeness).toMatchObject(PARTIAL);
    expect(refs).toHaveLength(25);
    expect(readings()).toBe(3);
  });

  it('fails where the console counts fewer than it has', async () => {
    const { end } = await consoleWith((paging) => list(crowd(35), paging, 30));
    expect(end.completeness).toMatchObject(PARTIAL);
  });

  it('holds where a page behind the end gives the last rows again', async () => {
    const { end } = await consoleWith((paging) =>
      list(crowd(30), paging.start > 30 ? { start: 30, count: 1 } : paging, 30),
    );
    expect(end.completeness).toEqual({ status: 'complete' });
  });

  it('fails where one id comes twice', async () => {
    const twice = [...crowd(14), somebody(3)];
    const { refs, end } = await consoleWith((paging) => list(twice, paging));
    expect(end.completeness).toMatchObject(PARTIAL);
    expect(refs).toHaveLength(14);
  });

  it('fails where pages overlap, even if everybody came in the end', async () => {
    const { refs, end } = await consoleWith(({ start, count }) =>
      list(crowd(14), { start: start > 1 ? start - 1 : start, count }),
    );
    expect(end.completeness).toMatchObject(PARTIAL);
    expect(refs).toHaveLength(14);
  });

  it('fails where every page is the first one', async () => {
    const { refs, end } = await consoleWith(({ count }) => list(crowd(40), { start: 1, count }));
    expect(end.completeness).toMatchObject(PARTIAL);
    expect(refs).toHaveLength(10);
  });

  it('fails where an entry has no id, or the answers hold no count', async () => {
    const nameless = [...crowd(3), { userName: 'x@example.com' }];
    expect((await consoleWith((paging) => list(nameless, paging))).end.completeness).toMatchObject(PARTIAL);
    const countless = await consoleWith(({ start }) => ({
      body: { Resources: start === 1 ? crowd(3) : [] },
    }));
    expect(countless.end.completeness).toMatchObject(PARTIAL);
  });

  it('fails where one leaves in front and one joins at the end each time, which no count shows', async () => {
    const moved = [...crowd(41).slice(1)];
    const { end } = await consoleWith(({ start, count, reading }) =>
      list(start === 1 ? crowd(40) : reading % 2 === 0 ? crowd(42).slice(2) : moved, { start, count }),
    );
    expect(end.completeness).toMatchObject(PARTIAL);
  });

  it('holds on a console that gives whole pages only, after two equal readings', async () => {
    const { refs, end, readings } = await consoleWith(({ start, count }) =>
      list(crowd(40), { start: Math.floor((start - 1) / 10) * 10 + 1, count: Math.min(count, 10) }),
    );
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(refs).toHaveLength(40);
    expect(readings()).toBe(4);
  });

  it('is found at the second reading when somebody joined during the first, each person given once', async () => {
    const { refs, end, readings } = await consoleWith(({ reading, ...paging }) =>
      list(crowd(reading === 1 && paging.start === 1 ? 24 : 25), paging),
    );
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(refs).toHaveLength(25);
    expect(new Set(refs).size).toBe(25);
    expect(readings()).toBe(2);
  });

  it.each([
    [{ status: 401 }, 'token-refused'],
    [{ status: 403 }, 'forbidden'],
    [{ status: 500 }, 'console-error'],
    [{ body: '<html>' }, 'console-error'],
    [{ body: { hello: 1 } }, 'console-error'],
    ['reset', 'network'],
    ['truncated', 'network'],
  ] as const)('fails where the second page is %j, as %s, and keeps what came before', async (fault, code) => {
    const { refs, end } = await consoleWith((paging) =>
      paging.start >= 10 ? fault : list(crowd(30), paging),
    );
    expect(end.completeness).toMatchObject({ status: 'partial', why: { code } });
    expect(refs).toHaveLength(10);
    expect(JSON.stringify(end)).not.toContain(CANARY);
  });

  it('fails as cancelled when the admin cancels amid it', async () => {
    const server = await serveScript(({ path }) => {
      const url = new URL(path, 'http://x');
      return list(crowd(100), { start: Number(url.searchParams.get('startIndex')), count: 10 });
    });
    const connected = connectTo(server.url);
    opened.push(connected, server);
    const cancel = new AbortController();
    const profile = { ...PROFILES.generic, pageSize: 10 };
    const records = createScimSource({ client: connected.client, profile }).list({ signal: cancel.signal });
    await records.next();
    cancel.abort();
    let step = await records.next();
    while (step.done !== true) step = await records.next();
    expect(step.value.completeness).toMatchObject({ status: 'partial', why: { code: 'cancelled' } });
  });
});

describe('Cursor paging (RFC 9865)', () => {
  it('is used where the console offers it, and ends where no cursor comes', async () => {
    const all = crowd(25);
    const server = await serveScript(({ path }) => {
      const url = new URL(path, 'http://x');
      if (url.pathname !== '/Users') return { status: 404 };
      const at = Number(url.searchParams.get('cursor')?.replace('c', '') || 0);
      const next = at + 10 < all.length ? { nextCursor: `c${at + 10}` } : {};
      return { body: { Resources: all.slice(at, at + 10), ...next } };
    });
    const connected = connectTo(server.url);
    opened.push(connected, server);
    const abilities = abilitiesOf({ pagination: { cursor: true, index: true } });
    const profile = { ...PROFILES.generic, pageSize: 10 };
    const { people, end } = await listAll(createScimSource({ client: connected.client, profile, abilities }));
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(people).toHaveLength(25);
    expect(server.requests.every(({ path }) => !path.includes('startIndex'))).toBe(true);
  });
});

describe('What consoles say in their own way', () => {
  it('is read whatever the case of attribute names, with the KSAT extension', async () => {
    const person = {
      ID: 'a',
      username: 'ana@example.com',
      ACTIVE: 'False',
      Name: { GivenName: 'Ana' },
      displayName: 'Boss Person',
      [KSAT.toUpperCase()]: { customfield1: 7, provisioningManaged: false, isAdmin: true },
      meta: { version: 'W/"3"' },
    };
    const { people } = await consoleWith((paging) => list([person], paging), PROFILES.demo);
    expect(people).toMatchObject([
      {
        ref: 'a',
        status: 'archived',
        provisioningManaged: false,
        isAdmin: true,
        version: 'W/"3"',
        values: {
          userName: 'ana@example.com',
          givenName: 'Ana',
          customField1: '7',
          managerName: 'Boss Person',
        },
      },
    ]);
  });

  it('is asked group by group where members are left out of the listing', async () => {
    const groups = [
      { id: 'g1', displayName: 'A', [KSAT_GROUP]: { groupType: 'smart' } },
      { id: 'g2', displayName: 'B' },
    ];
    const server = await serveScript(({ path }) => {
      const url = new URL(path, 'http://x');
      const paging = { start: Number(url.searchParams.get('startIndex')), count: 10 };
      if (url.pathname === '/Users') return list(crowd(3), paging);
      if (url.pathname === '/Groups') return list(groups, paging);
      return { body: { ...groups[url.pathname.endsWith('g1') ? 0 : 1], members: [{ value: 'id-2' }] } };
    });
    const connected = connectTo(server.url);
    opened.push(connected, server);
    const listing = await listAll(createScimSource({ client: connected.client, profile: PROFILES.generic }));
    expect(listing.end.completeness).toEqual({ status: 'complete' });
    expect(listing.groups).toMatchObject([
      { ref: 'g1', isSmart: true, members: ['id-2'] },
      { ref: 'g2', members: ['id-2'] },
    ]);
  });

  it('leaves groups out of scope where the console has none to list', async () => {
    const { end } = await consoleWith((paging) => list(crowd(2), paging));
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(end.carried.groups).toBe(false);
    expect(end.notes).toHaveLength(1);
  });
});

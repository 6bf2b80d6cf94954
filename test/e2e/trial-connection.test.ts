import { describe, expect, it } from 'vitest';
import type { ConnectionStep } from '../../src-main/app/house.ts';
import { staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, TENANT, type World } from './open-world.ts';

const STEPS = [
  'Address resolves',
  'TLS certificate valid',
  'Token accepted',
  'What this console can do',
  'People readable',
];

const KEY_STEP = 'Admin key accepted';
const ONLY_KEY = ['passed', 'passed', 'not tried', 'not tried', 'not tried', 'passed'];

async function tryIn({ house, tenantUrl }: Pick<World, 'house' | 'tenantUrl'>, token: string | undefined) {
  const told: ConnectionStep[] = [];
  if (token !== undefined) house.secretDrafts.put('draft-1', 'scim-token', token);
  const answer = await house.connectTrial(
    { name: 'Fabrikam', tenantUrl, profile: 'demo', draftId: 'draft-1' },
    { signal: AbortSignal.timeout(30_000), onStep: (step) => told.push(step) },
  );
  return { told, answer };
}

describe('testing a connection before its tenant is saved (ux §2)', () => {
  it('tells each step as it passes, with the number of people, and keeps nothing', async () => {
    const world = await openWorld({ directory: staffOf(12), console: staffOf(12) });
    const { told, answer } = await tryIn(world, ` ${world.token}\n`);
    expect(told.map(({ name }) => name)).toEqual(STEPS);
    expect(told.every(({ state }) => state === 'passed')).toBe(true);
    expect(told.at(-1)?.sentence).toContain('12 people');
    expect(need(answer)).toEqual(told);
    expect(world.house.listTenants()).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain(world.token);
  });

  it('stops at a refused token, and tells the later steps as not tried', async () => {
    const world = await openWorld({ directory: staffOf(3), console: staffOf(3) });
    const { told } = await tryIn(world, 'not-the-token');
    expect(told.map(({ state }) => state)).toEqual(['passed', 'passed', 'failed', 'not tried', 'not tried']);
    expect(told[2]?.failure).toMatchObject({ code: 'token-refused' });
  });

  it('asks for the token first, and sends nothing without one', async () => {
    const world = await openWorld({ directory: staffOf(3), console: staffOf(3) });
    const before = world.wire.requests?.length;
    const { told, answer } = await tryIn(world, undefined);
    expect(failureOf(answer).code).toBe('token-missing');
    expect(told).toEqual([]);
    expect(world.wire.requests?.length).toBe(before);
  });

  it('tries the admin key too, behind the token, and alone where there is no token', async () => {
    const world = await openWorld({ directory: staffOf(3), console: staffOf(3) });
    const { house, tenantUrl, token, adminKey, console } = world;
    const trial = async (draftId: string) => {
      const told: ConnectionStep[] = [];
      const { consoleApiUrl } = console;
      const input = { name: 'Fabrikam', tenantUrl, consoleApiUrl, profile: 'demo', draftId } as const;
      const hooks = {
        signal: AbortSignal.timeout(30_000),
        onStep: (step: ConnectionStep) => told.push(step),
      };
      expect(need(await house.connectTrial(input, hooks))).toEqual(told);
      expect(JSON.stringify(told)).not.toContain(adminKey);
      return told;
    };
    house.secretDrafts.put('both', 'scim-token', token);
    house.secretDrafts.put('both', 'admin-key', adminKey);
    house.secretDrafts.put('key', 'admin-key', adminKey);
    house.secretDrafts.put('wrong', 'admin-key', 'no-such-key');
    const both = await trial('both');
    expect(both.map(({ name, state }) => `${name} ${state}`)).toEqual(
      [...STEPS, KEY_STEP].map((name) => `${name} passed`),
    );
    expect((await trial('key')).map(({ state }) => state)).toEqual(ONLY_KEY);
    const wrong = (await trial('wrong')).at(-1);
    expect(wrong).toMatchObject({ name: KEY_STEP, state: 'failed', failure: { code: 'token-refused' } });
  });

  it('tells the steps of a saved tenant as they end, its admin key among them', async () => {
    const { house } = await openWorld({ directory: staffOf(3), console: staffOf(3) });
    const told: ConnectionStep[] = [];
    const tested = await house.testTenant(TENANT, AbortSignal.timeout(30_000), (step) => told.push(step));
    expect(need(tested)).toEqual(told);
    expect(told.at(-1)).toMatchObject({ name: KEY_STEP, state: 'passed' });
  });

  it('forgets a draft, and names what it holds but never its value', async () => {
    const { house, token } = await openWorld({ directory: staffOf(3), console: staffOf(3) });
    house.secretDrafts.put('draft-2', 'scim-token', token);
    expect(house.secretDrafts.holds('draft-2')).toEqual(['scim-token']);
    expect(JSON.stringify(house.secretDrafts)).not.toContain(token);
    house.secretDrafts.forget('draft-2');
    expect(house.secretDrafts.holds('draft-2')).toEqual([]);
  });
});

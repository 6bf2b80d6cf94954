import { afterEach, describe, expect, it } from 'vitest';
import { type ProbeOutcome, probeConsole } from '../../../src-main/adapters/scim/probe-console.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { type SeenRequest, serveScript, type WholeAnswer } from '../../peers/scripted-server.ts';
import { startScimmy } from '../../peers/start-scimmy.ts';
import { CANARY, connectTo } from './scim-world.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const { signal } = new AbortController();

/** Each step as one line, as the screen shows it. */
function lines(outcome: ProbeOutcome): string[] {
  return outcome.steps.map((step) => `${step.status}: ${step.name}`);
}

async function probeScript(answer: (path: string, request: SeenRequest) => WholeAnswer) {
  const server = await serveScript((request) => answer(request.path, request));
  const connected = connectTo(server.url);
  opened.push(connected, server);
  const outcome = await probeConsole(connected.client, PROFILES.generic, signal);
  expect(JSON.stringify(outcome)).not.toContain(CANARY);
  return { outcome, server };
}

describe('Test connection', () => {
  it('passes every step on a console that works, and corrects the profile by what it says (R21)', async () => {
    const peer = await startScimmy({ token: CANARY, users: [{ userName: 'ana@example.com' }] });
    const connected = connectTo(peer.url);
    opened.push(connected, { close: () => peer.stop() });
    const profile = { ...PROFILES.demo, pageSize: 500 };
    const outcome = await probeConsole(connected.client, profile, signal);
    expect(lines(outcome)).toEqual([
      'passed: Address resolves',
      'passed: TLS certificate valid',
      'passed: Token accepted',
      'passed: What this console can do',
      'passed: People readable',
    ]);
    expect(outcome).toMatchObject({ people: 1, profile: { pageSize: 200, update: 'patch' } });
    expect(outcome.steps.at(-1)?.sentence).toBe('1 person readable.');
    expect(outcome.failure).toBeUndefined();
  });

  it('stops at the token when it is wrong', async () => {
    const peer = await startScimmy({ token: 'another' });
    const connected = connectTo(peer.url);
    opened.push(connected, { close: () => peer.stop() });
    const outcome = await probeConsole(connected.client, PROFILES.generic, signal);
    expect(lines(outcome).slice(2)).toEqual([
      'failed: Token accepted',
      'not tried: What this console can do',
      'not tried: People readable',
    ]);
    expect(outcome.failure?.code).toBe('token-refused');
  });

  it('goes on without ServiceProviderConfig', async () => {
    const { outcome } = await probeScript((path) =>
      path.startsWith('/Users') ? { body: { totalResults: 12, Resources: [] } } : { status: 404 },
    );
    expect(outcome.steps.every((step) => step.status === 'passed')).toBe(true);
    expect(outcome).toMatchObject({ people: 12, abilities: {}, profile: PROFILES.generic });
  });

  it('writes whole resources on a console that has no PATCH', async () => {
    const { outcome } = await probeScript((path) =>
      path.startsWith('/Users') ? { body: { totalResults: 0 } } : { body: { patch: { supported: false } } },
    );
    expect(outcome.profile.update).toBe('put');
  });

  it('sees that nobody is there to answer, and asks each thing once only', async () => {
    const server = await serveScript(() => ({ status: 503 }));
    const connected = connectTo(server.url);
    opened.push(connected);
    await server.close();
    const gone = await probeConsole(connected.client, PROFILES.generic, signal);
    expect(lines(gone).slice(0, 3)).toEqual([
      'passed: Address resolves',
      'failed: TLS certificate valid',
      'not tried: Token accepted',
    ]);
    expect(connected.clock.slept).toEqual([]);
  });

  it('does not call a token accepted that only a sign-in page or a redirect has met', async () => {
    for (const answer of [
      { body: '<html>Sign in</html>' },
      { status: 302, headers: { location: 'https://login.example/' } },
    ]) {
      const { outcome } = await probeScript(() => answer);
      expect(outcome.steps[2]).toMatchObject({ name: 'Token accepted', status: 'failed' });
    }
  });

  it('fails at the people where they cannot be read as a list', async () => {
    const { outcome } = await probeScript(() => ({ body: { hello: 'world' } }));
    expect(lines(outcome).at(-1)).toBe('failed: People readable');
  });

  it('says that a name cannot be resolved', async () => {
    const connected = connectTo('https://console.invalid/scim');
    opened.push(connected);
    const outcome = await probeConsole(connected.client, PROFILES.generic, signal);
    expect(outcome.steps[0]).toMatchObject({ status: 'failed' });
    expect(outcome.failure).toMatchObject({ code: 'network' });
  });
});

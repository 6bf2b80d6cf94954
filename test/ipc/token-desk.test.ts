import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../src-main/core/failure.ts';
import { type TokenDesk, type TokenDeskParts, tokenDesk } from '../../src-main/ipc/token-desk.ts';
import type { TokenTask } from '../../src-preload/contract/token-window.ts';
import { FakeHouse } from '../fakes/fake-house.ts';

/** A window that closes when it is asked to, as Electron's does. */
class Window {
  asked = 0;
  opened = 0;
  hooks: Parameters<TokenDeskParts['openWindow']>[0] | undefined;
  readonly open: TokenDeskParts['openWindow'] = (hooks) => {
    this.opened++;
    this.hooks = hooks;
    return { close: () => hooks.onClosed(), askBeforeLosing: () => void this.asked++ };
  };
  /** The close box. */
  closeBox(): void {
    if (this.hooks?.mayClose()) this.hooks.onClosed();
  }
}

const NO_KEYCHAIN = {
  code: 'keychain-unavailable',
  sentence: 'This computer has no keychain.',
  next: 'Start one.',
} as const;

let window: Window;
let desk: TokenDesk;
let copied: string[];
let kept: Record<string, string>;
let works: 'works' | 'fails';

beforeEach(async () => {
  window = new Window();
  copied = [];
  kept = {};
  works = 'works';
  const fake = new FakeHouse();
  const added = await fake.addTenant({
    name: 'Contoso',
    tenantUrl: 'https://scim.example/v2',
    profile: 'generic',
  });
  const tenant = added.ok ? added.value : expect.unreachable();
  const keep = async (name: string, secret: string | undefined) => {
    if (works === 'fails') return fail(NO_KEYCHAIN);
    if (secret !== undefined) kept[name] = secret;
    return succeed(undefined);
  };
  desk = tokenDesk({
    openWindow: window.open,
    copySecret: async (secret) => {
      copied.push(secret);
      return { clearedInMs: 60_000 };
    },
    house: {
      findTenant: (nameOrId) => fake.findTenant(nameOrId),
      generateToken: async () =>
        succeed({ token: 'kscim_new', tenantUrl: 'https://scim.example/v2', kept: false }),
      setSecrets: (_id, { token, adminKey }) => keep(token ? 'token' : 'adminKey', token ?? adminKey),
      setSources: async (_id, { directoryToken }) => {
        const done = await keep('directoryToken', directoryToken);
        return done.ok ? succeed(tenant) : done;
      },
      secretDrafts: {
        put: (draftId, name, secret) => {
          kept[`${draftId}/${name}`] = secret;
        },
        holds: () => [],
        forget: () => undefined,
        adopt: async () => succeed(undefined),
      },
    },
  });
});

const GENERATE: TokenTask = { tenantId: 'Contoso', act: 'generate', which: 'scim-token' };

/** Opens, and gives the promise that the main window waits for. */
async function opened(task: TokenTask) {
  const facts = desk.open(task);
  await expect.poll(() => window.opened).toBe(1);
  return { facts };
}

describe('the token desk', () => {
  it('gives a generated token once, and none when its window has closed', async () => {
    const { facts } = await opened(GENERATE);
    expect(desk.take()).toEqual(succeed('kscim_new'));
    expect(desk.take()).toMatchObject({ ok: false });
    expect(desk.close('even if lost')).toEqual(succeed('closes'));
    expect(await facts).toEqual(succeed({ kept: false, copied: false }));
    expect(desk.take()).toMatchObject({ ok: false });
    expect(await desk.copy()).toMatchObject({ ok: false });
    expect(copied).toEqual([]);
  });

  it('asks before a token is lost, by OK and by the close box, and not once it is copied', async () => {
    const { facts } = await opened(GENERATE);
    expect(desk.close('not if lost')).toEqual(succeed('would-be-lost'));
    window.closeBox();
    expect(window.asked).toBe(1);
    await desk.copy();
    window.closeBox();
    expect(window.asked).toBe(1);
    expect(await facts).toEqual(succeed({ kept: false, copied: true }));
  });

  it('does not pass over a window that closed before it could show the token', async () => {
    const { facts } = await opened(GENERATE);
    window.hooks?.onClosed();
    expect(await facts).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
  });

  it('says that the keychain does not work, and still holds the token to be copied', async () => {
    const { facts } = await opened(GENERATE);
    works = 'fails';
    expect(await desk.keepShown()).toEqual(fail(NO_KEYCHAIN));
    expect(desk.close('not if lost')).toEqual(succeed('would-be-lost'));
    await desk.copy();
    expect(copied).toEqual(['kscim_new']);
    desk.close('not if lost');
    expect(await facts).toEqual(succeed({ kept: false, copied: true }));
  });

  it.each([
    ['scim-token', 'token'],
    ['admin-key', 'adminKey'],
    ['directory-token', 'directoryToken'],
  ] as const)('keeps a pasted %s for its tenant, without the blanks around it', async (which, name) => {
    const { facts } = await opened({ tenantId: 'Contoso', act: 'enter', which });
    expect(await desk.keepEntered('   ')).toMatchObject({ ok: false });
    expect(await desk.keepEntered(' pasted\n')).toMatchObject({ ok: true });
    desk.close('even if lost');
    expect(await facts).toEqual(succeed({ kept: true, copied: false }));
    expect(kept).toEqual({ [name]: 'pasted' });
  });

  it('keeps one for a draft where its tenant does not exist yet', async () => {
    const { facts } = await opened({ draftId: 'draft-1', act: 'enter', which: 'scim-token' });
    expect(desk.task()).toEqual(succeed({ act: 'enter', which: 'scim-token' }));
    await desk.keepEntered('pasted');
    desk.close('even if lost');
    expect(await facts).toEqual(succeed({ kept: true, copied: false }));
    expect(kept).toEqual({ 'draft-1/scim-token': 'pasted' });
  });

  it('opens one window at a time, and refuses to take a token where one is shown', async () => {
    const { facts } = await opened(GENERATE);
    expect(await desk.open(GENERATE)).toMatchObject({ ok: false });
    expect(await desk.keepEntered('pasted')).toMatchObject({ ok: false });
    expect(window.opened).toBe(1);
    desk.close('even if lost');
    await facts;
  });
});

describe('Muster’s end while the token window is open', () => {
  const isSettled = (end: Promise<boolean>) =>
    Promise.race([end, new Promise((resolve) => setTimeout(() => resolve('waits'), 0))]);

  it('waits for the answer while nobody has the token; going back stays, and the token can still be kept', async () => {
    const { facts } = await opened(GENERATE);
    const end = desk.mayEnd();
    expect(await isSettled(end)).toBe('waits');
    expect(window.asked).toBe(1);
    desk.goBack();
    expect(await end).toBe(false);
    expect(await desk.keepShown()).toEqual(succeed(undefined));
    expect(await desk.mayEnd()).toBe(true);
    expect(await facts).toEqual(succeed({ kept: true, copied: false }));
  });

  it('goes on once the admin closes it all the same', async () => {
    const { facts } = await opened(GENERATE);
    desk.take();
    const end = desk.mayEnd();
    expect(await isSettled(end)).toBe('waits');
    desk.close('even if lost');
    expect(await end).toBe(true);
    expect(await facts).toEqual(succeed({ kept: false, copied: false }));
  });

  it('waits for a token that is being generated', async () => {
    const facts = desk.open(GENERATE);
    const end = desk.mayEnd();
    expect(await isSettled(end)).toBe('waits');
    expect(window.asked).toBe(1);
    await desk.copy();
    desk.close('not if lost');
    expect(await end).toBe(true);
    expect(await facts).toEqual(succeed({ kept: false, copied: true }));
  });

  it('asks nothing without a window', async () => {
    expect(await desk.mayEnd()).toBe(true);
  });
});

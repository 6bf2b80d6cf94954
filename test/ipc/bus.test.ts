// What stands between a page and the house: who calls, what is sent, what goes back (design §11, R18).
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Handlers } from '../../src-main/ipc/bus.ts';
import { call, Nothing } from '../../src-preload/contract/call.ts';
import { answerOf } from '../../src-preload/contract/failure.ts';
import { type Caller, mainWindow, ORIGIN, openFakeIpc, tokenWindow } from './fake-ipc.ts';

const CANARY = 'kscim_canary-0123456789';

const calls = {
  rename: call(
    z.strictObject({ tenantId: z.string().max(20), names: z.array(z.string().max(20)).max(3) }),
    answerOf(z.strictObject({ name: z.string() })),
  ),
  stop: call(Nothing, answerOf(Nothing)),
};
const good = { tenantId: 't', names: ['a'] };
const PLAIN = {
  ok: false,
  failure: {
    code: 'unexpected',
    sentence: 'Muster met a fault of its own. Nothing was changed by it.',
    next: 'Try again. If it comes back, open the log under Preferences and report it.',
  },
};

let ipc: ReturnType<typeof openFakeIpc>;
let heard: unknown[];
beforeEach(() => {
  ipc = openFakeIpc();
  heard = [];
});

/** Serves `rename` by this function, and notes what reaches it. */
function serve(rename: (input: unknown) => unknown = () => ({ ok: true, value: { name: 'new' } })): void {
  const handlers = {
    rename: async (input: unknown) => {
      heard.push(input);
      return rename(input);
    },
    stop: async () => ({ ok: true, value: undefined }),
  };
  // A handler that answers wrongly does not compile; here it is what is tested.
  ipc.bus.serve('main', calls, handlers as unknown as Handlers<typeof calls>);
}

describe('a caller', () => {
  it('of the right window is answered', async () => {
    serve();
    expect(await ipc.call('rename', good)).toEqual({ ok: true, value: { name: 'new' } });
    expect(heard).toEqual([good]);
  });

  const ours = { url: `${ORIGIN}/index.html`, parent: null };
  const strangers: Record<string, Caller> = {
    'without a frame': { role: 'main', frame: null },
    'in a subframe': { role: 'main', frame: { ...ours, parent: ours } },
    'in another window of ours': tokenWindow,
    'in a window of nobody': { role: undefined, frame: ours },
    'at another origin': { role: 'main', frame: { url: 'https://muster/index.html', parent: null } },
  };
  it.each(Object.entries(strangers))('%s is told "Refused." and nothing more', async (_name, caller) => {
    serve();
    await expect(ipc.call('rename', good, caller)).rejects.toThrow(/^Refused\.$/);
    expect(heard).toEqual([]);
    expect(ipc.log).toHaveLength(1);
    expect(ipc.log[0]).toContain('ipc.refused');
  });

  it('of a call that does not exist finds no handler', async () => {
    serve();
    for (const name of ['renameAll', '__proto__', 'constructor', 'toString', 'rename ', ''])
      await expect(ipc.call(name, good)).rejects.toThrow('No handler registered');
    expect(ipc.served()).toEqual(['muster:call:rename', 'muster:call:stop']);
  });
});

describe('what is sent', () => {
  const bad: Record<string, unknown> = {
    nothing: undefined,
    null: null,
    'a text': 'rename',
    'a list': [good],
    'a wrong type': { ...good, tenantId: 7 },
    'a missing field': { tenantId: 't' },
    'a field too many': { ...good, admin: true },
    'a prototype key': JSON.parse('{"tenantId":"t","names":[],"__proto__":{"admin":true}}'),
    'a constructor key': { ...good, constructor: { prototype: { admin: true } } },
    'a text too long': { ...good, tenantId: 'x'.repeat(10_000_000) },
    'a list too long': { ...good, names: Array.from({ length: 1_000_000 }, () => 'a') },
    'text objects': { tenantId: Object('t'), names: [] },
    'a map': new Map(Object.entries(good)),
  };
  it.each(Object.entries(bad))('as %s never reaches the handler', async (_name, input) => {
    serve();
    await expect(ipc.call('rename', input)).rejects.toThrow(/^Refused\.$/);
    expect(heard).toEqual([]);
  });

  it('to a call that takes nothing is refused', async () => {
    serve();
    expect(await ipc.call('stop', undefined)).toEqual({ ok: true, value: undefined });
    for (const input of [null, {}, 0, ''])
      await expect(ipc.call('stop', input)).rejects.toThrow(/^Refused\.$/);
  });

  it('is in no log where it was refused, and its faults are named but a few', async () => {
    serve();
    const names = Array.from({ length: 50_000 }, () => ({ secret: CANARY }));
    await expect(ipc.call('rename', { tenantId: CANARY, names })).rejects.toThrow('Refused.');
    expect(ipc.log.join()).toContain('ipc.undecodable');
    expect(ipc.log.join()).not.toContain(CANARY);
    expect(ipc.log.join().length).toBeLessThan(1000);
  });
});

describe('what goes back', () => {
  it('where the handler throws is the plain failure, and nothing of the cause', async () => {
    const errors = [
      new Error(CANARY),
      CANARY,
      { message: CANARY },
      undefined,
      Object.assign(new Error(CANARY), { failure: CANARY }),
    ];
    for (const error of errors) {
      ipc = openFakeIpc();
      serve(() => {
        throw error;
      });
      expect(await ipc.call('rename', good)).toEqual(PLAIN);
    }
  });

  const wrong: Record<string, unknown> = {
    nothing: undefined,
    null: null,
    'a text': CANARY,
    'another value': { ok: true, value: { name: 7 } },
    'a field too many': { ok: true, value: { name: 'new', token: CANARY } },
    'more beside the value': { ok: true, value: { name: 'new' }, token: CANARY },
    'no failure': { ok: false, failure: null },
    'half a failure': { ok: false, failure: { code: 'bad-input', sentence: CANARY } },
    'a failure of text': { ok: false, failure: CANARY },
    'a value that cannot be read': {
      ok: true,
      get value() {
        throw new Error(CANARY);
      },
    },
  };
  it.each(Object.entries(wrong))(
    'where the handler answers with %s is the plain failure',
    async (_name, answer) => {
      serve(() => answer);
      expect(await ipc.call('rename', good)).toEqual(PLAIN);
    },
  );

  it('of a failure is what the contract names: what a use case adds stays behind', async () => {
    const failure = {
      code: 'network',
      sentence: 'No answer.',
      next: 'Try again.',
      cause: 'ECONNREFUSED',
      neverSent: true,
      token: CANARY,
    };
    serve(() => ({ ok: false, failure }));
    expect(await ipc.call('rename', good)).toEqual({
      ok: false,
      failure: { code: 'network', sentence: 'No answer.', next: 'Try again.', details: 'ECONNREFUSED' },
    });
  });

  it('of a store that cannot be used is what the store says', async () => {
    const failure = { code: 'disk-full', sentence: 'The disk is full.', next: 'Make room.' };
    serve(() => {
      throw Object.assign(new Error('SQLITE_FULL'), { failure });
    });
    expect(await ipc.call('rename', good)).toEqual({ ok: false, failure });
  });
});

it('serves a name once: a second handler cannot take its place', () => {
  serve();
  expect(() => serve()).toThrow('already');
  expect(mainWindow.role).toBe('main');
});

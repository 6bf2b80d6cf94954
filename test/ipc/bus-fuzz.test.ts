// Every call of the contract, with anything that a page could send (design §11).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Handlers } from '../../src-main/ipc/bus.ts';
import type { WindowRole } from '../../src-main/ipc/trusted-frame.ts';
import type { Calls } from '../../src-preload/contract/call.ts';
import { tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import { type Caller, mainWindow, openFakeIpc, tokenWindow } from './fake-ipc.ts';

type Heard = { readonly name: string; readonly input: unknown };

/** The bus with every call of a table, answered by handlers that note what reaches them. */
function served(role: WindowRole, calls: Calls) {
  const ipc = openFakeIpc();
  const heard: Heard[] = [];
  const handlers = Object.fromEntries(
    Object.keys(calls).map((name) => [
      name,
      async (input: unknown) => {
        heard.push({ name, input });
        return { ok: false, failure: { code: 'cancelled', sentence: 's', next: 'n' } };
      },
    ]),
  );
  // One failure fits every call; the tables' own value types are of no interest here.
  ipc.bus.serve(role, calls, handlers as unknown as Handlers<Calls>);
  return { ...ipc, heard };
}

/** Names of fields that the contract has, so that half-right inputs are tried too. */
function fieldNames(calls: Calls): string[] {
  const text = Object.values(calls)
    .map(({ input }) => JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })))
    .join();
  return [...new Set([...text.matchAll(/"(\w+)":\{/g)].flatMap(([, name]) => (name ? [name] : [])))];
}

function anything(calls: Calls): fc.Arbitrary<unknown> {
  const words = fc.constantFrom(...fieldNames(calls), 'csv', 'all', 'enter', 'scim-token', 'main', 't');
  const value = fc.oneof(
    fc.anything({ withMap: true, withDate: true, withTypedArray: true }),
    fc.jsonValue(),
    words,
  );
  const keys = fc.oneof(
    { weight: 8, arbitrary: words },
    fc.constantFrom('__proto__', 'constructor', 'toString'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      value,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(keys, tie('tree')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  return tree ?? value;
}

const tables: [WindowRole, Calls, Caller][] = [
  ['main', windowCalls, mainWindow],
  ['token', tokenWindowCalls, tokenWindow],
];

describe.each(tables)('the %s window', (role, calls, caller) => {
  it('is told only an answer of the contract or "Refused.", and no handler hears what does not decode', async () => {
    const ipc = served(role, calls);
    const input = anything(calls);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), input, async (name, given) => {
        const before = ipc.heard.length;
        const decodes = calls[name]?.input.safeParse(given).success;
        const outcome = await ipc.call(name, given, caller).then(
          (answer) => calls[name]?.output.safeParse(answer).success,
          (error: unknown) => (error instanceof Error ? error.message : error),
        );
        expect(outcome).toBe(decodes ? true : 'Refused.');
        expect(ipc.heard.length - before).toBe(decodes ? 1 : 0);
      }),
      { numRuns: 3000 },
    );
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('is refused every call that belongs to the other', async () => {
    const ipc = served(role, calls);
    const other = role === 'main' ? tokenWindow : mainWindow;
    for (const name of Object.keys(calls))
      await expect(ipc.call(name, undefined, other)).rejects.toThrow(/^Refused\.$/);
    expect(ipc.heard).toEqual([]);
  });
});

it('shares no name between the two windows', () => {
  expect(Object.keys(tokenWindowCalls).filter((name) => Object.hasOwn(windowCalls, name))).toEqual([]);
});

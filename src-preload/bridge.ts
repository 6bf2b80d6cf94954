import { ipcRenderer } from 'electron';
import { z } from 'zod';
import type { Calls } from './contract/call.ts';
import { callChannel } from './contract/channels.ts';

// zod would try whether it may compile code; the page's policy forbids that and tells of each try.
z.config({ jitless: true });

type Method = (input: unknown) => Promise<unknown>;

/**
 * One method for each call of the table, and no way to any other channel. What goes out and what comes back is
 * checked here too, so that a page that was broken into can send nothing the contract does not name (design §11).
 */
export function methodsOf(calls: Calls): Readonly<Record<string, Method>> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, { input, output }]): [string, Method] => [
      name,
      async (given) => output.parse(await ipcRenderer.invoke(callChannel(name), input.parse(given))),
    ]),
  );
}

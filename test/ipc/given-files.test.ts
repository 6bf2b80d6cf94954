import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Desktop } from '../../src-main/app/ports/desktop.ts';
import type { Handlers } from '../../src-main/ipc/bus.ts';
import { FILES_IN, givenFiles, givingDesktop, onlyGivenFiles } from '../../src-main/ipc/given-files.ts';
import { type WindowCalls, windowCalls } from '../../src-preload/contract/window-calls.ts';

/** Handlers that answer who was asked; only those of the table matter here. */
function served() {
  const asked: string[] = [];
  const files = givenFiles();
  const answering = Object.fromEntries(
    Object.keys(FILES_IN).map((name) => [name, async () => void asked.push(name)]),
  ) as unknown as Handlers<WindowCalls>;
  const handlers = onlyGivenFiles(answering, files) as unknown as Record<
    string,
    (input: unknown) => Promise<unknown>
  >;
  return { asked, files, call: (name: string, input: unknown) => handlers[name]?.(input) };
}

const inputs = {
  lookAtDirectory: { file: '/data/hr.csv' },
  lookAtProtected: { file: '/data/hr.csv' },
  searchDirectory: { directory: { kind: 'csv', file: '/data/hr.csv' } },
  connectConsole: { directory: { kind: 'csv', file: '/data/hr.csv' }, protect: { addresses: [] } },
  importExclusions: { file: '/data/hr.csv' },
  chooseSourceFile: { file: '/data/hr.csv' },
};

describe('files that the page names', () => {
  it.each(Object.entries(inputs))('%s: refused unless the admin gave the file', async (name, input) => {
    const { asked, files, call } = served();
    expect(await call(name, input)).toMatchObject({ ok: false, failure: { code: 'file-unreadable' } });
    expect(asked).toEqual([]);
    files.give('/data/hr.csv');
    await call(name, input);
    expect(asked).toEqual([name]);
  });

  it('are compared as the file that is meant, however it is spelled', async () => {
    const { asked, files, call } = served();
    files.give('/data/hr.csv');
    await call('lookAtDirectory', { file: '/data/../data/./hr.csv' });
    expect(asked).toEqual(['lookAtDirectory']);
    expect(await call('lookAtDirectory', { file: '/data/hr.csv/../secrets.csv' })).toMatchObject({
      ok: false,
    });
  });

  it('of the second place in an input are looked at too', async () => {
    const { asked, files, call } = served();
    files.give('/data/hr.csv');
    const protect = { addresses: [], file: '/data/other.csv' };
    expect(await call('connectConsole', { ...inputs.connectConsole, protect })).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });

  it('need not be named: a call without a file asks in the system’s own dialog', async () => {
    const { asked, call } = served();
    await call('importExclusions', {});
    expect(asked).toEqual(['importExclusions']);
  });

  it('chosen in the system’s own dialog are given', async () => {
    const files = givenFiles();
    const desktop = givingDesktop(
      { askForFile: async () => '/data/chosen.csv' } as unknown as Desktop,
      files,
    );
    await desktop.askForFile({ title: 'Choose', extensions: ['csv'] });
    expect(files.isGiven('/data/chosen.csv')).toBe(true);
  });

  it('are known of every call that names one, so that a new call cannot be forgotten', () => {
    const naming = Object.entries(windowCalls).flatMap(([name, { input }]) => {
      const text = JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
      return text.includes('"file":') ? [name] : [];
    });
    expect(naming.sort()).toEqual(Object.keys(FILES_IN).sort());
  });
});

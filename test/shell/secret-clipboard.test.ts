import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLEARED_IN_MS, secretClipboard } from '../../src-main/shell/secret-clipboard.ts';

let text = '';
const troubles: unknown[] = [];
const clipboard = {
  readText: async () => text,
  writeText: async (given: string) => {
    text = given;
  },
  clear: () => {
    text = '';
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  text = '';
  troubles.length = 0;
});
afterEach(() => vi.useRealTimers());

const open = (given: Parameters<typeof secretClipboard>[0] = clipboard) =>
  secretClipboard(given, (error) => troubles.push(error));

describe('a copied token', () => {
  it('is cleared after a minute, and not before', async () => {
    const copied = open();
    expect(await copied.copy('kscim_a')).toEqual({ clearedInMs: 60_000 });
    await vi.advanceTimersByTimeAsync(CLEARED_IN_MS - 1);
    expect(text).toBe('kscim_a');
    await vi.advanceTimersByTimeAsync(1);
    expect(text).toBe('');
  });

  it('leaves alone what was copied meanwhile by somebody else', async () => {
    const copied = open();
    await copied.copy('kscim_a');
    text = 'a shopping list';
    await vi.advanceTimersByTimeAsync(CLEARED_IN_MS);
    expect(text).toBe('a shopping list');
  });

  it('counts its minute anew when another one is copied', async () => {
    const copied = open();
    await copied.copy('kscim_a');
    await vi.advanceTimersByTimeAsync(CLEARED_IN_MS / 2);
    await copied.copy('kscim_b');
    await vi.advanceTimersByTimeAsync(CLEARED_IN_MS / 2);
    expect(text).toBe('kscim_b');
    await vi.advanceTimersByTimeAsync(CLEARED_IN_MS / 2);
    expect(text).toBe('');
  });

  it('is cleared at once when Muster quits', async () => {
    const copied = open();
    await copied.copy('kscim_a');
    await copied.clear();
    expect(text).toBe('');
  });

  it('tells of a clipboard that cannot be cleared, and never rejects', async () => {
    const copied = open({ ...clipboard, readText: () => Promise.reject(new Error('locked')) });
    await copied.copy('kscim_a');
    await copied.clear();
    expect(troubles).toEqual([new Error('locked')]);
  });
});

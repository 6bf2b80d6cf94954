import { expect } from 'vitest';

/** Looks again until it is so; other processes take part, so it may take a while on a busy machine. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 20_000, interval: 50 });
}

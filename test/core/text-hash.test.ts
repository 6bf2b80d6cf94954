import { expect, it } from 'vitest';
import { TextHash } from '../../src-main/core/text-hash.ts';

it.each<[string, (at: number) => string]>([
  ['addresses that count up', (at) => `user${at}@example.com`],
  ['employee numbers', (at) => String(at).padStart(8, '0')],
  ['ids that differ in a few bits', (at) => `${at.toString(16).padStart(8, '0')}-0000-4000-8000-00000000`],
])('keeps 200,000 %s apart', (_what, textAt) => {
  const hash = new TextHash();
  const keys = new Set<string>();
  for (let at = 0; at < 200_000; at++) {
    hash.of(textAt(at));
    keys.add(`${hash.lo} ${hash.hi}`);
  }
  expect(keys.size).toBe(200_000);
});

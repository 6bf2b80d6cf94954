import type { Someone } from './people.ts';

/** So many people who are the same on both sides, when given to both. */
export function crowd(count: number, changes: Partial<Someone> = {}, name = 'p'): readonly Someone[] {
  return Array.from({ length: count }, (_, at) => ({ address: `${name}${at + 1}@x.example`, ...changes }));
}

import { MOST_PEOPLE_AT_ONCE } from '../../../src-preload/contract/people.ts';
import { useStore } from '../../state/store.ts';

/** Somebody who waits to be synced with others in one slot (ux §8). */
export interface Listed {
  readonly who: string;
  readonly name: string;
}

const keyOf = (tenantId: string) => `people to sync ${tenantId}`;
const NOBODY: readonly Listed[] = [];

/** The people collected for one slot; kept while the window is open, and per tenant. */
export function useOneOffList(tenantId: string) {
  const kept = useStore((s) => s.kept[keyOf(tenantId)]);
  const keep = useStore((s) => s.keep);
  const list = isList(kept) ? kept : NOBODY;
  return {
    list,
    isFull: list.length >= MOST_PEOPLE_AT_ONCE,
    has: (who: string) => list.some((one) => one.who === who),
    add: (one: Listed) => keep(keyOf(tenantId), [...list.filter(({ who }) => who !== one.who), one]),
    remove: (who: string) =>
      keep(
        keyOf(tenantId),
        list.filter((one) => one.who !== who),
      ),
    clear: () => keep(keyOf(tenantId), NOBODY),
  };
}

function isList(value: unknown): value is readonly Listed[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'who' in one)
  );
}

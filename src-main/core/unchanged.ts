/** The first list where both hold the same, so that "nothing changed" is seen by identity. */
export function sameList<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && after.every((each, i) => each === before[i]) ? before : after;
}

/** The first object where each field of both is the same. */
export function sameObject<T extends object>(before: T, after: T): T {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of names) if (Reflect.get(before, name) !== Reflect.get(after, name)) return after;
  return before;
}

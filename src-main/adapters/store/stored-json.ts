import type { z } from 'zod';
import { StoreError } from './store-error.ts';

/**
 * For the object inside a schema: each field of the type, and no other. A schema alone would let a new optional field
 * pass the compiler and then drop it on reading.
 */
export type EachFieldOf<T> = Readonly<Record<keyof T, z.ZodType>>;

/** Reads JSON that Muster wrote earlier; what does not fit its schema means that the file is damaged. */
export function readJson<T>(schema: z.ZodType<T>, text: string, file: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(file, 'a stored value is no longer JSON', error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  // The path and not the value: a value may be a person's (R24).
  throw damaged(file, `a stored value does not have the expected form at "${place}"`, parsed.error);
}

/** A stored word that must be one of a list. */
export function oneOf<const T extends string>(words: readonly T[], word: string, file: string): T {
  const found = words.find((each) => each === word);
  if (found === undefined) throw damaged(file, 'a stored word is not one that this version knows', undefined);
  return found;
}

export function damaged(file: string, why: string, cause: unknown): StoreError {
  return new StoreError(
    {
      code: 'store-unavailable',
      sentence: `${file} is damaged, or was written by another version of Muster: ${why}. Nothing in it was changed.`,
      next: 'Move the file away and put a copy from a backup in its place; a report can be made anew by a sync in test mode.',
      where: { file },
    },
    { cause },
  );
}

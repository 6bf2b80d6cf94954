import { isObject } from '../scim/filter/matches-filter.ts';
import type { Json, JsonObject } from '../scim/schema/attribute.ts';
import { Problem } from './problem.ts';

/** Readers for the few members that the Console API takes; each refuses with a sentence that names the member. */
export function objectIn(body: Json | undefined): JsonObject {
  if (!isObject(body)) throw refused('The body must be a JSON object.');
  return body;
}

export function flagIn(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (typeof value !== 'boolean') throw refused(`${name} must be true or false.`);
  return value;
}

export function textIn(body: JsonObject, name: string, longest: number): string {
  const value = body[name];
  if (typeof value !== 'string') throw refused(`${name} must be a text.`);
  if (value.length > longest) throw refused(`${name} must not be longer than ${longest} characters.`);
  return value;
}

export function choiceIn<T extends string>(body: JsonObject, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === body[name]);
  if (found === undefined) throw refused(`${name} must be one of ${choices.join(', ')}.`);
  return found;
}

export function countsIn(body: JsonObject, name: string): Record<string, number> | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!isObject(value)) throw refused(`${name} must be an object of whole numbers.`);
  const counts: Record<string, number> = {};
  for (const [key, count] of Object.entries(value)) {
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
      throw refused(`${name} must be an object of whole numbers.`);
    counts[key] = count;
  }
  if (Object.keys(counts).length > 50) throw refused(`${name} has too many members.`);
  return counts;
}

export function refused(sentence: string): Problem {
  return new Problem(400, 'bad-request', sentence);
}

/** The If-Match that a saving must carry; its absence is 428, so that nobody overwrites by forgetting it. */
export function requireIfMatch(ifMatch: string | undefined): string {
  if (ifMatch === undefined)
    throw new Problem(
      428,
      'version-required',
      'Send If-Match with the ETag that you read; nothing was changed.',
    );
  return ifMatch;
}

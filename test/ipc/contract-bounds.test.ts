// A page that was broken into can send anything; nothing of it is taken in at any size it likes (design §11).
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';

const calls = Object.entries({ ...windowCalls, ...tokenWindowCalls });

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** The places of a JSON Schema that take text, a list or keys of any size. */
function boundless(schema: unknown, at: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => boundless(one, `${at}/${index}`));
  if (!isSchema(schema)) return [];
  const found = Object.entries(schema).flatMap(([key, inner]) => boundless(inner, `${at}/${key}`));
  const isWord = 'enum' in schema || 'const' in schema;
  if (schema.type === 'string' && !isWord && schema.maxLength === undefined) found.push(`${at}: text`);
  if (schema.type === 'array' && schema.maxItems === undefined) found.push(`${at}: list`);
  if (schema.type === 'object' && schema.additionalProperties !== false) found.push(`${at}: keys`);
  return found;
}

const inputOf = (input: z.ZodType) => z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });

describe('what a page may send', () => {
  it.each(calls)('%s takes no text, list or keys of any size', (_name, { input }) => {
    expect(boundless(inputOf(input), '')).toEqual([]);
  });

  it('is looked at to the last field by this test', () => {
    const schema = z.strictObject({
      a: z.array(z.strictObject({ b: z.string() })),
      c: z.record(z.string(), z.null()),
    });
    expect(boundless(inputOf(schema), '')).toEqual([
      '/properties/a/items/properties/b: text',
      '/properties/a: list',
      '/properties/c/propertyNames: text',
      '/properties/c: keys',
    ]);
  });

  it('has an end also where many lines of some length come together', () => {
    const edit = (email: string, count: number) =>
      windowCalls.editExclusions.input.safeParse({
        tenantId: 't',
        edit: { kind: 'add', lines: Array.from({ length: count }, () => ({ email })) },
      }).success;
    expect(edit('someone@example.com', 200_000)).toBe(true);
    expect(edit('x'.repeat(10_000), 20_000)).toBe(false);
  });
});

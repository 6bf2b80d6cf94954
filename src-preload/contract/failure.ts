import { z } from 'zod';

/**
 * A failure as the window shows it: what happened and what was or was not changed, what to do now, and behind
 * "Details" the code and the other side's own words, free of secrets (R18).
 */
export const FailureView = z.strictObject({
  code: z.string(),
  sentence: z.string(),
  next: z.string(),
  details: z.string().exactOptional(),
  where: z
    .strictObject({ file: z.string(), line: z.number().exactOptional(), column: z.string().exactOptional() })
    .exactOptional(),
});
export type FailureView = z.infer<typeof FailureView>;

/** What every call answers (design §11): a value, or a typed failure. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FailureView };

/** The schema of an answer whose value has this schema. */
export function answerOf<S extends z.ZodType>(value: S) {
  return z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), failure: FailureView }),
  ]);
}

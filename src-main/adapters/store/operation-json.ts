import { z } from 'zod';
import type { Act, Operation, RowResult, Target } from '../../core/report.ts';
import { PHASES } from '../../core/report.ts';
import type { EachFieldOf } from './stored-json.ts';

const target: z.ZodType<Target> = z.union([
  z.object({ id: z.string() }),
  z.object({ createdKey: z.string() }),
]);

/** What apply will do, as stored in reports and journal; checked on each read, since it is acted on (R3). */
export const actSchema: z.ZodType<Act> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create-user') }),
  z.object({ kind: z.literal('update-user'), id: z.string() }),
  z.object({ kind: z.literal('create-group'), displayName: z.string(), externalId: z.string() }),
  z.object({
    kind: z.literal('update-group'),
    id: z.string(),
    displayName: z.exactOptional(z.string()),
    externalId: z.exactOptional(z.string()),
  }),
  z.object({ kind: z.literal('add-member'), group: target, user: target }),
  z.object({ kind: z.literal('remove-member'), group: target, user: target }),
  z.object({ kind: z.literal('none') }),
]);

/** A manager link of the second pass (R8); 'none' clears it. */
export const managerSchema: z.ZodType<Target | 'none'> = z.union([z.literal('none'), target]);

export const operationSchema: z.ZodType<Operation> = z.object({
  phase: z.enum(PHASES),
  level: z.number(),
  canonical: z.string(),
  seenVersion: z.exactOptional(z.string()),
  act: actSchema,
  manager: z.exactOptional(managerSchema),
} satisfies EachFieldOf<Operation>);

export const rowResultSchema: z.ZodType<RowResult> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied') }),
  z.object({ status: z.literal('received') }),
  z.object({ status: z.literal('refused'), words: z.string() }),
  z.object({
    status: z.literal('moved'),
    where: z.enum(['directory', 'console', 'exclusions']),
    now: z.exactOptional(z.string()),
  }),
  z.object({ status: z.literal('unknown') }),
  z.object({ status: z.literal('not-reached') }),
]);

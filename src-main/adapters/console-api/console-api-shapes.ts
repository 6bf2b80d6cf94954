import { z } from 'zod';

/**
 * What the Console API answers, as resources/console-api.openapi.yaml describes it. More members than these
 * are let through unread, so that a newer console still works.
 */
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const provisioningMode = z.enum(['scim', 'adi']);

export const Provisioning = z.object({
  provisioningEnabled: z.boolean(),
  mode: provisioningMode,
  testMode: z.boolean(),
  acknowledgedAliases: z.string(),
  movedFromAdi: z.boolean(),
  hasToken: z.boolean(),
  tenantUrl: z.string().min(1),
  changedBy: z.string().nullable(),
  changedAt: moment.nullable(),
});

export const NewToken = z.object({ token: z.string().min(1), tenantUrl: z.string().min(1) });

export const SyncClaimAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('Processing'), id: z.string().min(1), nextAllowedAt: moment }),
  z.object({
    status: z.literal('Skipped'),
    cause: z.enum(['limit', 'mode', 'settings']),
    detail: z.string(),
    nextAllowedAt: moment.nullable(),
  }),
]);

export const SyncPage = z.object({
  syncs: z.array(
    z.object({
      id: z.string().min(1),
      service: provisioningMode,
      testMode: z.boolean(),
      status: z.string(),
      by: z.string(),
      cause: z.string().nullable(),
      startedAt: moment,
      endedAt: moment.nullable(),
    }),
  ),
});

/** RFC 9457. Read with forgiveness: proxies answer in other shapes. */
export const Problem = z.object({
  code: z.string().optional(),
  detail: z.string().optional(),
  line: z.number().int().optional(),
});

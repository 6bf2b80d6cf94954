import { z } from 'zod';
import type { Failure } from '../../../core/failure.ts';
import type { AliasFacts, GuardResult, ListingFacts, ReportHead, RunStatus } from '../../../core/report.ts';
import type { EachFieldOf } from '../stored-json.ts';

export const RUN_STATUSES: readonly RunStatus[] = [
  'Pending',
  'Processing',
  'Completed',
  'Skipped',
  'Halted',
  'Failed',
  'Interrupted',
  'Cancelled',
];

const count = z.number().int();
const status = z.enum(RUN_STATUSES);

const groupCounts = z.object({
  created: count,
  changed: count,
  archived: count,
  restored: count,
  unchanged: count,
  blocked: count,
});

const counts = z.object({
  users: groupCounts.extend({ excluded: count, adopted: count }),
  groups: groupCounts,
  memberships: z.object({ created: count, archived: count, unchanged: count, blocked: count }),
});

const failure: z.ZodType<Failure> = z.object({
  // A code of a later version is shown as it stands; it is for scripts and display only.
  code: z.custom<Failure['code']>((value) => typeof value === 'string'),
  sentence: z.string(),
  next: z.string(),
  inWindow: z.exactOptional(z.string()),
  where: z.exactOptional(
    z.object({ file: z.string(), line: z.exactOptional(count), column: z.exactOptional(z.string()) }),
  ),
  cause: z.exactOptional(z.string()),
  neverSent: z.exactOptional(z.literal(true)),
  sentOnce: z.exactOptional(z.literal(true)),
} satisfies EachFieldOf<Failure>);

const listing: z.ZodType<ListingFacts> = z.object({
  kind: z.enum(['csv', 'scim']),
  name: z.string(),
  rows: count,
  groups: count,
  complete: z.boolean(),
  why: z.exactOptional(failure),
  readAtMs: z.number(),
  notes: z.array(z.string()),
  ignoredColumns: z.array(z.string()),
  completedFrom: z.exactOptional(z.string()),
} satisfies EachFieldOf<ListingFacts>);

/** The head of a report as it stands in its file; checked on each read, since files are moved and sent. */
export const reportHeadSchema: z.ZodType<ReportHead> = z.object({
  reportId: z.string(),
  tenantId: z.string(),
  tenantName: z.string(),
  planHash: z.string(),
  status,
  testMode: z.boolean(),
  only: z.array(z.string()),
  undoes: z.exactOptional(z.string()),
  reEvaluates: z.exactOptional(z.string()),
  reEvaluatedAtMs: z.exactOptional(z.number()),
  draft: z.exactOptional(z.literal(true)),
  lookUp: z.exactOptional(z.literal(true)),
  erased: z.exactOptional(count),
  partial: z.boolean(),
  profile: z.string(),
  startedAtMs: z.number(),
  durationMs: z.number(),
  counts,
  directory: listing,
  console: listing,
  exclusions: z.object({
    sources: z.array(z.string()),
    addresses: count,
    hash: z.string(),
    notes: z.exactOptional(z.array(z.string())),
  }),
  mappingHash: z.string(),
  guard: z.object({
    halted: z.boolean(),
    reasons: z.array(
      z.object({
        limit: z.enum(['archived', 'half', 'created', 'changed', 'members', 'blocked', 'shrunk']),
        count: z.number(),
        of: z.number(),
        allowed: z.number(),
      }),
    ),
    firstSync: z.boolean(),
    activeBefore: count,
    managedMemberships: z.exactOptional(count),
    lastGoodRows: z.exactOptional(count),
  } satisfies EachFieldOf<GuardResult>),
  aliases: z.object({
    known: z.boolean(),
    aliases: count,
    people: count,
    hash: z.string(),
  } satisfies EachFieldOf<AliasFacts>),
  firstLive: z.boolean(),
  received: z.boolean(),
  applied: z.object({ succeeded: count, failed: count, movedSincePreview: count }).nullable(),
  nextAllowedAtMs: z.number().nullable(),
} satisfies EachFieldOf<ReportHead>);

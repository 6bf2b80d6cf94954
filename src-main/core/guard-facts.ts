import type { AuditFacts } from './audit-trail.ts';
import type { GuardResult } from './report.ts';

/** Which limits a plan breaks, for the audit trail (R4): `archived`: "37 of 406, limit 20". */
export function brokenLimits({ reasons }: Pick<GuardResult, 'reasons'>): AuditFacts {
  return Object.fromEntries(
    reasons.map(({ limit, count, of, allowed }) => [limit, `${count} of ${of}, limit ${allowed}`]),
  );
}

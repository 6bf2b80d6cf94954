import type { House } from '../app/house.ts';
import { guardAgain } from '../core/guard-again.ts';
import { formatCount, formatDay } from '../core/number-words.ts';
import { isOfFullSync, type ReportHead } from '../core/report.ts';
import { guardSentence } from '../core/run-sentences.ts';
import type { GuardLimits } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';
import { personText } from './people-text.ts';
import { columns, type Layout, wrap } from './text-layout.ts';

/** The last complete report of the whole tenant: what its limits are shown against, as in the window. */
export function reportForLimits(house: House, tenant: Tenant): ReportHead | undefined {
  return house.reports.list(tenant.id).find((report) => isOfFullSync(report) && !report.partial);
}

/** The limits for scripts, and what the guard would say of the last report under them (R4). */
export function limitsJson({ guardLimits }: Tenant, report: ReportHead | undefined) {
  const again = report && guardAgain(report, guardLimits);
  return {
    limits: guardLimits,
    lastReport:
      report && again
        ? { reportId: report.reportId, guard: { halted: again.halted, reasons: again.reasons } }
        : null,
  };
}

/** The limits for people, a line each, and whether a live sync of the last report would halt. */
export function limitsText(
  tenant: Tenant,
  report: ReportHead | undefined,
  layout: Layout,
): readonly string[] {
  const { guardLimits: limits } = tenant;
  return [
    'Limits of a live sync; going over one halts it before its first change:',
    ...columns(limitRows(limits), layout),
    ...(report ? againstText(tenant, report).map((line) => wrap(line, 0, layout)) : []),
  ];
}

function limitRows(limits: GuardLimits): readonly (readonly string[])[] {
  const share = (part: number) => `${Math.round(part * 100_000) / 1_000} %`;
  const over = (part: number, always: number) => `${share(part)}, and ${formatCount(always)} always`;
  return [
    [
      'Archived people',
      `${over(limits.archivedShare, limits.archivedFloor)}, never more than ${formatCount(limits.archivedCeiling)}`,
    ],
    ['Created and restored people', over(limits.createdShare, limits.createdFloor)],
    ['Changed people', over(limits.changedShare, limits.changedFloor)],
    ['Removed memberships', over(limits.membershipsRemovedShare, limits.membershipsRemovedFloor)],
    ['Blocked people', over(limits.blockedShare, limits.blockedFloor)],
    ['Fewer rows in the directory', share(limits.directoryShrunkShare)],
  ];
}

function againstText({ name, guardLimits }: Tenant, report: ReportHead): readonly string[] {
  const { halted, reasons } = guardAgain(report, guardLimits);
  const which = `the last report (${formatDay(report.startedAtMs)})`;
  if (!halted) return [`A live sync of ${which} would not halt.`];
  return [
    `A live sync of ${which} would halt:`,
    ...reasons.map((reason) => guardSentence(reason, personText(name), guardLimits)),
  ];
}

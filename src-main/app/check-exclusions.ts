import {
  checkAgainst,
  type ExclusionList,
  type ExclusionProblem,
  excludedAddresses,
} from '../core/exclusion-list.ts';
import { type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import type { ExclusionsCheck } from './house.ts';
import { consoleSnapshotId, directorySnapshotId } from './snapshots-of-report.ts';
import { type TenantParts, tenantOf } from './tenant-parts.ts';

/**
 * Names each problem of an exclusion file by line; with a tenant, people are looked up in the listings of its
 * newest report, since a mistyped address protects nobody (design §9).
 */
export function checkExclusions(
  file: string,
  list: ExclusionList,
  tenant: string | undefined,
  parts: Pick<TenantParts, 'store' | 'reports' | 'snapshots'>,
): Result<ExclusionsCheck> {
  const problems: ExclusionProblem[] = [...list.problems];
  let lookedUpIn: string | undefined;
  if (tenant !== undefined) {
    const found = tenantOf(tenant, parts.store);
    if (!found.ok) return found;
    const report = parts.reports.list(found.value.id)[0];
    const known = report ? knownAddresses(report.reportId, parts) : undefined;
    if (report && known) {
      lookedUpIn = report.reportId;
      problems.push(...checkAgainst(list, (folded) => known.has(folded), sameDomain(known)));
      problems.sort((a, b) => a.line - b.line);
    }
  }
  return succeed({
    file,
    entries: list.entries.length,
    protects: excludedAddresses(list).size,
    problems,
    lookedUpIn,
  });
}

function knownAddresses(
  reportId: string,
  parts: Pick<TenantParts, 'snapshots'>,
): ReadonlySet<string> | undefined {
  const known = new Set<string>();
  for (const id of [directorySnapshotId(reportId), consoleSnapshotId(reportId)]) {
    const opened = parts.snapshots.open(id);
    if (!opened.ok) return undefined;
    for (let row = 0; row < opened.value.people; row++) {
      const { userName, email } = opened.value.person(row).values;
      if (userName) known.add(fold(userName));
      if (email) known.add(fold(email));
    }
    opened.value.close();
  }
  return known;
}

/** Candidates for "did you mean": people of the same domain, or of the same name at another. */
function sameDomain(known: ReadonlySet<string>): (folded: string) => Iterable<string> {
  const byDomain = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  for (const address of known) {
    const at = address.lastIndexOf('@');
    push(byDomain, address.slice(at + 1), address);
    push(byName, address.slice(0, at), address);
  }
  return (folded) => {
    const at = folded.lastIndexOf('@');
    return [...(byName.get(folded.slice(0, at)) ?? []), ...(byDomain.get(folded.slice(at + 1)) ?? [])];
  };
}

function push(index: Map<string, string[]>, key: string, value: string): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}

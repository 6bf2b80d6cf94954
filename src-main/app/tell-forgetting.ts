import { type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { ExclusionDesk } from './exclusion-desk.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { WindowHouse } from './window-house.ts';

/** What removing a tenant would forget, told before it is done (ux §9). */
export interface Forgetting {
  readonly reports: number;
  readonly runs: number;
  /** Work that was not sent to the console yet, as sentences; with any, the tenant's name is typed. */
  readonly unsent: readonly string[];
}

type KeptOfTenant = Pick<WindowHouse, 'findTenant' | 'listRuns' | 'interruptedRuns' | 'approvalOf'> & {
  readonly reports: Pick<ReportStore, 'list' | 'listAll'>;
  readonly exclusionDesk: Pick<ExclusionDesk, 'unsavedEdits'>;
};

const MANY = 100_000;

export async function tellForgetting(nameOrId: string, house: KeptOfTenant): Promise<Result<Forgetting>> {
  const found = house.findTenant(nameOrId);
  if (!found.ok) return found;
  const { id } = found.value;
  const runs = house.listRuns(id, MANY);
  if (!runs.ok) return runs;
  const heads = house.reports.list(id);
  const unsent: string[] = [];
  const interrupted = house.interruptedRuns(id).length;
  if (interrupted > 0) {
    unsent.push(`${countOf(interrupted, 'live sync', 'live syncs')} interrupted, with changes not sent yet.`);
  }
  // A failure is told, since removing would take edits with it that nobody counted.
  const edits = await house.exclusionDesk.unsavedEdits(id);
  if (!edits.ok) return edits;
  if (edits.value > 0) {
    unsent.push(`${countOf(edits.value, 'edit', 'edits')} of the exclusions, not saved yet.`);
  }
  const approved = heads.filter(({ planHash, applied }) => {
    if (applied !== null) return false;
    const approval = house.approvalOf(id, planHash);
    return approval.ok && approval.value !== undefined && !approval.value.lapsed;
  }).length;
  if (approved > 0)
    unsent.push(`${countOf(approved, 'approved report', 'approved reports')}, not applied yet.`);
  return succeed({ reports: house.reports.listAll(id).length, runs: runs.value.length, unsent });
}

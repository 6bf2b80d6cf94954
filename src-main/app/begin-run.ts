import type { Failure, Result } from '../core/failure.ts';
import { fail, succeed } from '../core/failure.ts';
import { awaitsFirstLive } from '../core/first-live.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import { claimSlot, type SlotClaim } from './claim-slot.ts';
import type { SyncOutcome } from './house.ts';
import type { OneOff } from './one-off-filter.ts';
import type { Run } from './ports/main-store.ts';
import type { PreviewInput } from './preview-sync.ts';
import { beatFor, type OpenRun } from './run-books.ts';
import type { SyncParts } from './sync-parts.ts';
import type { UndoneRun } from './undone-run.ts';

export type Begun =
  | { readonly status: 'open'; readonly open: OpenRun; readonly settings: ProvisioningSettings }
  | { readonly status: 'ended'; readonly outcome: Result<SyncOutcome> };

/** Settings, lock and slot, in this order: what would be refused anyway costs no slot (design §6). */
export async function beginRun(kind: Run['kind'], parts: SyncParts): Promise<Begun> {
  const ended = (failure: Failure): Begun => ({ status: 'ended', outcome: fail(failure) });
  const settings = await readSettings(parts);
  if (!settings.ok) return ended(settings.failure);
  const live = kind.endsWith('live');
  if (live && settings.value.testMode) return ended(testModeIsOn(parts.tenant.name));

  const startedAtMs = parts.clock.now();
  const run: Run = {
    id: parts.ids.next(),
    tenantId: parts.tenant.id,
    kind,
    status: 'Processing',
    startedAtMs,
    who: parts.who,
    pid: parts.pid,
    ...(parts.door === undefined ? {} : { door: parts.door }),
  };
  const begun = parts.store.runs.begin(run);
  if (!begun.ok) return ended(begun.failure);
  const stopBeating = beatFor(run.id, parts);
  const claim = await claimSlot(live ? 'live' : 'test', settings.value, parts);
  if (claim.status !== 'claimed') {
    stopBeating();
    return { status: 'ended', outcome: neverBegan(run, claim, parts) };
  }
  const slot = {
    ...(claim.claimedAtMs === undefined ? {} : { slotClaimedAtMs: claim.claimedAtMs }),
    ...(claim.consoleSyncId === undefined ? {} : { consoleSyncId: claim.consoleSyncId }),
    ...(claim.nextAllowedAtMs === undefined ? {} : { nextAllowedAtMs: claim.nextAllowedAtMs }),
  };
  parts.store.runs.update(run.id, slot);
  return { status: 'open', open: { run: { ...run, ...slot }, stopBeating }, settings: settings.value };
}

function neverBegan(
  run: Run,
  claim: Exclude<SlotClaim, { status: 'claimed' }>,
  parts: SyncParts,
): Result<SyncOutcome> {
  const now = parts.clock.now();
  if (claim.status === 'failed') {
    const { code, sentence } = claim.failure;
    parts.store.runs.end(run.id, {
      status: 'Failed',
      endedAtMs: now,
      causeCode: code,
      causeSentence: sentence,
    });
    return fail(claim.failure);
  }
  parts.store.runs.end(run.id, {
    status: 'Skipped',
    endedAtMs: now,
    causeCode: `skipped.${claim.cause}`,
    causeSentence: claim.sentence,
    nextAllowedAtMs: claim.nextAllowedAtMs,
  });
  return succeed({
    status: 'Skipped',
    runId: run.id,
    report: undefined,
    skip: { cause: claim.cause, sentence: claim.sentence },
    nextAllowedAtMs: claim.nextAllowedAtMs,
    received: false,
  });
}

/** The console's settings where it has the Console API, else those kept on this computer (design §5). */
export async function readSettings(
  parts: Pick<SyncParts, 'api' | 'tenant' | 'signal'>,
): Promise<Result<ProvisioningSettings>> {
  if (!parts.api) return succeed(parts.tenant.localSettings);
  const read = await parts.api.readSettings(parts.signal);
  return read.ok ? succeed(read.value.settings) : read;
}

export function testModeIsOn(tenantName: string): Failure {
  return {
    code: 'settings-refused',
    sentence: 'Test Mode is on for this tenant, so a live sync is refused. Nothing was read or changed.',
    next: `Look at a test-mode report first; then turn Test Mode off with: muster settings set --tenant "${tenantName}" --test-mode off`,
    inWindow: 'Look at a test-mode report first; then turn Test Mode off under Provisioning.',
  };
}

/** What a preview of an undo is made with (R23): the size of the directory says nothing about it. */
export function undoInput(
  reportId: string,
  mode: 'test' | 'live',
  undone: UndoneRun,
  parts: SyncParts,
): PreviewInput {
  const plain = previewInput(reportId, mode, undefined, parts);
  return { ...plain, undone, firstLive: false, lastGoodRows: undefined, syncedSnapshotId: undefined };
}

/** What a preview of this tenant is made with. */
export function previewInput(
  reportId: string,
  mode: 'test' | 'live',
  oneOff: OneOff | undefined,
  parts: Pick<SyncParts, 'tenant' | 'store' | 'profile'>,
  /** Only runs that ended before count for the guard: listings of then are not measured by themselves (R4). */
  beforeMs: number = Number.POSITIVE_INFINITY,
): PreviewInput {
  const { tenant, store, profile } = parts;
  const groups = store.managedGroups.list(tenant.id);
  return {
    reportId,
    tenantId: tenant.id,
    tenantName: tenant.name,
    testMode: mode === 'test',
    guardLimits: tenant.guardLimits,
    lastGoodRows: lastGoodRows(parts, beforeMs),
    syncedSnapshotId: tenant.syncedSnapshotId,
    idSourceChanged: tenant.idSourceChanged,
    groupsTakenOver: tenant.groupsTakenOver,
    managedGroupIds: new Set(groups.map((group) => group.consoleGroupId)),
    archivedGroupIds: new Set(groups.filter((group) => group.archived).map((group) => group.consoleGroupId)),
    firstLive: awaitsFirstLive(profile, tenant),
    oneOff,
  };
}

const RUNS_A_PAGE = 100;

/** Directory rows of the newest run that ended well on a complete listing (R4), however long ago. */
function lastGoodRows(
  { store, tenant }: Pick<SyncParts, 'store' | 'tenant'>,
  beforeMs: number,
): number | undefined {
  for (let before: string | undefined; ; ) {
    const page = store.runs.list(tenant.id, {
      limit: RUNS_A_PAGE,
      ...(before === undefined ? {} : { before }),
    });
    const good = page.find(
      ({ status, directoryRows, endedAtMs = 0 }) =>
        status === 'Completed' && directoryRows !== undefined && endedAtMs < beforeMs,
    );
    if (good) return good.directoryRows;
    before = page.at(-1)?.id;
    if (before === undefined) return undefined;
  }
}

import type { historyCalls } from '../../src-preload/contract/history.ts';
import type { SyncOutcome } from '../app/house.ts';
import type { Run } from '../app/ports/main-store.ts';
import { isFirstLiveIn } from '../app/sync-desk.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { consoleSyncLine, historyLine, stopOf } from './history-view.ts';
import type { WindowParts } from './window-parts.ts';

const PAGE = 50;
const ANSWER_MS = 30_000;
const RUNS_MATCHED = 500;

/** History (ux §9): runs and acts, interrupted runs and what becomes of them, undo, export. */
export function historyHandlers(parts: WindowParts): Handlers<typeof historyCalls> {
  const { house, runs, desktop } = parts;
  const isFirstLive = isFirstLiveIn(house);
  return {
    async readHistory({ tenantId, topics, before }) {
      const page = house.history({
        tenant: tenantId,
        limit: PAGE,
        ...(topics === undefined ? {} : { topics }),
        ...(before === undefined ? {} : { before }),
      });
      if (!page.ok) return page;
      const { items, next } = page.value;
      return succeed({ lines: items.map(historyLine), ...(next === undefined ? {} : { next }) });
    },
    async readConsoleSyncs({ tenantId }) {
      const syncs = await house.consoleSyncs(tenantId, AbortSignal.timeout(ANSWER_MS));
      if (!syncs.ok) return syncs;
      if (syncs.value === undefined) return succeed(null);
      const ours = house.listRuns(tenantId, RUNS_MATCHED);
      if (!ours.ok) return ours;
      return succeed(
        syncs.value
          .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
          .map((sync) => consoleSyncLine(sync, ours.value)),
      );
    },
    async listInterrupted({ tenantId }) {
      return succeed(
        house.interruptedInNumbers(tenantId).map(({ run, proven, lookedUp, notSent }) => ({
          ...{ runId: run.id, atMs: run.startedAtMs, proven, lookedUp, notSent },
          ...stopOf(run),
          isFirstLive: isFirstLive(tenantId) && run.kind === 'live',
        })),
      );
    },
    async resumeRun({ tenantId, runId }) {
      const found = runOf(tenantId, runId);
      if (!found.ok) return found;
      const { tenantName, kind } = found.value;
      return runs.start({ tenantId, tenantName, kind }, (hooks) => house.resumeRun(runId, hooks));
    },
    async closeRun({ tenantId, runId }) {
      const found = runOf(tenantId, runId);
      if (!found.ok) return found;
      const { tenantName, kind } = found.value;
      return runs.start({ tenantId, tenantName, kind }, async () => closed(await house.closeRun(runId)));
    },
    async undoRun({ tenantId, runId }) {
      const found = runOf(tenantId, runId);
      if (!found.ok) return found;
      const { tenantName } = found.value;
      return runs.start({ tenantId, tenantName, kind: 'undo-test' }, (hooks) => house.undoRun(runId, hooks));
    },
    async exportHistory({ tenantId, topics }) {
      const tenant = house.findTenant(tenantId);
      if (!tenant.ok) return tenant;
      const made = house.historyAsCsv({ tenant: tenantId, ...(topics === undefined ? {} : { topics }) });
      if (!made.ok) return made;
      const { csv, rows } = made.value;
      const name = tenant.value.name.replace(/[^\p{L}\p{N} ._-]/gu, '-');
      const file = await desktop.askWhereToSave({
        title: 'Export the history',
        name: `${name} history ${new Date(parts.now()).toISOString().slice(0, 10)}.csv`,
        extensions: ['csv'],
      });
      if (file === undefined) return succeed(undefined);
      const trouble = await desktop.saveText(file, csv);
      return trouble === undefined ? succeed({ file, rows }) : fail(notSaved(file, trouble));
    },
  };

  function runOf(
    tenantId: string,
    runId: string,
  ): Result<{ readonly tenantName: string; kind: Run['kind'] }> {
    const tenant = house.findTenant(tenantId);
    if (!tenant.ok) return tenant;
    const listed = house.listRuns(tenantId, RUNS_MATCHED);
    if (!listed.ok) return listed;
    const run = listed.value.find(({ id }) => id === runId);
    return run ? succeed({ tenantName: tenant.value.name, kind: run.kind }) : fail(noSuchRun());
  }
}

/** Closing is told like any run that ended; its sentence is what became of the run. */
function closed(run: Result<Run>): Result<SyncOutcome> {
  if (!run.ok) return run;
  const { id, status, causeSentence } = run.value;
  const sentence =
    causeSentence ?? 'The interrupted sync was closed. What was made stays; the rest was not sent.';
  return succeed({
    status: status === 'Failed' ? 'Cancelled' : status,
    runId: id,
    report: undefined,
    nextAllowedAtMs: undefined,
    failure: {
      code: 'cancelled',
      sentence,
      next: 'The next test-mode sync shows what is left.',
    },
    received: false,
  });
}

function noSuchRun() {
  return {
    code: 'not-found',
    sentence: 'There is no such run of this tenant any more. Nothing was changed.',
    next: 'Show the history again.',
  } as const;
}

function notSaved(file: string, cause: string) {
  return {
    code: 'file-unreadable',
    sentence: `${file} could not be written.`,
    next: 'Choose another place, or make room there.',
    cause,
  } as const;
}

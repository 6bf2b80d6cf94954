import type { OneOffView, peopleCalls } from '../../src-preload/contract/people.ts';
import type { RunHooks, SyncOutcome } from '../app/house.ts';
import type { RowDetail } from '../app/report-desk.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { awaitsFirstLive } from '../core/first-live.ts';
import { planSize } from '../core/plan-size.ts';
import { PROFILES } from '../core/profile.ts';
import type { ReportHead } from '../core/report.ts';
import { guardSentence } from '../core/run-sentences.ts';
import { askedReport } from './asked-report.ts';
import type { Handlers } from './bus.ts';
import { detailView } from './report-view.ts';
import type { WindowParts } from './window-parts.ts';

const MOST_FOUND = 50;
const MOST_LOOK_UPS = 5;
/** Rows of at most fifty people, with their memberships. */
const ROWS_AT_ONCE = 500;

/** People and the one-off sync (ux §8): find, look again, and sync only somebody. */
export function peopleHandlers({ house, runs, tell }: WindowParts): Handlers<typeof peopleCalls> {
  const desk = house.reportDesk;
  const searches = new Map<string, { readonly text: string; readonly stop: AbortController }>();
  const lookUps = new Map<string, AbortController>();
  let pathAsked: AbortController | undefined;
  return {
    async findPeople({ tenantId, text }) {
      const stop = searchOf(tenantId, text);
      const found = await desk.searchPeople(tenantId, text, MOST_FOUND, stop.signal);
      if (!found.ok) return found;
      const { head, people, more, sentence } = found.value;
      return succeed({
        ...(head ? { report: askedReport(head) } : {}),
        people,
        more: more === 'more',
        ...(sentence === undefined ? {} : { sentence }),
      });
    },
    async listLookUps({ tenantId }) {
      const heads = house.reports.listAll(tenantId).filter(({ lookUp }) => lookUp !== undefined);
      return succeed(
        heads.slice(0, MOST_LOOK_UPS).map(({ reportId, startedAtMs, only }) => ({
          reportId,
          atMs: startedAtMs,
          people: only,
        })),
      );
    },
    async readPerson(given) {
      const head = headOf(given.reportId);
      if (!head.ok) return head;
      const report = askedReport(head.value);
      if ('seq' in given) {
        const row = await desk.detail(given.reportId, given.seq);
        if (!row.ok) return row;
        return succeed({ report, person: detailView(row.value), several: [], sentence: '' });
      }
      const why = await desk.why(given.reportId, given.who);
      if (!why.ok) return why;
      const { person, several, sentence } = why.value;
      return succeed({ report, several, sentence, ...(person ? { person: detailView(person) } : {}) });
    },
    readPersonPath: async ({ reportId, seq }) => {
      // Another person is looked at: nobody waits for the way of the one before.
      pathAsked?.abort();
      pathAsked = new AbortController();
      return desk.path(reportId, seq, pathAsked.signal);
    },
    async lookUpPeople({ tenantId, people }) {
      const stop = newest(lookUps, tenantId);
      const looked = await house.lookUp(tenantId, people, {
        onProgress: () => undefined,
        signal: stop.signal,
      });
      if (!looked.ok) return looked;
      const { report, failure } = looked.value;
      return report ? succeed(report.reportId) : fail(failure ?? nothingSeen());
    },
    async stopLookUp({ tenantId }) {
      lookUps.get(tenantId)?.abort();
      return succeed(undefined);
    },
    async readOneOff({ reportId }) {
      const head = headOf(reportId);
      if (!head.ok) return head;
      const people = await peopleOf(reportId);
      return people.ok ? succeed(oneOffView(head.value, people.value)) : people;
    },
    async syncOnly({ reportId, planHash, archive }) {
      const head = headOf(reportId);
      if (!head.ok) return head;
      const { tenantId, tenantName, only } = head.value;
      return runs.start({ tenantId, tenantName, kind: 'one-off-live' }, async (hooks) => {
        const approved = house.approveOneOff(reportId, planHash);
        if (!approved.ok) return approved;
        tell('stateChanged', { topics: ['history'], tenantId });
        return applyOneOff(tenantId, only, archive, hooks);
      });
    },
  };

  /** A search for another text gives up the one before, whose answer nobody waits for. */
  function searchOf(tenantId: string, text: string): AbortController {
    const before = searches.get(tenantId);
    if (before?.text === text) return before.stop;
    before?.stop.abort();
    const stop = new AbortController();
    searches.set(tenantId, { text, stop });
    return stop;
  }

  /** Without a plan hash: only a fresh plan that is approved, so exactly the one that was shown, is applied (U3). */
  async function applyOneOff(
    tenant: string,
    only: readonly string[],
    archiveByName: readonly string[],
    hooks: RunHooks,
  ): Promise<Result<SyncOutcome>> {
    const order = { tenant, live: true, only, archiveByName, unapproved: 'waits' as const };
    const outcome = await house.sync(order, hooks);
    return outcome.ok && outcome.value.failure?.code === 'not-approved' ? fail(movedSinceShown()) : outcome;
  }

  async function peopleOf(reportId: string): Promise<Result<readonly RowDetail[]>> {
    const query = {
      reportId,
      filter: { object: 'user' as const },
      sort: { by: 'harm' as const, direction: 'ascending' as const },
      fold: 'nothing' as const,
      opened: [],
    };
    const page = await desk.linesAt(query, 0, ROWS_AT_ONCE);
    if (!page.ok) return page;
    const details: RowDetail[] = [];
    for (const line of page.value.lines) {
      if (line.kind !== 'row') continue;
      const detail = await desk.detail(reportId, line.row.seq);
      if (!detail.ok) return detail;
      details.push(detail.value);
    }
    return succeed(details);
  }

  function oneOffView(head: ReportHead, people: readonly RowDetail[]): OneOffView {
    const tenant = house.findTenant(head.tenantId);
    const limits = tenant.ok ? tenant.value.guardLimits : undefined;
    return {
      report: askedReport(head),
      planHash: head.planHash,
      asked: head.only,
      people: people.map(detailView),
      changes: planSize(head),
      guard: head.guard.reasons.map((reason) => guardSentence(reason, head.tenantName, limits)),
      isBeforeFirstLive: tenant.ok && awaitsFirstLive(PROFILES[tenant.value.profile], tenant.value),
      applied: head.applied !== null,
      received: head.received,
    };
  }

  function headOf(reportId: string): Result<ReportHead> {
    const opened = house.openReport(reportId);
    if (!opened.ok) return opened;
    const head = opened.value.head();
    opened.value.close();
    return succeed(head);
  }
}

/** A newer look-up of the same tenant gives up the one before. */
function newest(asked: Map<string, AbortController>, tenantId: string): AbortController {
  asked.get(tenantId)?.abort();
  const stop = new AbortController();
  asked.set(tenantId, stop);
  return stop;
}

function nothingSeen() {
  return {
    code: 'unexpected',
    sentence: 'Looking up gave no answer. Nothing was changed.',
    next: 'Try again.',
  } as const;
}

function movedSinceShown() {
  return {
    code: 'conflict',
    sentence:
      'What a sync would do to these people has changed since it was shown, so nothing was changed on the console.',
    next: 'Look again, and sync what you see then.',
  } as const;
}

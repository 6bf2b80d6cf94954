import type { reportCalls } from '../../src-preload/contract/reports.ts';
import type { RunHooks } from '../app/house.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { Handlers } from './bus.ts';
import { commonCause, rowsWithCause } from './common-cause.ts';
import { detailView, entryView, facetsView, type ReportSurroundings, reportView } from './report-view.ts';
import type { WindowParts } from './window-parts.ts';

/** How long opening the exclusion list of a console may take. */
const EXCLUSIONS_MS = 30_000;
const PAST_VERDICTS = 5;

/** The report's screen: lists, lines, rows, marks, exports (ux §5). */
export function reportHandlers({ house, desktop, tell }: WindowParts): Handlers<typeof reportCalls> {
  const desk = house.reportDesk;
  const lines = newestQuestion();
  const facets = newestQuestion();
  let exported: string | undefined;
  return {
    async listReports({ tenantId }) {
      const around = await surroundings(tenantId);
      if (!around.ok) return around;
      return succeed(around.value.reports.map((head) => entryView(head, around.value)));
    },
    async openReport({ reportId }) {
      const opened = await desk.open(reportId);
      if (!opened.ok) return opened;
      const { tenantId, guard } = opened.value.head;
      const around = await surroundings(tenantId);
      if (!around.ok) return around;
      const tenant = house.findTenant(tenantId);
      const asked = rowsWithCause(guard);
      const found = asked && (await desk.facets(reportId, asked));
      const history = house.listHistory(tenantId, 200);
      return succeed(
        reportView(opened.value, {
          ...around.value,
          tenant: tenant.ok ? tenant.value : undefined,
          history: history.ok ? history.value : [],
          mostly: found?.ok ? commonCause(guard, found.value) : undefined,
        }),
      );
    },
    async readReportFacets({ reportId, filter }) {
      const read = await desk.facets(reportId, filter, facets(JSON.stringify({ reportId, filter })));
      return read.ok ? succeed(facetsView(read.value)) : read;
    },
    readReportLines: ({ query, offset, limit }) =>
      desk.linesAt(query, offset, limit, lines(JSON.stringify(query))),
    findReportLine: ({ query, seq }) => desk.lineOf(query, seq),
    async readReportRow({ reportId, seq }) {
      const row = await desk.detail(reportId, seq);
      return row.ok ? succeed(detailView(row.value)) : row;
    },
    readPastVerdicts: ({ tenantId, address, key }) =>
      desk.pastVerdicts(tenantId, { address, key }, PAST_VERDICTS),
    async excludeRows({ reportId, selection }) {
      const tenantId = tenantOfReport(reportId);
      if (!tenantId.ok) return tenantId;
      const people = await desk.peopleOf(reportId, selection);
      if (!people.ok) return people;
      if (people.value.length === 0) return fail(nobodyToExclude());
      const opened = await openExclusions(tenantId.value);
      if (!opened.ok) return opened;
      const edited = await house.exclusionDesk.edit(tenantId.value, {
        kind: 'add',
        lines: people.value.map(({ address }) => ({ email: address, managed: 'false' })),
      });
      if (!edited.ok) return edited;
      tell('stateChanged', { topics: ['exclusions'], tenantId: tenantId.value });
      const { added, alreadyThere } = edited.value;
      return succeed({
        ...{ people: people.value.length, added, alreadyThere },
        sentence: excludedSentence(added, alreadyThere),
      });
    },
    async undoExclude({ tenantId }) {
      const undone = await house.exclusionDesk.undo(tenantId);
      if (!undone.ok) return undone;
      tell('stateChanged', { topics: ['exclusions'], tenantId });
      return succeed(undefined);
    },
    async markRows({ reportId, selection, as }) {
      const marked = await desk.mark(reportId, selection, as);
      if (marked.ok && marked.value.rows > 0) {
        const tenantId = tenantOfReport(reportId);
        tell('stateChanged', { topics: ['reports'], ...(tenantId.ok ? { tenantId: tenantId.value } : {}) });
      }
      return marked;
    },
    async askWhy({ reportId, who }) {
      const answer = await desk.why(reportId, who);
      if (!answer.ok) return answer;
      const { sentence, person, several } = answer.value;
      return succeed({ sentence, several, ...(person ? { person: detailView(person) } : {}) });
    },
    async copyReportText({ text }) {
      desktop.copyText(text);
      return succeed(undefined);
    },
    async exportReport({ reportId, format, filter }) {
      const head = headOf(reportId);
      if (!head.ok) return head;
      const day = new Date(head.value.startedAtMs).toISOString().slice(0, 10);
      const file = await desktop.askWhereToSave({
        title: 'Export this report',
        name: `${fileName(head.value.tenantName)} ${day}.${format}`,
        extensions: [format],
      });
      if (file === undefined) return succeed(undefined);
      const written = await desk.exportReport({ reportId, format, file, ...(filter ? { filter } : {}) });
      if (!written.ok) return written;
      exported = written.value.file;
      return succeed({ file: written.value.file, rows: written.value.rows });
    },
    async showExportedFile() {
      if (exported !== undefined) desktop.showInFolder(exported);
      return succeed(undefined);
    },
    async reEvaluateReport({ reportId }) {
      const tenantId = tenantOfReport(reportId);
      if (!tenantId.ok) return tenantId;
      const outcome = await house.reEvaluate(tenantId.value, reportId, quietly());
      if (!outcome.ok) return outcome;
      const { report, failure } = outcome.value;
      if (!report) return fail(failure ?? noReportMade());
      tell('stateChanged', { topics: ['reports'], tenantId: tenantId.value });
      return succeed(report.reportId);
    },
  };

  async function surroundings(tenantId: string): Promise<Result<ReportSurroundings>> {
    const reports = await desk.list(tenantId);
    if (!reports.ok) return reports;
    return succeed({
      reports: reports.value,
      approvalOf(planHash) {
        const approval = house.approvalOf(tenantId, planHash);
        return approval.ok ? approval.value : undefined;
      },
      nowMs: Date.now(),
    });
  }

  function headOf(reportId: string) {
    const opened = house.openReport(reportId);
    if (!opened.ok) return opened;
    const head = opened.value.head();
    opened.value.close();
    return succeed(head);
  }

  function tenantOfReport(reportId: string): Result<string> {
    const head = headOf(reportId);
    return head.ok ? succeed(head.value.tenantId) : head;
  }

  /** The editor's document may be open already, with edits in it; then it is left as it is. */
  async function openExclusions(tenantId: string): Promise<Result<unknown>> {
    const state = await house.exclusionDesk.state(tenantId);
    return state.ok ? state : house.exclusionDesk.open(tenantId, AbortSignal.timeout(EXCLUSIONS_MS));
  }
}

/** A question of another filter gives up the one before, whose answer nobody waits for. */
function newestQuestion(): (key: string) => AbortSignal {
  let latest = { key: '', stop: new AbortController() };
  return (key) => {
    if (key !== latest.key) {
      latest.stop.abort();
      latest = { key, stop: new AbortController() };
    }
    return latest.stop.signal;
  };
}

function quietly(): RunHooks {
  return { onProgress: () => undefined, signal: new AbortController().signal };
}

/** What every system allows in a file's name. */
function fileName(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._-]/gu, '-').trim() || 'report';
}

function excludedSentence(added: number, alreadyThere: number): string {
  const there =
    alreadyThere === 0
      ? ''
      : ` ${countOf(alreadyThere, 'person stands', 'people stand')} on the list already.`;
  if (added === 0) return there.trim();
  return `${countOf(added, 'person is', 'people are')} added to the exclusions, not saved yet.${there}`;
}

function nobodyToExclude() {
  return {
    code: 'bad-input',
    sentence: 'Only people can be excluded, and these rows name none. Nothing was added.',
    next: 'Choose the rows of the people themselves.',
  } as const;
}

function noReportMade() {
  return {
    code: 'unexpected',
    sentence: 'Evaluating anew made no report. Nothing was changed.',
    next: 'Force a test sync instead; it makes a new report.',
  } as const;
}

import type {
  ExclusionEditDone,
  ExclusionLine,
  exclusionCalls,
  PersonToExclude,
} from '../../src-preload/contract/exclusions.ts';
import type { DraftLine, EditDone } from '../app/exclusion-desk.ts';
import { findPeopleSets, peopleOfSet } from '../app/people-of-set.ts';
import type { RowBrief } from '../app/report-desk.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { clipboardTextOf, commandOf, linesOfRange } from './exclusion-range.ts';
import type { WindowParts } from './window-parts.ts';

const MOST_PEOPLE_FOUND = 100;

/** The exclusions editor (ux §7): pages and commands of `house.exclusionDesk`, and people to add from the last report. */
export function exclusionHandlers({
  house,
  desktop,
  tell,
}: Pick<WindowParts, 'house' | 'tell'> & {
  readonly desktop: Pick<WindowParts['desktop'], 'askForFile' | 'askWhereToSave' | 'saveText' | 'copyText'>;
}): Handlers<typeof exclusionCalls> {
  const { exclusionDesk: desk, reportDesk } = house;
  // Nobody waits for these: the desk sets its own time limits, and a draft is kept whatever comes of it.
  const untilDone = () => new AbortController().signal;
  desk.onChanged((tenantId) => tell('stateChanged', { topics: ['exclusions'], tenantId }));

  return {
    openExclusions: ({ tenantId }) => desk.open(tenantId, untilDone()),
    readExclusionDraft: ({ tenantId }) => desk.state(tenantId),
    async readExclusionLines({ tenantId, ...query }) {
      const page = await desk.lines(tenantId, query);
      return page.ok ? succeed({ ...page.value, lines: page.value.lines.map(lineView) }) : page;
    },
    async editExclusions({ tenantId, edit }) {
      const command = await commandOf(desk, tenantId, edit);
      return command.ok ? doneView(await desk.edit(tenantId, command.value)) : command;
    },
    async copyExclusions({ tenantId, range, columns }) {
      const lines = await linesOfRange(desk, tenantId, range);
      if (!lines.ok) return lines;
      desktop.copyText(clipboardTextOf(lines.value, columns));
      return succeed(lines.value.length);
    },
    async importExclusions({ tenantId, file }) {
      const chosen =
        file ?? (await desktop.askForFile({ title: 'Import CSV', extensions: ['csv', 'txt', 'tsv'] }));
      if (chosen === undefined) return succeed('cancelled' as const);
      return doneView(await desk.importCsv(tenantId, chosen));
    },
    undoExclusionEdit: async ({ tenantId }) => doneView(await desk.undo(tenantId)),
    redoExclusionEdit: async ({ tenantId }) => doneView(await desk.redo(tenantId)),
    measureExclusions: ({ tenantId, reportId }) => desk.measureBy(tenantId, reportId),
    async saveExclusions({ tenantId }) {
      const saved = await desk.save(tenantId, untilDone());
      if (!saved.ok) return saved;
      tell('stateChanged', { topics: ['exclusions', 'history'], tenantId });
      const { state, ...rest } = saved.value;
      return succeed({ ...rest, draft: state });
    },
    lookAtExclusions: ({ tenantId }) => desk.look(tenantId, untilDone()),
    compareExclusions: async ({ tenantId, ...page }) => desk.differences(tenantId, page),
    keepMyExclusions: ({ tenantId }) => desk.keepMine(tenantId),
    takeTheirExclusions: ({ tenantId }) => desk.takeTheirs(tenantId),
    discardExclusionEdits: ({ tenantId }) => desk.discard(tenantId),
    async exportExclusions({ tenantId }) {
      const exported = await desk.exportCsv(tenantId);
      if (!exported.ok) return exported;
      const file = await desktop.askWhereToSave({
        title: 'Export exclusions',
        name: 'exclusions.csv',
        extensions: ['csv'],
      });
      if (file === undefined) return succeed('cancelled' as const);
      const { csv, lines, leftOut } = exported.value;
      const trouble = await desktop.saveText(file, csv);
      if (trouble !== undefined) {
        return fail({
          code: 'file-unreadable',
          sentence: `${file} could not be written. Nothing was changed.`,
          next: 'Choose another folder, or close the program that has the file open.',
          cause: trouble,
        });
      }
      return succeed({ file, lines, leftOut });
    },

    async findPeopleToExclude({ tenantId, text }) {
      const found = await reportDesk.searchPeople(tenantId, text, MOST_PEOPLE_FOUND);
      if (!found.ok) return found;
      const { people, more, sentence } = found.value;
      return succeed({
        people: people.filter(({ address }) => address !== '').map(personView),
        more,
        ...(sentence === undefined ? {} : { sentence }),
      });
    },
    async findPeopleSets({ tenantId, text }) {
      const reportId = await newestReport(tenantId);
      if (!reportId.ok) return reportId;
      return reportId.value === undefined ? succeed([]) : findPeopleSets(reportDesk, reportId.value, text);
    },
    async peopleOfSet({ tenantId, set }) {
      const reportId = await newestReport(tenantId);
      if (!reportId.ok) return reportId;
      if (reportId.value === undefined) return succeed([]);
      const people = await peopleOfSet(reportDesk, reportId.value, set);
      return people.ok ? succeed(people.value.map(({ address, name }) => ({ address, name }))) : people;
    },
  };

  /** The report that people are looked up in: the search for nobody names it. */
  async function newestReport(tenantId: string): Promise<Result<string | undefined>> {
    const found = await reportDesk.searchPeople(tenantId, '', 1);
    return found.ok ? succeed(found.value.head?.reportId) : found;
  }
}

function doneView(done: Result<EditDone>): Result<ExclusionEditDone> {
  if (!done.ok) return done;
  const { state, ...rest } = done.value;
  return succeed({ ...rest, draft: state });
}

/** A line as the grid shows it; what would be done to the person stands in the report. */
function lineView({ effect, ...line }: DraftLine): ExclusionLine {
  if (!effect) return line;
  const { was, becomes, protection } = effect;
  return { ...line, effect: { was, becomes, protection } };
}

function personView({ address, name, department, verdict }: RowBrief): PersonToExclude {
  return { address, name, department, verdict };
}

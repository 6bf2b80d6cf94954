import { basename } from 'node:path';
import type { ConsoleForm, connectCalls, DirectoryForm } from '../../src-preload/contract/connect.ts';
import { connectTenant } from '../app/connect-tenant.ts';
import { succeed } from '../core/failure.ts';
import { failureView, type Handlers } from './bus.ts';
import { stepView } from './step-view.ts';
import type { WindowParts } from './window-parts.ts';

const SHOWN_PROBLEMS = 5;
const FIRST_PEOPLE = 5;
const MOST_HITS = 20;

interface ConnectParts {
  readonly desktop: Pick<WindowParts['desktop'], 'askForFile'>;
  readonly runs: Pick<WindowParts['runs'], 'start'>;
}

/** The four steps of Connect (ux §2). Secrets stay under the draft's id; the page only learns which are there (R18). */
export function connectHandlers(
  parts: Pick<WindowParts, 'house' | 'tell'> & ConnectParts,
): Handlers<typeof connectCalls> {
  const { house, desktop, tell, runs } = parts;
  const trials = new Map<string, AbortController>();

  return {
    async listDraftSecrets({ draftId }) {
      const held = new Set(house.secretDrafts.holds(draftId));
      return succeed({
        token: held.has('scim-token'),
        adminKey: held.has('admin-key'),
        directoryToken: held.has('directory-token'),
      });
    },
    async forgetDraft({ draftId }) {
      house.secretDrafts.forget(draftId);
      return succeed(undefined);
    },
    async tryConnection({ trialId, draftId, console }) {
      const stop = new AbortController();
      trials.set(trialId, stop);
      const tried = await house.connectTrial(
        { ...console, draftId },
        {
          signal: stop.signal,
          onStep: (step) => tell('connectionStep', { trialId, step: stepView(step) }),
        },
      );
      trials.delete(trialId);
      return tried.ok ? succeed(tried.value.map(stepView)) : tried;
    },
    async cancelTrial({ trialId }) {
      trials.get(trialId)?.abort();
      return succeed(undefined);
    },
    async chooseCsv({ what }) {
      const title = what === 'directory' ? 'Choose a directory CSV' : 'Choose a CSV of people to protect';
      const file = await desktop.askForFile({ title, extensions: ['csv', 'txt'] });
      return succeed(file ?? null);
    },
    async lookAtDirectory({ file }) {
      const guessed = await house.guessColumns(file, new AbortController().signal);
      if (!guessed.ok) return guessed;
      const { columns, people, problems, ...look } = guessed.value;
      return succeed({
        ...look,
        file,
        columns: columns.map(({ heading, means }) => ({
          heading,
          ...(means === undefined ? {} : { means }),
        })),
        people: people.map(({ line, cells }) => ({ line, cells: [...cells] })),
        problems: problems.map(failureView),
      });
    },
    async searchDirectory({ trialId, draftId, directory, text }) {
      const stop = new AbortController();
      trials.set(trialId, stop);
      const limit = text.trim() === '' ? FIRST_PEOPLE : MOST_HITS;
      const input = { directory: directoryOf(directory), draftId, text, limit };
      const found = await house.searchDirectory(input, stop.signal);
      trials.delete(trialId);
      return found.ok ? succeed({ ...found.value, people: [...found.value.people] }) : found;
    },
    async lookAtProtected({ file }) {
      const checked = await house.checkExclusions({ file });
      if (!checked.ok) return checked;
      const { entries, protects, problems } = checked.value;
      const shown = problems.slice(0, SHOWN_PROBLEMS);
      return succeed({
        file,
        name: basename(file),
        lines: entries,
        protects,
        problems: shown.map(({ line, sentence }) => `Line ${line}: ${sentence}`),
        moreProblems: problems.length - shown.length,
      });
    },
    async connectConsole({ draftId, console, directory, protect, tenantId, start }) {
      const connected = await connectTenant(
        {
          draftId,
          console: consoleOf(console),
          protect,
          ...(directory === undefined ? {} : { directory: directoryOf(directory) }),
          ...(tenantId === undefined ? {} : { tenantId }),
        },
        house,
        new AbortController().signal,
      );
      tell('stateChanged', { topics: ['tenants', 'exclusions', 'history', 'settings'] });
      if (!connected.ok) return connected;
      const { tenant, stopped } = connected.value;
      const { id, name } = tenant;
      if (stopped) {
        return succeed({ tenantId: id, stoppedAt: stopped.at, failure: failureView(stopped.failure) });
      }
      if (start === 'nothing') return succeed({ tenantId: id });
      const started = runs.start({ tenantId: id, tenantName: name, kind: 'test' }, (hooks) =>
        house.sync({ tenant: id, live: false }, hooks),
      );
      return started.ok
        ? succeed({ tenantId: id })
        : succeed({ tenantId: id, stoppedAt: 'preview' as const, failure: failureView(started.failure) });
    },
  };
}

function consoleOf({ name, tenantUrl, consoleApiUrl, profile }: ConsoleForm) {
  return { name, tenantUrl, profile, ...(consoleApiUrl === undefined ? {} : { consoleApiUrl }) };
}

function directoryOf(directory: DirectoryForm): DirectoryForm {
  return directory.kind === 'csv' ? directory : { kind: 'scim', url: directory.url.trim() };
}

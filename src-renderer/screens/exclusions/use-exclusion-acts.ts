import { useCallback, useState } from 'react';
import type { ExclusionEdit, ExclusionEditDone } from '../../../src-preload/contract/exclusions.ts';
import { countOf, formatNumber } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import type { Confirmed } from './Confirmation.tsx';
import { doneSentence, effectOf, savedSentence } from './exclusion-words.ts';
import type { DraftInUse } from './use-draft.ts';
import type { GridActs } from './use-grid-keys.ts';

interface Told {
  readonly text: string;
  readonly more?: string;
  readonly show?: 'problems' | 'edited' | undefined;
  readonly undo?: 'undo' | undefined;
}

/** What the admin does on the screen, each with what confirms it and what a screen reader hears (ux §7, §14). */
export function useExclusionActs(
  tenantId: string,
  use: DraftInUse,
  show: (what: 'problems' | 'edited') => void,
) {
  const say = useStore((s) => s.say);
  const [confirmed, setConfirmed] = useState<Confirmed>();
  const forgetConfirmed = useCallback(() => setConfirmed(undefined), []);

  const tell = ({ text, more, show: what, undo }: Told, heard = '') => {
    setConfirmed((before) => ({
      turn: (before?.turn ?? 0) + 1,
      text,
      ...(more === undefined ? {} : { more }),
      acts: [
        ...(what === undefined ? [] : [{ label: 'Show' as const, act: () => show(what) }]),
        ...(undo === undefined ? [] : [{ label: 'Undo' as const, act: () => void use.undo() }]),
      ],
    }));
    say([text, heard].filter(Boolean).join('. '));
  };

  /** The Undo that an older act offers would take back this one: it goes first. */
  const begin = <T>(act: () => Promise<T>): Promise<T> => {
    setConfirmed(undefined);
    return act();
  };

  const tellDone = (act: Parameters<typeof doneSentence>[0], done: ExclusionEditDone | undefined) => {
    if (!done) return;
    const didSomething = done.added + done.changed > 0;
    tell(
      {
        text: doneSentence(act, done),
        show: done.withProblems > 0 ? 'problems' : didSomething ? 'edited' : undefined,
        undo: didSomething ? 'undo' : undefined,
      },
      effectHeard(done),
    );
  };

  return {
    confirmed,
    forgetConfirmed,
    tell,
    undo: () => begin(use.undo),
    redo: () => begin(use.redo),
    async edit(edit: ExclusionEdit) {
      const done = await begin(() => use.edit(edit));
      const heard = done ? effectHeard(done) : '';
      if (heard !== '') say(heard);
      return done;
    },
    paste: async (edit: ExclusionEdit) => tellDone('pasted', await begin(() => use.edit(edit))),
    async add(addresses: readonly string[]) {
      const lines = addresses.map((email) => ({ email }));
      tellDone('given', await begin(() => use.edit({ kind: 'add', lines })));
    },
    /** `undefined` asks for the file. */
    async importFile(file: string | undefined) {
      tellDone('imported', await begin(() => use.importCsv(file)));
    },
    /** More than one line offers Undo instead of a question (ux §7). */
    deleteLines: (async (range) => {
      const done = await begin(() => use.edit({ kind: 'delete', range }));
      if (!done) return;
      const text = `${countOf(done.deleted, 'line', 'lines')} deleted`;
      if (done.deleted > 1) tell({ text, undo: 'undo' }, effectHeard(done));
      else say([text, effectHeard(done)].filter(Boolean).join('. '));
    }) satisfies GridActs['onDelete'],
    copy: (async (range, columns) => {
      const copied = await ask('copyExclusions', { tenantId, range, columns: [...columns] });
      if (!copied.ok) use.tellTrouble(copied.failure);
      else say(`${countOf(copied.value, 'line', 'lines')} copied`);
    }) satisfies GridActs['onCopy'],
    alreadyThere: (email: string) => tell({ text: `${email} is already on the list.` }),
    async exportCsv() {
      const done = await ask('exportExclusions', { tenantId });
      if (!done.ok) return use.tellTrouble(done.failure);
      if (done.value === 'cancelled') return;
      const { file, lines, leftOut } = done.value;
      tell({
        text: `${countOf(lines, 'line', 'lines')} exported`,
        more:
          leftOut === 0
            ? file
            : `${file}. ${countOf(leftOut, 'line with a problem is', 'lines with problems are')} left out.`,
      });
    },
    /** `true` where the admin must carry the list to the console. */
    async save(): Promise<boolean> {
      const saved = await begin(use.save);
      if (!saved) return false;
      tell({ text: savedSentence(saved), show: saved.stayed > 0 ? 'problems' : undefined });
      return saved.upload;
    },
    tellSelected: (lines: number) => say(`${formatNumber(lines)} lines selected`),
  };
}

/** Effects are heard, not only seen (ux §14). */
function effectHeard({ draft }: ExclusionEditDone): string {
  if (typeof draft.effect !== 'object') return '';
  const { sentence, lost } = effectOf(draft);
  return [lost, sentence].filter(Boolean).join('. ');
}

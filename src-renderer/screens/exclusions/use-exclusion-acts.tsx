import {
  Link,
  Toast,
  ToastBody,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import type { ExclusionEdit, ExclusionEditDone } from '../../../src-preload/contract/exclusions.ts';
import { countOf, formatNumber } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { doneSentence, effectOf, savedSentence } from './exclusion-words.ts';
import type { DraftInUse } from './use-draft.ts';
import type { GridActs } from './use-grid-keys.ts';

interface Shown {
  readonly text: string;
  readonly more?: string;
  readonly undo?: 'undo';
  readonly show?: () => void;
}

/** What the admin does on the screen, each with the toast that confirms it (ux §7, §14: 6 s, never for an error). */
export function useExclusionActs(
  tenantId: string,
  use: DraftInUse,
  show: (what: 'problems' | 'edited') => void,
) {
  const toasterId = useId('exclusion-toasts');
  const { dispatchToast, dismissAllToasts } = useToastController(toasterId);
  const say = useStore((s) => s.say);

  const toast = ({ text, more, undo, show: onShow }: Shown) => {
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
        {more !== undefined && <ToastBody>{more}</ToastBody>}
        {(undo || onShow) && (
          <ToastFooter>
            {onShow && (
              <ToastTrigger>
                <Link as="button" onClick={onShow}>
                  Show
                </Link>
              </ToastTrigger>
            )}
            {undo && (
              <ToastTrigger>
                <Link as="button" onClick={() => void use.undo()}>
                  Undo
                </Link>
              </ToastTrigger>
            )}
          </ToastFooter>
        )}
      </Toast>,
      { timeout: 6000, pauseOnHover: true, pauseOnWindowBlur: true, intent: 'success' },
    );
  };

  /** An older toast's Undo would take back this act, not its own: it goes first. */
  const inPlaceOfOlder = <T,>(act: () => Promise<T>): Promise<T> => {
    dismissAllToasts();
    return act();
  };

  const tellDone = (act: Parameters<typeof doneSentence>[0], done: ExclusionEditDone | undefined) => {
    if (!done) return;
    const didSomething = done.added + done.changed > 0;
    toast({
      text: doneSentence(act, done),
      ...(didSomething ? { undo: 'undo' as const } : {}),
      ...(done.withProblems > 0
        ? { show: () => show('problems') }
        : didSomething
          ? { show: () => show('edited') }
          : {}),
    });
    tellEffect(done);
  };

  /** Effects are heard, not only seen (ux §14). */
  const tellEffect = ({ draft }: ExclusionEditDone) => {
    const { sentence, lost } = effectOf(draft);
    const said = [lost, sentence].filter(Boolean).join('. ');
    if (said !== '' && typeof draft.effect === 'object') say(said);
  };

  const importFiles = async (files: readonly (string | undefined)[]) => {
    for (const file of files) {
      tellDone('imported', await inPlaceOfOlder(() => use.importCsv(file)));
    }
  };

  return {
    toasterId,
    toast,
    async edit(edit: ExclusionEdit) {
      const done = await inPlaceOfOlder(() => use.edit(edit));
      if (done) tellEffect(done);
      return done;
    },
    paste: async (edit: ExclusionEdit) => tellDone('pasted', await inPlaceOfOlder(() => use.edit(edit))),
    add: async (addresses: readonly string[]) =>
      tellDone(
        'given',
        await inPlaceOfOlder(() => use.edit({ kind: 'add', lines: addresses.map((email) => ({ email })) })),
      ),
    importFiles,
    undo: () => inPlaceOfOlder(use.undo),
    redo: () => inPlaceOfOlder(use.redo),
    /** More than one line offers Undo instead of a question (ux §7). */
    deleteLines: (async (range) => {
      const done = await inPlaceOfOlder(() => use.edit({ kind: 'delete', range }));
      if (!done) return;
      tellEffect(done);
      if (done.deleted > 1) {
        toast({ text: `${countOf(done.deleted, 'line', 'lines')} deleted`, undo: 'undo' });
      }
    }) satisfies GridActs['onDelete'],
    copy: (async (range, columns) => {
      const copied = await ask('copyExclusions', { tenantId, range, columns: [...columns] });
      if (!copied.ok) use.tellTrouble(copied.failure);
      else say(`${countOf(copied.value, 'line', 'lines')} copied`);
    }) satisfies GridActs['onCopy'],
    alreadyThere: (email: string) => toast({ text: `${email} is already on the list.` }),
    async exportCsv() {
      const done = await ask('exportExclusions', { tenantId });
      if (!done.ok) return use.tellTrouble(done.failure);
      if (done.value === 'cancelled') return;
      const { file, lines, leftOut } = done.value;
      toast({
        text: `${countOf(lines, 'line', 'lines')} exported`,
        more:
          leftOut === 0
            ? file
            : `${file}. ${countOf(leftOut, 'line with a problem is', 'lines with problems are')} left out.`,
      });
    },
    /** `true` where the admin must carry the list to the console. */
    async save(): Promise<boolean> {
      const saved = await use.save();
      if (!saved) return false;
      toast({
        text: savedSentence(saved),
        ...(saved.stayed > 0 ? { show: () => show('problems') } : {}),
      });
      say(savedSentence(saved));
      return saved.upload;
    },
    tellSelected: (lines: number) => say(`${formatNumber(lines)} lines selected`),
  };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  ExclusionDraft,
  ExclusionEdit,
  ExclusionEditDone,
  SavedExclusions,
} from '../../../src-preload/contract/exclusions.ts';
import type { Answer, FailureView } from '../../../src-preload/contract/failure.ts';
import { ask, muster } from '../../muster/bridge.ts';

/** The draft of a tenant, and what the screen does with it; the document itself stays in main. */
export interface DraftInUse {
  readonly draft: ExclusionDraft | undefined;
  /** Counts what may have changed lines; pages of an older edition are read anew. */
  readonly edition: number;
  /** Why the list could not be opened. */
  readonly closed: FailureView | undefined;
  /** Why the last act did nothing. */
  readonly trouble: FailureView | undefined;
  readonly isSaving: boolean;
  reopen(): void;
  forgetTrouble(): void;
  edit(edit: ExclusionEdit): Promise<ExclusionEditDone | undefined>;
  importCsv(file?: string): Promise<ExclusionEditDone | undefined>;
  undo(): Promise<ExclusionEditDone | undefined>;
  redo(): Promise<ExclusionEditDone | undefined>;
  save(): Promise<SavedExclusions | undefined>;
  decide(how: 'keepMyExclusions' | 'takeTheirExclusions' | 'discardExclusionEdits'): Promise<boolean>;
  /** Shows what went wrong in an act of the screen that is none of the document's. */
  tellTrouble(failure: FailureView): void;
}

export function useDraft(tenantId: string): DraftInUse {
  const [draft, setDraft] = useState<ExclusionDraft>();
  const [edition, setEdition] = useState(0);
  const [closed, setClosed] = useState<FailureView>();
  const [trouble, setTrouble] = useState<FailureView>();
  const [isSaving, setSaving] = useState(false);
  // One act after the other, in the order in which the admin did them.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const take = useCallback((next: ExclusionDraft) => {
    setDraft(next);
    setEdition((before) => before + 1);
  }, []);

  const inTurn = useCallback(<T>(act: () => Promise<Answer<T>>): Promise<T | undefined> => {
    const done = queue.current.then(async () => {
      const answer = await act();
      setTrouble(answer.ok ? undefined : answer.failure);
      return answer.ok ? answer.value : undefined;
    });
    queue.current = done;
    return done;
  }, []);

  const open = useCallback(async () => {
    const opened = await ask('openExclusions', { tenantId });
    if (!opened.ok) return setClosed(opened.failure);
    setClosed(undefined);
    take(opened.value);
    const measured = await ask('measureExclusions', { tenantId });
    if (measured.ok) take(measured.value);
    else setTrouble(measured.failure);
  }, [tenantId, take]);

  useEffect(() => {
    void open();
  }, [open]);

  const readAgain = useCallback(
    async (how: 'readExclusionDraft' | 'lookAtExclusions' | 'measureExclusions') => {
      const read = await ask(how, { tenantId });
      // A draft that is not open yet has nothing to look at; opening tells itself what is wrong.
      if (read.ok) take(read.value);
      else if (read.failure.code !== 'not-found') setTrouble(read.failure);
    },
    [tenantId, take],
  );

  useEffect(() => {
    const onFocus = () => void readAgain('lookAtExclusions');
    window.addEventListener('focus', onFocus);
    const stop = muster.on('stateChanged', (changed) => {
      if (changed.tenantId !== undefined && changed.tenantId !== tenantId) return;
      if (changed.topics.includes('reports')) void readAgain('measureExclusions');
      else if (changed.topics.includes('exclusions')) void readAgain('readExclusionDraft');
    });
    return () => {
      window.removeEventListener('focus', onFocus);
      stop();
    };
  }, [tenantId, readAgain]);

  const afterEdit = useCallback(
    async (act: () => Promise<Answer<ExclusionEditDone | 'cancelled'>>) => {
      const done = await inTurn(act);
      if (done === undefined || done === 'cancelled') return undefined;
      take(done.draft);
      return done;
    },
    [inTurn, take],
  );

  return {
    draft,
    edition,
    closed,
    trouble,
    isSaving,
    reopen: () => void open(),
    forgetTrouble: () => setTrouble(undefined),
    tellTrouble: setTrouble,
    edit: (edit) => afterEdit(() => ask('editExclusions', { tenantId, edit })),
    importCsv: (file) =>
      afterEdit(() => ask('importExclusions', { tenantId, ...(file === undefined ? {} : { file }) })),
    undo: () => afterEdit(() => ask('undoExclusionEdit', { tenantId })),
    redo: () => afterEdit(() => ask('redoExclusionEdit', { tenantId })),
    async save() {
      setSaving(true);
      const saved = await inTurn(() => ask('saveExclusions', { tenantId }));
      setSaving(false);
      if (saved) take(saved.draft);
      // Somebody else was there first: the draft knows of theirs now.
      else await readAgain('readExclusionDraft');
      return saved;
    },
    async decide(how) {
      const next = await inTurn(() => ask(how, { tenantId }));
      if (next) take(next);
      return next !== undefined;
    },
  };
}

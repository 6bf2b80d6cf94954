import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeptDraft } from '../../../src-preload/contract/provisioning-draft.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { countEdits, type Edits } from './draft.ts';

/** What an earlier start left: nothing known yet, nothing there, or a draft (ux `draft.back`). */
export type Back = 'reading' | 'nothing' | KeptDraft;

/** The draft on disk: what came back, and how it is kept and dropped (U11). */
export interface DraftOnDisk {
  readonly back: Back;
  readonly keep: (edits: Edits, base: KeptDraft['base'] | undefined) => void;
  /** Saved or discarded. */
  readonly drop: () => void;
}

/** Reads the draft that a crash or an end of Muster left of this tenant. */
export function useDraftOnDisk(tenantId: string, onBack: (edits: Edits) => void): DraftOnDisk {
  const [back, setBack] = useState<Back>('reading');
  const isKept = useRef(false);
  const restore = useRef(onBack);
  restore.current = onBack;

  useEffect(() => {
    let isShown = true;
    void ask('readProvisioningDraft', { tenantId }).then((read) => {
      if (!isShown) return;
      const draft = read.ok ? read.value.draft : undefined;
      if (!read.ok) useStore.getState().showFailure(read.failure);
      if (draft) restore.current(draft.edits);
      isKept.current = draft !== undefined;
      setBack(draft ?? 'nothing');
    });
    return () => {
      isShown = false;
    };
  }, [tenantId]);

  const tell = useCallback(
    async (draft?: Omit<KeptDraft, 'atMs'>) => {
      isKept.current = draft !== undefined;
      const told = await ask('keepProvisioningDraft', { tenantId, ...(draft && { draft }) });
      if (!told.ok) useStore.getState().showFailure(told.failure);
    },
    [tenantId],
  );
  const keep = useCallback(
    (edits: Edits, base: KeptDraft['base'] | undefined) => void tell({ edits, ...(base && { base }) }),
    [tell],
  );
  const drop = useCallback(() => {
    if (isKept.current) void tell();
    setBack('nothing');
  }, [tell]);
  return { back, keep, drop };
}

/** Keeps each edit on disk as soon as it is made; `undefined` = what was read is not known yet. */
export function useKeeping(
  { back, keep, drop }: DraftOnDisk,
  draft: Omit<KeptDraft, 'atMs'> | undefined,
): void {
  const key = draft && JSON.stringify(draft);
  const before = useRef<string>(undefined);
  const latest = useRef(draft);
  latest.current = draft;
  const cameBack = typeof back === 'object';
  useEffect(() => {
    const { current: now } = latest;
    if (key === undefined || !now || key === before.current) return;
    const isFirst = before.current === undefined;
    before.current = key;
    if (countEdits(now.edits) === 0) drop();
    // What came back is on disk already, with the time at which it was made.
    else if (!(isFirst && cameBack)) keep(now.edits, now.base);
  }, [key, cameBack, keep, drop]);
}

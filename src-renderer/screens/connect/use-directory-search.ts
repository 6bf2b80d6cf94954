import { useEffect, useState } from 'react';
import type { DirectoryForm, DirectoryHits } from '../../../src-preload/contract/connect.ts';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

export type DirectorySearch =
  | { readonly state: 'idle' | 'reading' }
  | { readonly state: 'found'; readonly hits: DirectoryHits }
  | { readonly state: 'failed'; readonly failure: FailureView };

const RESTS_MS = 250;

/**
 * People of the directory that is typed, for a text that has rested; `undefined` asks nothing. A search that nobody waits
 * for any more (another text, the step closed) is cancelled.
 */
export function useDirectorySearch(
  directory: DirectoryForm | undefined,
  text: string | undefined,
): DirectorySearch {
  const draftId = useStore((s) => s.connect.draftId);
  const [search, setSearch] = useState<DirectorySearch>({ state: 'idle' });
  const kind = directory?.kind;
  const place = directory?.kind === 'csv' ? directory.file : directory?.url;
  useEffect(() => {
    if (kind === undefined || place === undefined || text === undefined) {
      setSearch({ state: 'idle' });
      return;
    }
    const trialId = crypto.randomUUID();
    let isOver = false;
    const form: DirectoryForm = kind === 'csv' ? { kind, file: place } : { kind, url: place };
    const read = async () => {
      setSearch({ state: 'reading' });
      const found = await ask('searchDirectory', { trialId, draftId, directory: form, text });
      if (isOver) return;
      setSearch(
        found.ok ? { state: 'found', hits: found.value } : { state: 'failed', failure: found.failure },
      );
    };
    const rest = setTimeout(() => void read(), RESTS_MS);
    return () => {
      isOver = true;
      clearTimeout(rest);
      void ask('cancelTrial', { trialId });
    };
  }, [kind, place, text, draftId]);
  return search;
}

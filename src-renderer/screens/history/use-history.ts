import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { HistoryLine } from '../../../src-preload/contract/history.ts';
import { ask, muster } from '../../muster/bridge.ts';
import { topicsOf } from './history-words.ts';

/** The history of a tenant by page, newest first. What is new comes on top; what was shown stays (ux §9). */
export function useHistory(tenantId: string, filter: string) {
  const [lines, setLines] = useState<readonly HistoryLine[]>();
  const [next, setNext] = useState<string>();
  const [failure, setFailure] = useState<FailureView>();
  const [isReading, setReading] = useState(false);
  const turn = useRef(0);

  const read = useCallback(
    async (before: string | undefined, how: 'anew' | 'more' | 'refresh') => {
      const mine = ++turn.current;
      setReading(how === 'more');
      const topics = topicsOf(filter);
      const page = await ask('readHistory', {
        tenantId,
        ...(topics === undefined ? {} : { topics: [...topics] }),
        ...(before === undefined ? {} : { before }),
      });
      if (mine !== turn.current) return;
      setReading(false);
      if (!page.ok) return setFailure(page.failure);
      setFailure(undefined);
      const got = page.value.lines;
      if (how === 'refresh') {
        // Further pages stay where they are: the first is put over what it holds.
        setLines((shown) => {
          const known = new Set(got.map(({ id }) => id));
          const rest = (shown ?? []).filter(({ id }) => !known.has(id));
          return [...got, ...rest];
        });
        return;
      }
      setNext(page.value.next);
      setLines((shown) => (how === 'more' ? [...(shown ?? []), ...got] : got));
    },
    [tenantId, filter],
  );

  useEffect(() => {
    setLines(undefined);
    void read(undefined, 'anew');
    return muster.on('stateChanged', ({ topics, tenantId: of }) => {
      const concerns = topics.includes('runs') || topics.includes('history');
      if (concerns && (of === undefined || of === tenantId)) void read(undefined, 'refresh');
    });
  }, [read, tenantId]);

  return {
    lines,
    failure,
    isReading,
    hasMore: next !== undefined,
    more: () => void read(next, 'more'),
    retry: () => void read(undefined, 'anew'),
  };
}

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { LineQuery } from '../../../src-preload/contract/report-words.ts';
import { ask } from '../../muster/bridge.ts';
import { LinesCache } from './lines-cache.ts';

/** Whoever waits for an answer is shown that it is being made (ux §10). */
const LATE_MS = 300;

export interface Lines {
  /** `undefined` until the first lines were read. */
  readonly lines: LinesCache | undefined;
  /** The lines shown are still those of the query before, and have been for a while. */
  readonly isLate: boolean;
  /** Says which lines are in sight. */
  readonly want: (first: number, last: number) => void;
  /** Reads the lines in sight once more: a mark changed. */
  readonly refresh: () => void;
}

/**
 * The lines of a query. When the query changes, the lines before stay until the first ones of the new query are
 * there, so that nothing jumps or flickers (ux §10).
 */
export function useLines(query: LineQuery): Lines {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  const [isLate, setLate] = useState(false);
  const key = JSON.stringify(query);
  const latest = useRef(query);
  latest.current = query;
  const coming = useRef<LinesCache>(undefined);
  const shown = useRef<LinesCache>(undefined);
  const inSight = useRef({ first: 0, last: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query, without regard to which object holds it.
  useEffect(() => {
    const late = setTimeout(() => setLate(true), LATE_MS);
    const cache: LinesCache = new LinesCache(
      latest.current,
      (asked, offset, limit) => ask('readReportLines', { query: asked, offset, limit }),
      () => {
        shown.current = cache;
        clearTimeout(late);
        setLate(false);
        draw();
      },
    );
    coming.current = cache;
    cache.want(inSight.current.first, inSight.current.last);
    return () => {
      clearTimeout(late);
      cache.end();
    };
  }, [key]);

  return {
    lines: shown.current,
    isLate,
    want: useCallback((first, last) => {
      inSight.current = { first, last };
      coming.current?.want(first, last);
    }, []),
    refresh: useCallback(() => void coming.current?.refresh(), []),
  };
}

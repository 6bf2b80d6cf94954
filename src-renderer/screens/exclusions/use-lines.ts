import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExclusionLine, ExclusionView } from '../../../src-preload/contract/exclusions.ts';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import { ask } from '../../muster/bridge.ts';
import { indexOfLine, lineAt, missingPages, NO_PAGES, PAGE, withPage, withTyped } from './line-pages.ts';

/** The lines of a view, by their place; what is seen is read in pages. */
export interface LinesInUse {
  readonly total: number | undefined;
  readonly failure: FailureView | undefined;
  /** Which view the lines are of. */
  readonly viewShown: string;
  /** Whether the lines are of the view that is asked for; else they are those of the view before. */
  readonly isOfView: boolean;
  readonly at: (index: number) => ExclusionLine | undefined;
  readonly indexOf: (id: number) => number | undefined;
  /** Tells which lines are seen. */
  readonly see: (from: number, to: number) => void;
  readonly showTyped: (cells: Parameters<typeof withTyped>[1]) => void;
}

const SCROLL_REST_MS = 40;

export function useLines(
  tenantId: string,
  view: ExclusionView,
  edition: number,
  isOpen: 'open' | 'not open',
): LinesInUse {
  const key = JSON.stringify(view);
  const [held, setHeld] = useState(NO_PAGES);
  const [failure, setFailure] = useState<FailureView>();
  const [seen, setSeen] = useState({ from: 0, to: PAGE - 1 });
  const latest = useRef(key);
  latest.current = key;
  const asked = useRef(new Set<string>());

  const lastSeen = useRef(seen);
  useEffect(() => {
    if (isOpen !== 'open') return undefined;
    const read = () => {
      for (const page of missingPages(held, { view: key, edition, ...seen })) {
        const name = `${key} ${edition} ${page}`;
        if (asked.current.has(name)) continue;
        asked.current.add(name);
        void ask('readExclusionLines', { tenantId, offset: page * PAGE, limit: PAGE, ...view }).then(
          (got) => {
            asked.current.delete(name);
            // What was asked for a view before is of no use any more; an older edition is, until the newer one comes.
            if (latest.current !== key) return;
            setFailure(got.ok ? undefined : got.failure);
            if (got.ok) setHeld((before) => withPage(before, key, edition, got.value));
          },
        );
      }
    };
    const isScrolling = lastSeen.current !== seen;
    lastSeen.current = seen;
    if (!isScrolling) {
      read();
      return undefined;
    }
    // Lines that only fly past are not read.
    const rest = setTimeout(read, SCROLL_REST_MS);
    return () => clearTimeout(rest);
  }, [tenantId, view, key, edition, seen, held, isOpen]);

  const see = useCallback((from: number, to: number) => {
    setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, []);

  return {
    total: held.total,
    failure,
    viewShown: held.view,
    isOfView: held.view === key,
    at: (index) => lineAt(held, index),
    indexOf: (id) => indexOfLine(held, id),
    see,
    showTyped: (cells) => setHeld((before) => withTyped(before, cells)),
  };
}

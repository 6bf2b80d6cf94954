import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReportLine } from '../../../src-preload/contract/report-rows.ts';
import type { LineQuery } from '../../../src-preload/contract/report-words.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import type { LinesCache } from './lines-cache.ts';
import { findHeavy } from './next-heavy.ts';

const AT_A_TIME = 500;
const LONGEST_RANGE = 5_000;

export interface ActiveRow {
  readonly active: number;
  readonly line: ReportLine | undefined;
  readonly reveal: number;
  readonly goTo: (index: number) => void;
  readonly nextHeavy: (direction: 1 | -1) => Promise<void>;
}

/**
 * The active row of the grid. It is kept by row when filter or sort change; where its row is gone, the row that
 * stands there now becomes active, and that is said (ux §14).
 */
export function useActiveRow(lines: LinesCache | undefined, query: LineQuery, firstSeq?: number): ActiveRow {
  const [active, setActive] = useState(0);
  const [reveal, setReveal] = useState(0);
  const line = lines?.lineAt(active);
  const seq = useRef(firstSeq);
  if (line && lines?.query === query) seq.current = seqOf(line) ?? seq.current;
  const total = lines?.total ?? 0;
  const key = JSON.stringify(query);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each query, whatever object holds it.
  useEffect(() => {
    const wanted = seq.current;
    if (wanted === undefined) return undefined;
    let isOver = false;
    void ask('findReportLine', { query, seq: wanted }).then((found) => {
      if (isOver || !found.ok) return;
      if (found.value >= 0) setActive(found.value);
      else useStore.getState().say('The row is not shown any more; the next one is chosen.');
      setReveal((turn) => turn + 1);
    });
    return () => {
      isOver = true;
    };
  }, [key]);

  useEffect(() => {
    if (lines && active >= total) setActive(Math.max(0, total - 1));
  }, [lines, active, total]);

  const goTo = useCallback(
    (index: number) => {
      setActive(Math.min(Math.max(0, index), Math.max(0, total - 1)));
      setReveal((turn) => turn + 1);
    },
    [total],
  );
  return {
    ...{ active, line, reveal, goTo },
    async nextHeavy(direction) {
      if (!lines) return;
      const found = await findHeavy(lines.query, active, direction);
      if (found === undefined) useStore.getState().say('No further row with a heavy warning.');
      else goTo(found);
    },
  };
}

/** All lines from one to another, for a range that is selected. */
export async function readRange(
  query: LineQuery,
  one: number,
  other: number,
): Promise<readonly ReportLine[]> {
  const [from, to] = one < other ? [one, other] : [other, one];
  const last = Math.min(to, from + LONGEST_RANGE - 1);
  const range: ReportLine[] = [];
  for (let offset = from; offset <= last; offset += AT_A_TIME) {
    const limit = Math.min(AT_A_TIME, last - offset + 1);
    const page = await ask('readReportLines', { query, offset, limit });
    if (!page.ok) break;
    range.push(...page.value.lines);
  }
  return range;
}

function seqOf(line: ReportLine): number | undefined {
  if (line.kind === 'row') return line.row.seq;
  return line.kind === 'group' ? line.group : undefined;
}

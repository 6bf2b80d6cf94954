import type { LineQuery } from '../../../src-preload/contract/report-words.ts';
import { ask } from '../../muster/bridge.ts';

/**
 * The line of the next row with a heavy warning, `undefined` where there is none (ux §5). Rows with one are never
 * folded and stand among themselves as in the whole list, so that the place is found by halving, however many
 * rows lie between.
 */
export async function findHeavy(
  query: LineQuery,
  from: number,
  direction: 1 | -1,
): Promise<number | undefined> {
  const heavy: LineQuery = {
    ...query,
    filter: { ...query.filter, weight: 'heavy' },
    fold: 'nothing',
    opened: [],
  };
  const all = await ask('readReportLines', { query: heavy, offset: 0, limit: 1 });
  if (!all.ok) return undefined;
  let [low, high] = [0, all.value.total];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await lineOfNth(heavy, query, middle);
    if (line === undefined) return undefined;
    if (direction === 1 ? line > from : line >= from) high = middle;
    else low = middle + 1;
  }
  const nth = direction === 1 ? low : low - 1;
  return nth < 0 || nth >= all.value.total ? undefined : await lineOfNth(heavy, query, nth);
}

async function lineOfNth(heavy: LineQuery, query: LineQuery, nth: number): Promise<number | undefined> {
  const page = await ask('readReportLines', { query: heavy, offset: nth, limit: 1 });
  const [line] = page.ok ? page.value.lines : [];
  if (line?.kind !== 'row') return undefined;
  const found = await ask('findReportLine', { query, seq: line.row.seq });
  return found.ok && found.value >= 0 ? found.value : undefined;
}

import type { ReportLine } from '../../../src-preload/contract/report-rows.ts';
import type { RowSelection } from '../../../src-preload/contract/report-words.ts';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import type { Excluded } from './ExcludedToast.tsx';
import { copyOf } from './row-words.ts';

const store = () => useStore.getState();

/** Adds people to the exclusions that are being edited; answers what to say of it (ux §5, §7). */
export async function exclude(
  reportId: string,
  selections: readonly RowSelection[],
): Promise<Excluded | undefined> {
  let acts = 0;
  const sentences: string[] = [];
  for (const selection of selections) {
    const done = await ask('excludeRows', { reportId, selection });
    if (!done.ok) {
      store().showFailure(done.failure);
      break;
    }
    if (done.value.added > 0) acts++;
    sentences.push(done.value.sentence);
  }
  return sentences.length === 0 ? undefined : { acts, text: sentences.join(' ') };
}

/** Marks rows as reviewed, or takes the marks back where all of them have one. */
export async function mark(
  reportId: string,
  selections: readonly RowSelection[],
  as: 'reviewed' | 'open',
): Promise<boolean> {
  let rows = 0;
  for (const selection of selections) {
    const marked = await ask('markRows', { reportId, selection, as });
    if (!marked.ok) {
      store().showFailure(marked.failure);
      return false;
    }
    rows += marked.value.rows;
  }
  store().say(
    `${countOf(rows, 'row', 'rows')} ${as === 'reviewed' ? 'marked as reviewed' : 'not reviewed any more'}.`,
  );
  return true;
}

/** Copies what lines say, one a row. */
export async function copyLines(lines: readonly ReportLine[]): Promise<void> {
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  if (rows.length === 0) return;
  await copyText(rows.map(copyOf).join('\n'), countOf(rows.length, 'row is copied', 'rows are copied'));
}

export async function copyText(text: string, said: string): Promise<void> {
  const copied = await ask('copyReportText', { text: text.slice(0, 100_000) });
  if (copied.ok) store().say(`${said}.`);
  else store().showFailure(copied.failure);
}

import type { ReportLine } from '../../../src-preload/contract/report-rows.ts';
import type { RowSelection } from '../../../src-preload/contract/report-words.ts';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { copyOf } from './row-words.ts';

const store = () => useStore.getState();

/** Adds people to the exclusions that are being edited, and says so with Undo (ux §5, §7). */
export async function exclude(
  report: { readonly reportId: string; readonly tenantId: string },
  selections: readonly RowSelection[],
): Promise<void> {
  let acts = 0;
  const sentences: string[] = [];
  for (const selection of selections) {
    const done = await ask('excludeRows', { reportId: report.reportId, selection });
    if (!done.ok) {
      store().showFailure(done.failure);
      break;
    }
    if (done.value.added > 0) acts++;
    sentences.push(done.value.sentence);
  }
  if (sentences.length === 0) return;
  const id = `excluded ${report.reportId}`;
  const text = sentences.join(' ');
  store().say(text);
  store().showBar({
    id,
    intent: 'info',
    text,
    actions: [
      ...(acts > 0 ? [{ label: 'Undo', act: () => void undo(report.tenantId, acts, id) }] : []),
      {
        label: 'Open Exclusions',
        act: () => {
          store().dismissBar(id);
          store().go({ place: 'exclusions' });
        },
      },
    ],
  });
}

async function undo(tenantId: string, acts: number, bar: string): Promise<void> {
  for (let turn = 0; turn < acts; turn++) {
    const undone = await ask('undoExclude', { tenantId });
    if (!undone.ok) return store().showFailure(undone.failure);
  }
  store().dismissBar(bar);
  store().say('The exclusion is undone.');
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

import { useState } from 'react';
import type { ReportLine, RowDetail } from '../../../src-preload/contract/report-rows.ts';
import type { RowSelection } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { formatNumber } from '../../design/formats.ts';
import { useStore } from '../../state/store.ts';
import type { Excluded } from './ExcludedToast.tsx';
import type { GridAct } from './grid-keys.ts';
import type { LinesCache } from './lines-cache.ts';
import { tokensOf } from './report-filter.ts';
import { copyLines, exclude, mark } from './row-acts.ts';
import { type ActiveRow, readRange } from './use-grid.ts';
import type { ReportQuery } from './use-report-query.ts';
import { type Meant, type Selection, useSelection } from './use-selection.ts';

export interface AskedFirst {
  readonly act: 'exclude' | 'review';
  readonly meant: Meant;
}

export interface ReportActs {
  readonly selection: Selection;
  readonly asksFirst: AskedFirst | undefined;
  readonly answer: (answer: 'yes' | 'no') => void;
  readonly onAct: (act: GridAct) => void;
  readonly onPress: (index: number, how: 'one' | 'toggle' | 'range') => void;
  readonly excludeRow: (row: RowDetail) => void;
  readonly reviewRow: (row: RowDetail) => void;
}

/** What keys and presses in the grid do (ux §14). A group or a whole filter is asked about with its number (ux §5). */
export function useReportActs({
  view,
  query,
  lines,
  row,
  refresh,
  onDetail,
  onWhy,
  onExcluded,
}: {
  readonly view: ReportView;
  readonly query: ReportQuery;
  readonly lines: LinesCache | undefined;
  readonly row: ActiveRow;
  readonly refresh: () => void;
  readonly onDetail: (seq: number) => void;
  readonly onWhy: (who: string) => void;
  readonly onExcluded: (done: Excluded) => void;
}): ReportActs {
  const selection = useSelection();
  const [asksFirst, setAsksFirst] = useState<AskedFirst>();
  const [anchor, setAnchor] = useState<number>();
  const { active, line, goTo } = row;
  const { say } = useStore.getState();

  const excludeThem = async (selections: readonly RowSelection[]) => {
    const done = await exclude(view.reportId, selections);
    if (!done) return;
    say(done.text);
    onExcluded(done);
  };
  const run = async ({ act, meant }: AskedFirst) => {
    if (act === 'exclude') return excludeThem(meant.selections);
    const as = selection.rows === 0 && isReviewed(line) ? 'open' : 'reviewed';
    if (!(await mark(view.reportId, meant.selections, as))) return;
    selection.clear();
    refresh();
  };
  const begin = (act: AskedFirst['act']) => {
    const meant = selection.meant(line, query.query.filter);
    if (!meant) return;
    if (meant.asksFirst) setAsksFirst({ act, meant });
    else void run({ act, meant });
  };
  const selectTo = async (from: number, to: number) => {
    const range = await readRange(query.query, from, to);
    selection.add(range);
    say(`${formatNumber(range.length)} rows selected.`);
  };
  const open = (opened: ReportLine) => {
    if (opened.kind === 'more') query.showMore(opened.group);
    else if (opened.kind === 'group') query.openGroup(opened.group);
  };

  const onAct = (act: GridAct) => {
    switch (act.do) {
      case 'move': {
        const to = Math.min(Math.max(0, active + act.by), Math.max(0, (lines?.total ?? 1) - 1));
        if (act.extends) {
          setAnchor(anchor ?? active);
          void selectTo(anchor ?? active, to);
        } else setAnchor(undefined);
        return goTo(to);
      }
      case 'go':
        return goTo(act.to === 'first' ? 0 : (lines?.total ?? 1) - 1);
      case 'next-heavy':
        return void row.nextHeavy(1);
      case 'previous-heavy':
        return void row.nextHeavy(-1);
      case 'detail':
        if (line?.kind === 'row') return onDetail(line.row.seq);
        if (line?.kind === 'group' && line.state === 'open') return query.closeGroup(line.group);
        return line && open(line);
      case 'open-group':
        return line && line.kind !== 'row' && !(line.kind === 'group' && line.state === 'open')
          ? open(line)
          : undefined;
      case 'close-group':
        if (line?.kind === 'group') return query.closeGroup(line.group);
        return line?.kind === 'row' && line.group !== undefined ? query.closeGroup(line.group) : undefined;
      case 'review':
        return begin('review');
      case 'exclude':
        return begin('exclude');
      case 'why':
        return line?.kind === 'row' ? onWhy(line.row.address || line.row.name) : undefined;
      case 'copy':
        return line && void copyLines([line]);
      case 'select':
        return line && selection.toggle(line);
      case 'select-all':
        selection.all(lines?.rows ?? 0);
        return say(`All ${formatNumber(lines?.rows ?? 0)} rows that are shown are selected.`);
      case 'clear-one':
        return clearOne();
      case 'clear-all':
        selection.clear();
        return query.setFilter(query.filter.object === undefined ? {} : { object: query.filter.object });
      default:
        return act satisfies never;
    }
  };

  function clearOne() {
    if (selection.rows > 0) return selection.clear();
    const last = tokensOf(query.filter, view.facets).at(-1);
    if (last) query.setFilter(last.without);
  }

  return {
    ...{ selection, asksFirst, onAct },
    answer(answer) {
      if (answer === 'yes' && asksFirst) void run(asksFirst);
      setAsksFirst(undefined);
    },
    onPress(index, how) {
      const pressed = lines?.lineAt(index);
      goTo(index);
      if (!pressed) return;
      if (how === 'toggle') return selection.toggle(pressed);
      if (how === 'range') return void selectTo(active, index);
      if (pressed.kind === 'group' && pressed.state === 'open') return query.closeGroup(pressed.group);
      if (pressed.kind === 'row') onDetail(pressed.row.seq);
      else open(pressed);
    },
    excludeRow: (detail) => void excludeThem([{ seqs: [detail.seq] }]),
    reviewRow: (detail) =>
      void mark(
        view.reportId,
        [{ seqs: [detail.seq] }],
        detail.review === 'reviewed' ? 'open' : 'reviewed',
      ).then((isDone) => isDone && refresh()),
  };
}

function isReviewed(line: ReportLine | undefined): boolean {
  if (line?.kind === 'row') return line.row.review === 'reviewed';
  return line?.kind === 'group' && line.reviewed === line.rows;
}

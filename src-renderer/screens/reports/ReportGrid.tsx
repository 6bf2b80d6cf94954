import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ReportSort } from '../../../src-preload/contract/report-words.ts';
import { useStore } from '../../state/store.ts';
import type { Column } from './columns.ts';
import { GridRow } from './GridRow.tsx';
import { actOfKey, type GridAct } from './grid-keys.ts';
import type { LinesCache } from './lines-cache.ts';
import { keyOf } from './row-words.ts';
import { ROW_HEIGHT, rowsAtMost, rowsInSight, rowsTopShowing, scrollScale } from './scroll-scale.ts';

const useStyles = makeStyles({
  grid: {
    flex: '1 1 0',
    minHeight: '120px',
    minWidth: 0,
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    position: 'relative',
    overflowAnchor: 'none',
  },
  headGroup: { position: 'sticky', top: 0, zIndex: 2 },
  // On the line below the headings, so that nothing moves.
  late: { position: 'absolute', insetInline: 0, bottom: 0, pointerEvents: 'none' },
  head: {
    display: 'grid',
    alignItems: 'center',
    height: '32px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  heading: { padding: `0 ${tokens.spacingHorizontalS}`, overflow: 'hidden' },
  headingWords: { fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold },
  sort: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    minHeight: '24px',
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    cursor: 'pointer',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  rows: { position: 'relative' },
});

const HEAD_HEIGHT = 32;

export interface ReportGridProps {
  readonly label: string;
  readonly lines: LinesCache;
  /** Other lines are being read: a sort or search of a million rows takes a second. */
  readonly isLate: boolean;
  readonly want: (first: number, last: number) => void;
  readonly columns: readonly Column[];
  readonly sort: ReportSort;
  readonly onSort: (by: ReportSort['by']) => void;
  readonly active: number;
  readonly isSelected: (key: string) => boolean;
  readonly onAct: (act: GridAct) => void;
  readonly onPress: (index: number, how: 'one' | 'toggle' | 'range') => void;
  /** Grows with each wish to bring the active row into sight. */
  readonly reveal: number;
  /** The scrollbar's place is kept for Back under this name. */
  readonly keptAs: string;
}

/**
 * The report's rows: role grid with true row numbers although only those in sight stand in the page (ux §14). The
 * focus stays on the grid, which names the active row, so that scrolling never loses it.
 */
export function ReportGrid(props: ReportGridProps) {
  const { lines, want, columns, active, isSelected, onAct, reveal, keptAs } = props;
  const styles = useStyles();
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const bodyHeight = Math.max(0, view.height - HEAD_HEIGHT);
  const scale = scrollScale(lines.total, bodyHeight);
  const rowsTop = scale.toRows(view.top);
  const { first, last } = rowsInSight(rowsTop, bodyHeight, lines.total);
  const tracks = columns.map(({ width }) => width).join(' ');

  useEffect(() => want(first, last), [want, first, last]);

  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const kept = useStore.getState().kept[keptAs];
    if (typeof kept === 'number') element.scrollTop = kept;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      useStore.getState().keep(keptAs, element.scrollTop);
    };
  }, [keptAs]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish scrolls; lines that arrive never do (U10).
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element || reveal === 0) return;
    const top = rowsTopShowing(active, scale.toRows(element.scrollTop), bodyHeight);
    const bar = scale.toBar(top);
    if (Math.abs(bar - element.scrollTop) >= 1) element.scrollTop = bar;
  }, [reveal]);

  // A row that scrolls out of sight becomes the one that comes in: nothing is taken out of the page or put into it.
  const places = rowsAtMost(bodyHeight);
  const shown: number[] = [];
  for (let index = first; index <= last; index++) shown.push(index);
  if (lines.total > 0 && active < lines.total && (active < first || active > last)) shown.push(active);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const { key, shiftKey: shift, ctrlKey, metaKey, altKey: alt } = event;
    const page = Math.max(1, Math.floor(bodyHeight / ROW_HEIGHT) - 1);
    const act = actOfKey({ key, shift, command: ctrlKey || metaKey, alt }, page);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    onAct(act);
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (!(row instanceof HTMLElement)) return;
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    props.onPress(Number(row.dataset.index), how);
  };

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={lines.total + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-busy={props.isLate}
      {...(lines.total > 0 && { 'aria-activedescendant': `${id}-${active}` })}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onScroll={(event) => {
        const top = event.currentTarget.scrollTop;
        setView((before) => (before.top === top ? before : { ...before, top }));
      }}
    >
      <HeadRow {...props} tracks={tracks} />
      <div role="rowgroup" className={styles.rows} style={{ height: scale.height }}>
        {shown.map((index) => {
          const line = lines.lineAt(index);
          return (
            <GridRow
              key={index >= first && index <= last ? index % places : 'active'}
              id={`${id}-${index}`}
              line={line}
              index={index}
              total={lines.total}
              top={index * ROW_HEIGHT + (view.top - rowsTop)}
              columns={columns}
              tracks={tracks}
              isActive={index === active}
              isSelected={line !== undefined && isSelected(keyOf(line))}
            />
          );
        })}
      </div>
    </div>
  );
}

function HeadRow({
  columns,
  sort,
  onSort,
  tracks,
  isLate,
}: Pick<ReportGridProps, 'columns' | 'sort' | 'onSort' | 'isLate'> & { readonly tracks: string }) {
  const styles = useStyles();
  return (
    <div role="rowgroup" className={styles.headGroup}>
      {/* The grid says to a screen reader that it is busy. */}
      {isLate && (
        <div aria-hidden className={styles.late}>
          <ProgressBar thickness="medium" />
        </div>
      )}
      <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: tracks }}>
        {columns.map(({ name, label, sortsBy }) => (
          <div
            key={name}
            role="columnheader"
            className={styles.heading}
            {...(sortsBy !== undefined && {
              'aria-sort': sort.by === sortsBy ? sort.direction : ('none' as const),
            })}
          >
            {sortsBy === undefined ? (
              <span className={styles.headingWords}>{label}</span>
            ) : (
              <button type="button" tabIndex={-1} className={styles.sort} onClick={() => onSort(sortsBy)}>
                {label}
                {sort.by === sortsBy &&
                  (sort.direction === 'ascending' ? (
                    <ArrowUp12Regular aria-hidden />
                  ) : (
                    <ArrowDown12Regular aria-hidden />
                  ))}
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

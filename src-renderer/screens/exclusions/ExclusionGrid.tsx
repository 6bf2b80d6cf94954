import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type PointerEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import type { ExclusionEdit, ExclusionView } from '../../../src-preload/contract/exclusions.ts';
import { CellEditor, COLUMN_LABELS } from './CellEditor.tsx';
import { ExclusionRow, GRID_TEMPLATE, ROW_HEIGHT } from './ExclusionRow.tsx';
import { problemsOf } from './exclusion-words.ts';
import { type Cell, GRID_COLUMNS, selectCell, selectLines } from './selection.ts';
import { type GridParts, useGrid } from './use-grid.ts';
import { type GridActs, gridKeys } from './use-grid-keys.ts';

const useStyles = makeStyles({
  grid: {
    flex: '1 1 0',
    // In a low window the page scrolls, and some lines stay in sight together.
    minHeight: '220px',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    userSelect: 'none',
  },
  inside: { minWidth: '774px' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'grid',
    gridTemplateColumns: GRID_TEMPLATE,
    height: `${ROW_HEIGHT}px`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
    fontWeight: tokens.fontWeightSemibold,
  },
  heading: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `0 ${tokens.spacingHorizontalS}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    cursor: 'pointer',
    outlineOffset: '-2px',
    ':focus': { outline: `2px solid ${tokens.colorBrandStroke1}` },
  },
  body: { position: 'relative' },
  older: { opacity: 0.6 },
});

/** What the toolbar may ask of the grid. */
export interface GridHandle {
  readonly focus: () => void;
  /** `false` where no line is chosen. */
  readonly deleteChosen: () => boolean;
}

type Sort = NonNullable<ExclusionView['sort']>;

export interface ExclusionGridProps extends GridParts, Omit<GridActs, 'onEdit' | 'onUse' | 'onSort'> {
  readonly onSort: (sort: Sort | undefined) => void;
  readonly handle: Ref<GridHandle>;
}

/** The exclusions as a spreadsheet of any length: one tab stop, true row numbers, only what is seen in the page. */
export function ExclusionGrid(props: ExclusionGridProps) {
  const styles = useStyles();
  const { lines, view, lastRow, handle } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useGrid(props);
  const { selection, block, typing, rows, total } = grid;
  const { active } = selection;

  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    scrollMargin: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    rangeExtractor: ({ startIndex, endIndex, overscan }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(rows - 1, endIndex + overscan);
      const seen = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
      // The row with the focus stays, or the keys would have nowhere to go once it is scrolled away.
      const away = active.row >= 0 && active.row < rows && (active.row < from || active.row > to);
      return away ? [...seen, active.row].sort((a, b) => a - b) : seen;
    },
  });
  const items = virtual.getVirtualItems();
  const inSight = items.filter(({ index }) => index !== active.row);
  const [from, to] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  const { see } = lines;
  useEffect(() => see(from, to), [see, from, to]);

  // The focus follows the active cell, also when the row it stands in was not in the page before.
  const hadFocus = useRef(false);
  const focusActive = useCallback(() => {
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`);
    (cell ?? scroller.current)?.focus({ preventScroll: true });
  }, [active]);
  // Only what the admin moves scrolls; lines that come in later do not.
  const scrolledTo = useRef(active);
  useLayoutEffect(() => {
    if (scrolledTo.current === active) return;
    scrolledTo.current = active;
    if (active.row >= 0 && active.row < rows && hadFocus.current) virtual.scrollToIndex(active.row);
  }, [active, rows, virtual]);
  const standsInPage = active.row < rows;
  useLayoutEffect(() => {
    if (standsInPage && hadFocus.current && !typing) focusActive();
  }, [focusActive, typing, standsInPage]);

  useImperativeHandle(handle, () => ({
    focus: () => focusActive(),
    deleteChosen: () => {
      const range = grid.rangeOf(block);
      if (range) props.onDelete(range);
      return range !== undefined;
    },
  }));

  const onUse = (row: number): boolean => {
    const line = lines.at(row);
    const suggested = line && problemsOf(line).suggested;
    if (!line || !suggested) return false;
    void props.onEdit({ kind: 'set', cells: [{ id: line.id, ...suggested }] });
    return true;
  };
  const latestUse = useRef(onUse);
  latestUse.current = onUse;
  const use = useCallback((row: number) => void latestUse.current(row), []);

  const sortBy = (column: number) => props.onSort(nextSort(view.sort, column));
  const keys = gridKeys(
    grid,
    lines,
    { ...props, onEdit: (edit: ExclusionEdit) => props.onEdit(edit), onUse, onSort: sortBy },
    () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
  );

  const onPointer = (event: PointerEvent) => {
    if (event.button !== 0 && event.type === 'pointerdown') return;
    const line = lineUnder(event.target);
    const cell = cellUnder(event.target);
    const isDrag = event.type === 'pointermove';
    if (isDrag && (event.buttons & 1) === 0) return;
    if (typing && cell && cell.row === typing.cell.row && cell.column === typing.cell.column) return;
    hadFocus.current = true;
    const extends_ = isDrag || event.shiftKey;
    if (line !== undefined) {
      grid.setSelection(selectLines(extends_ ? selection.anchor.row : line, line));
    } else if (cell && (cell.row !== active.row || cell.column !== active.column || !isDrag)) {
      grid.setSelection(extends_ ? { anchor: selection.anchor, active: cell } : selectCell(cell));
    }
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Exclusions"
      aria-rowcount={rows + 1}
      aria-colcount={GRID_COLUMNS.length + 1}
      aria-multiselectable="true"
      tabIndex={-1}
      className={styles.grid}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        // A cell that leaves the page takes the focus with it; only another control ends the grid's turn.
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
          hadFocus.current = false;
      }}
      onKeyDown={keys.onKeyDown}
      onPaste={keys.onPaste}
      onCopy={keys.onCopy}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onClick={({ target }) => {
        const cell = cellUnder(target);
        if (cell?.row === -1) sortBy(cell.column);
      }}
      onDoubleClick={({ target }) => {
        const cell = cellUnder(target);
        if (cell) grid.type(cell);
      }}
    >
      <div className={styles.inside}>
        <div role="row" aria-rowindex={1} className={styles.head}>
          <div role="columnheader" aria-colindex={1}>
            <span className="visually-hidden">Line</span>
          </div>
          {GRID_COLUMNS.map((name, column) => (
            <div
              key={name}
              role="columnheader"
              aria-colindex={column + 2}
              aria-sort={view.sort?.by === name ? view.sort.order : 'none'}
              tabIndex={active.row === -1 && active.column === column ? 0 : -1}
              data-cell={`-1:${column}`}
              className={styles.heading}
            >
              {COLUMN_LABELS[name]}
              {view.sort?.by === name && (
                <span aria-hidden="true">{view.sort.order === 'ascending' ? '↑' : '↓'}</span>
              )}
            </div>
          ))}
        </div>
        <div
          role="rowgroup"
          className={mergeClasses(styles.body, !lines.isOfView && styles.older)}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const isChosen = index >= block.from && index <= block.to;
            const isTyped = typing?.cell.row === index;
            return (
              <ExclusionRow
                key={index}
                line={lines.at(index)}
                kind={lastRow === 'takes new lines' && index === total ? 'takes new lines' : 'line'}
                index={index}
                total={total}
                top={start - ROW_HEIGHT}
                left={isChosen ? block.left : -1}
                right={isChosen ? block.right : -1}
                active={index === active.row ? active.column : -1}
                typing={
                  isTyped
                    ? {
                        column: typing.cell.column,
                        editor: (
                          <CellEditor
                            typing={typing}
                            onText={grid.setTypedText}
                            onEnd={(how, next) => void grid.endTyping(how, next)}
                          />
                        ),
                      }
                    : undefined
                }
                onUse={use}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Ascending, then descending, then the document's own order. */
function nextSort(sort: Sort | undefined, column: number): Sort | undefined {
  const by = GRID_COLUMNS[column];
  if (!by) return sort;
  if (sort?.by !== by) return { by, order: 'ascending' };
  return sort.order === 'ascending' ? { by, order: 'descending' } : undefined;
}

function cellUnder(target: EventTarget): Cell | undefined {
  const cell =
    target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell : undefined;
  const [row, column] = cell?.split(':').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}

function lineUnder(target: EventTarget): number | undefined {
  const line =
    target instanceof Element ? target.closest<HTMLElement>('[data-line]')?.dataset.line : undefined;
  return line === undefined ? undefined : Number(line);
}

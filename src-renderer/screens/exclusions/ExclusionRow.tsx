import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import type { ExclusionLine } from '../../../src-preload/contract/exclusions.ts';
import { EffectCell } from './EffectCell.tsx';
import { lineLabel } from './exclusion-words.ts';
import { GRID_COLUMNS, type GridColumn } from './selection.ts';

export const ROW_HEIGHT = 32;
export const GRID_TEMPLATE =
  '32px minmax(228px, 2fr) minmax(188px, 1fr) minmax(98px, 1.3fr) minmax(228px, 2fr)';

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    display: 'grid',
    gridTemplateColumns: GRID_TEMPLATE,
    height: `${ROW_HEIGHT}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    boxSizing: 'border-box',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  gutter: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightBold,
    cursor: 'default',
  },
  problem: { color: tokens.colorStatusWarningForeground1 },
  edited: {
    width: '6px',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandForeground1,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
  cell: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalS}`,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    cursor: 'cell',
    outlineOffset: '-2px',
    ':focus': { outline: `2px solid ${tokens.colorBrandStroke1}` },
  },
  typed: { padding: 0 },
  known: { color: tokens.colorNeutralForeground2, cursor: 'default' },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    '@media (forced-colors: active)': {
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      forcedColorAdjust: 'none',
      '& svg': { forcedColorAdjust: 'none', color: 'HighlightText !important' },
    },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  ends: { overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 0 },
  address: { display: 'flex', minWidth: 0, whiteSpace: 'pre' },
  tail: { flexShrink: 0 },
});

export interface RowProps {
  /** `undefined` while its page is read, and for the row that takes new lines. */
  readonly line: ExclusionLine | undefined;
  readonly kind: 'line' | 'takes new lines';
  readonly index: number;
  readonly total: number;
  readonly top: number;
  /** The first and last chosen column; -1 where none is. */
  readonly left: number;
  readonly right: number;
  /** The column that Tab comes to; -1 where it is in another row. */
  readonly active: number;
  /** The text field, and the column it stands in. */
  readonly typing: { readonly column: number; readonly editor: ReactNode } | undefined;
  readonly onUse: (index: number) => void;
}

/** One line of the exclusions: the document's two cells, whom they name, and what they do (ux §7). */
export const ExclusionRow = memo(function ExclusionRow(row: RowProps) {
  const styles = useStyles();
  const { line, index, total, top } = row;
  const hasProblem = (line?.problems.length ?? 0) > 0;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.gutter} data-line={index}>
        <span className="visually-hidden">{line ? lineLabel(line, index, total) : 'New line'}</span>
        {hasProblem && (
          <span className={styles.problem} aria-hidden="true">
            !
          </span>
        )}
        {line && line.state !== 'saved' && (
          <span className={styles.edited} title="not saved" aria-hidden="true" />
        )}
      </div>
      {GRID_COLUMNS.map((name, column) => {
        const isTyped = row.typing?.column === column;
        return (
          <div
            key={name}
            role="gridcell"
            aria-colindex={column + 2}
            aria-selected={column >= row.left && column <= row.right}
            aria-readonly={column > 1}
            aria-invalid={isWrong(line, name) || undefined}
            tabIndex={column === row.active ? 0 : -1}
            data-cell={`${index}:${column}`}
            className={mergeClasses(
              styles.cell,
              column > 1 && styles.known,
              column >= row.left && column <= row.right && styles.selected,
              isTyped && styles.typed,
            )}
          >
            {isTyped ? row.typing?.editor : <CellContent name={name} row={row} />}
          </div>
        );
      })}
    </div>
  );
});

function CellContent({ name, row: { line, kind, index, onUse } }: { name: GridColumn; row: RowProps }) {
  const styles = useStyles();
  if (!line) {
    if (kind === 'line') return <span aria-hidden="true">…</span>;
    return name === 'email' ? <span className={styles.quiet}>Type or paste e-mail addresses</span> : null;
  }
  switch (name) {
    case 'email':
      return <Address text={line.email} />;
    case 'managed':
      return (
        <span className={mergeClasses(!line.protects && styles.quiet)}>
          <bdi>{line.managed}</bdi>
          {!line.protects && `${line.managed === '' ? '' : ' · '}not protected`}
        </span>
      );
    case 'person':
      if (line.person) {
        return (
          <bdi className={styles.ends} title={line.person.name}>
            {line.person.name}
          </bdi>
        );
      }
      return line.problems.some(({ kind: problem }) => problem === 'unknown-person') ? (
        <span className={styles.ends}>no such person</span>
      ) : null;
    case 'effect':
      return <EffectCell line={line} onUse={() => onUse(index)} />;
  }
}

/** The end of an address that is never shortened. */
const TAIL = 11;

/** An address too long for its cell loses its middle; the tooltip has it in full (ux §14). */
function Address({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <bdi className={styles.address} title={text}>
      <span className={styles.ends}>{text.slice(0, -TAIL)}</span>
      <span className={styles.tail}>{text.slice(-TAIL)}</span>
    </bdi>
  );
}

function isWrong(line: ExclusionLine | undefined, name: GridColumn): boolean {
  const column = name === 'email' ? 'Email' : name === 'managed' ? 'Provisioning Managed' : undefined;
  return line?.problems.some((problem) => problem.column === column) ?? false;
}

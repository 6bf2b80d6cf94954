import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Checkmark16Regular, ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { memo, type ReactNode } from 'react';
import type { ReportLine, RowBrief } from '../../../src-preload/contract/report-rows.ts';
import { formatNumber, shortenMiddle } from '../../design/formats.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import type { Column, ColumnName } from './columns.ts';
import { changeOf, changeText, hasHeavy, lineLabel, objectCount, subjectOf, warningOf } from './row-words.ts';
import { ROW_HEIGHT } from './scroll-scale.ts';

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    alignItems: 'center',
    height: `${ROW_HEIGHT}px`,
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    contain: 'strict',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  active: { boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
  member: { paddingLeft: tokens.spacingHorizontalL },
  cell: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
    fontSize: tokens.fontSizeBase300,
  },
  mark: { display: 'flex', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
  heavy: { fontWeight: tokens.fontWeightSemibold },
  sign: { fontWeight: tokens.fontWeightBold, color: tokens.colorPaletteMarigoldForeground2 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  inline: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  waiting: {
    display: 'inline-block',
    height: '10px',
    width: '60%',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
  },
});

export interface GridRowProps {
  readonly id: string;
  readonly line: ReportLine | undefined;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly tracks: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

/** One line of the grid: a row, a group of equal changes, or the place of one that is being read. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, line, index, total, top, columns, tracks, isActive, isSelected } = props;
  const styles = useStyles();
  const isMember = line?.kind === 'row' && line.group !== undefined;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-label={lineLabel(line, index, total)}
      {...(line?.kind === 'group' && { 'aria-expanded': line.state === 'open' })}
      data-index={index}
      className={mergeClasses(
        styles.row,
        isSelected && styles.selected,
        isActive && styles.active,
        isMember && styles.member,
      )}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${top}px)` }}
    >
      {columns.map(({ name }) => (
        <div
          key={name}
          role="gridcell"
          className={mergeClasses(styles.cell, name === 'verdict' && styles.mark)}
        >
          {line === undefined ? (
            <span className={styles.waiting} />
          ) : line.kind === 'row' ? (
            <RowCell name={name} row={line.row} />
          ) : (
            <FoldedCell name={name} line={line} />
          )}
        </div>
      ))}
    </div>
  );
});

function RowCell({ name, row }: { readonly name: ColumnName; readonly row: RowBrief }): ReactNode {
  const styles = useStyles();
  switch (name) {
    case 'verdict':
      return <VerdictMark verdict={row.verdict} />;
    case 'person':
      return (
        <bdi className={styles.strong} title={subjectOf(row)}>
          {subjectOf(row)}
        </bdi>
      );
    case 'address':
      return (
        <bdi className={styles.quiet} title={row.address}>
          {shortenMiddle(row.address, 40)}
        </bdi>
      );
    case 'department':
      return <bdi title={row.department}>{row.department}</bdi>;
    case 'change':
      return <bdi title={changeOf(row)}>{changeOf(row)}</bdi>;
    case 'reason':
      return <span title={row.reasonSentence}>{row.reasonSentence}</span>;
    case 'result':
      return row.result ? <span title={row.result.sentence}>{row.result.sentence}</span> : '';
    case 'warning':
      return <WarningCell row={row} />;
    case 'reviewed':
      return row.review === 'reviewed' ? (
        <span className={styles.inline}>
          <Checkmark16Regular aria-hidden /> Yes
        </span>
      ) : (
        ''
      );
    default:
      return name satisfies never;
  }
}

function WarningCell({ row }: { readonly row: RowBrief }) {
  const styles = useStyles();
  const words = warningOf(row);
  if (words === '') return '';
  const isHeavy = hasHeavy({ kind: 'row', row });
  const all = row.warnings.map(({ sentence }) => sentence).join('\n');
  return (
    <span title={all} className={isHeavy ? styles.heavy : styles.quiet}>
      <span className={styles.sign} aria-hidden>
        {isHeavy ? '‼ ' : '! '}
      </span>
      {words}
    </span>
  );
}

function FoldedCell({
  name,
  line,
}: {
  readonly name: ColumnName;
  readonly line: Exclude<ReportLine, { kind: 'row' }>;
}): ReactNode {
  const styles = useStyles();
  if (line.kind === 'more')
    return name === 'person' ? (
      <span className={styles.quiet}>
        {formatNumber(line.shown)} of {formatNumber(line.rows)} shown. Show more
      </span>
    ) : (
      ''
    );
  switch (name) {
    case 'verdict':
      return <VerdictMark verdict={line.verdict} />;
    case 'person':
      return (
        <span className={mergeClasses(styles.inline, styles.strong)}>
          {line.state === 'open' ? (
            <ChevronDown16Regular aria-hidden />
          ) : (
            <ChevronRight16Regular aria-hidden />
          )}
          {objectCount(line.object, line.rows)}
        </span>
      );
    case 'change': {
      const words = line.changes.map(changeText).join(' · ');
      return <bdi title={words}>{words}</bdi>;
    }
    case 'reviewed':
      return line.reviewed > 0 ? `${formatNumber(line.reviewed)} of ${formatNumber(line.rows)}` : '';
    default:
      return '';
  }
}

import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import { formatNumber } from '../../design/formats.ts';
import { toggled, withList } from './report-filter.ts';

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    flexShrink: 0,
  },
  chart: { display: 'flex', flexDirection: 'column', minWidth: 0, margin: 0 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', minHeight: '24px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold },
  bar: {
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 3fr) minmax(40px, 2fr) 6ch',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    width: '100%',
    minHeight: '24px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2, fontWeight: tokens.fontWeightSemibold },
  label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  value: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  track: { height: '10px' },
  fill: {
    height: '100%',
    minWidth: '2px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
  rest: {
    padding: `0 ${tokens.spacingHorizontalXS}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly rows: number;
  readonly isChosen: boolean;
  readonly filter: ReportFilter;
}

const BARS = 3;

/** By department, by attribute, by reason: each bar has its number as text and filters when pressed (ux §5). */
export function Charts({
  facets,
  filter,
  onFilter,
}: {
  readonly facets: ReportFacets;
  readonly filter: ReportFilter;
  readonly onFilter: (filter: ReportFilter) => void;
}) {
  const styles = useStyles();
  const { departments, fields, reasons, results } = facets;
  return (
    <section className={styles.charts} aria-label="Charts">
      {departments.top.some(({ value }) => value !== '') && (
        <Chart
          title="By department"
          bars={departments.top.map(({ value, rows }) => ({
            key: value,
            label: value === '' ? '(none)' : value,
            rows,
            isChosen: filter.departments?.includes(value) === true,
            filter: withList(filter, 'departments', toggled(filter.departments, value)),
          }))}
          rest={departments.otherValues}
          onFilter={onFilter}
        />
      )}
      {fields.length > 0 && (
        <Chart
          title="By attribute"
          bars={fields.map(({ value, label, rows }) => ({
            ...{ key: value, label, rows },
            isChosen: filter.fields?.includes(value) === true,
            filter: withList(filter, 'fields', toggled(filter.fields, value)),
          }))}
          onFilter={onFilter}
        />
      )}
      {reasons.length > 0 && (
        <Chart
          title="By reason"
          bars={reasons.map(({ value, label, rows }) => ({
            ...{ key: value, label, rows },
            isChosen: filter.reasons?.includes(value) === true,
            filter: withList(filter, 'reasons', toggled(filter.reasons, value)),
          }))}
          onFilter={onFilter}
        />
      )}
      {results.length > 0 && (
        <Chart
          title="By result"
          bars={results.map(({ value, label, rows }) => ({
            ...{ key: value, label, rows },
            isChosen: filter.results?.includes(value) === true,
            filter: withList(filter, 'results', toggled(filter.results, value)),
          }))}
          onFilter={onFilter}
        />
      )}
    </section>
  );
}

function Chart({
  title,
  bars,
  rest = 0,
  onFilter,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Values beyond those that are listed. */
  readonly rest?: number;
  readonly onFilter: (filter: ReportFilter) => void;
}) {
  const styles = useStyles();
  const [isTable, setTable] = useState(false);
  const sorted = bars.toSorted((a, b) => b.rows - a.rows);
  const shown = sorted.filter(({ isChosen }, index) => index < BARS || isChosen);
  const most = Math.max(1, ...bars.map(({ rows }) => rows));
  const hidden = bars.length - shown.length + rest;
  return (
    <figure className={styles.chart} aria-label={title}>
      <div className={styles.head}>
        <figcaption className={styles.title}>{title}</figcaption>
        <Button
          size="small"
          appearance="transparent"
          aria-label={isTable ? `${title}: show as chart` : `${title}: show as table`}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </div>
      {isTable ? (
        <ChartTable title={title} bars={sorted} />
      ) : (
        <>
          {shown.map((bar) => (
            <button
              key={bar.key}
              type="button"
              aria-pressed={bar.isChosen}
              className={mergeClasses(styles.bar, bar.isChosen && styles.chosen)}
              onClick={() => onFilter(bar.filter)}
            >
              <bdi className={styles.label} title={bar.label}>
                {bar.label}
              </bdi>
              <span className={styles.track} aria-hidden>
                <span
                  className={styles.fill}
                  style={{ display: 'block', width: `${(bar.rows / most) * 100}%` }}
                />
              </span>
              <span className={styles.value}>{formatNumber(bar.rows)}</span>
            </button>
          ))}
          {hidden > 0 && <span className={styles.rest}>and {formatNumber(hidden)} more</span>}
        </>
      )}
    </figure>
  );
}

function ChartTable({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) {
  return (
    <Table size="extra-small" aria-label={title}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{title.replace('By ', '').replace(/^./, (c) => c.toUpperCase())}</TableHeaderCell>
          <TableHeaderCell>Rows</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {bars.map(({ key, label, rows }) => (
          <TableRow key={key}>
            <TableCell>
              <bdi>{label}</bdi>
            </TableCell>
            <TableCell>{formatNumber(rows)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

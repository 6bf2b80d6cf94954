import {
  Link,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import type { PastRun } from '../../../src-preload/contract/overview.ts';
import { formatDuration, formatNumber } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  changes: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: {
    display: 'inline-block',
    height: '10px',
    minWidth: '2px',
    borderRadius: '2px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    verticalAlign: 'middle',
    marginInlineEnd: tokens.spacingHorizontalS,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
});

const WIDEST = 72;
/** Headings of numbers stand above the numbers. */
const atEnd = { justifyContent: 'flex-end' } as const;

/** The last ten runs: a bar of how many people each would change or changed, with the number beside it (ux §3). */
export function LastRuns({ runs }: { readonly runs: readonly PastRun[] }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  if (runs.length === 0) return null;
  const most = Math.max(1, ...runs.map(({ changes }) => changes ?? 0));
  return (
    <section aria-label="Last runs">
      <h2 className={styles.title}>Last runs</h2>
      <Table size="small" aria-label="Last runs">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>When</TableHeaderCell>
            <TableHeaderCell>Outcome</TableHeaderCell>
            <TableHeaderCell>Mode</TableHeaderCell>
            <TableHeaderCell>Changes to people</TableHeaderCell>
            <TableHeaderCell button={{ style: atEnd }}>Archives</TableHeaderCell>
            <TableHeaderCell button={{ style: atEnd }}>Took</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map(({ runId, atMs, outcome, testMode, durationMs, reportId, changes, archived }) => (
            <TableRow key={runId}>
              <TableCell>
                {reportId === undefined ? (
                  <TimeText ms={atMs} />
                ) : (
                  <Link as="button" onClick={() => go({ place: 'reports', reportId })}>
                    <TimeText ms={atMs} />
                  </Link>
                )}
              </TableCell>
              <TableCell className={outcome.startsWith('Skipped') ? styles.quiet : ''}>{outcome}</TableCell>
              <TableCell>{testMode ? 'Test Mode' : 'Live'}</TableCell>
              <TableCell>
                {changes === undefined ? (
                  '–'
                ) : (
                  <span className={styles.changes}>
                    <span
                      className={styles.bar}
                      style={{ width: `${Math.round((changes / most) * WIDEST)}px` }}
                      aria-hidden="true"
                    />
                    {formatNumber(changes)}
                  </span>
                )}
              </TableCell>
              <TableCell className={styles.number}>
                {archived === undefined ? '–' : formatNumber(archived)}
              </TableCell>
              <TableCell className={styles.number}>
                {durationMs === undefined ? '–' : formatDuration(durationMs)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

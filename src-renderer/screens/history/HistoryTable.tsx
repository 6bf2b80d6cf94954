import {
  Button,
  Link,
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
import type { HistoryLine } from '../../../src-preload/contract/history.ts';
import { formatDuration } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useStore } from '../../state/store.ts';
import { countsOf, modeOf, whatOf } from './history-words.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', flexShrink: 0 },
  table: { tableLayout: 'auto', minWidth: '760px' },
  cell: {
    verticalAlign: 'top',
    paddingBlock: tokens.spacingVerticalSNudge,
    overflowWrap: 'anywhere',
  },
  time: { whiteSpace: 'nowrap' },
  short: { whiteSpace: 'nowrap' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
  quiet: { color: tokens.colorNeutralForeground3 },
  /** For a screen reader: the column speaks for itself to the eye. */
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  attention: { fontWeight: tokens.fontWeightSemibold },
  cause: { display: 'block', color: tokens.colorNeutralForeground2, maxWidth: '64ch' },
});

/** Runs and acts, newest first: what, how it ended, who, how long (ux §9). */
export function HistoryTable({
  lines,
  onUndo,
}: {
  readonly lines: readonly HistoryLine[];
  readonly onUndo: (line: Extract<HistoryLine, { kind: 'run' }>) => void;
}) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard.
    <section className={styles.scroll} aria-label="History table" tabIndex={0}>
      <Table size="small" className={styles.table} aria-label="History">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>When</TableHeaderCell>
            <TableHeaderCell>What</TableHeaderCell>
            <TableHeaderCell>Outcome</TableHeaderCell>
            <TableHeaderCell>People</TableHeaderCell>
            <TableHeaderCell>Who</TableHeaderCell>
            <TableHeaderCell className={styles.numberHead}>Took</TableHeaderCell>
            <TableHeaderCell>
              <span className={styles.unseen}>Undo</span>
            </TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map((line) => (
            <Line key={`${line.kind} ${line.id}`} line={line} onUndo={onUndo} />
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function Line({
  line,
  onUndo,
}: {
  readonly line: HistoryLine;
  readonly onUndo: (line: Extract<HistoryLine, { kind: 'run' }>) => void;
}) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const report = line.kind === 'run' ? line.report : undefined;
  const mode = modeOf(line);
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.time)}>
        {report ? (
          <Link
            as="button"
            aria-label={`Open the report of this ${whatOf(line).toLowerCase()}`}
            onClick={() => go({ place: 'reports', reportId: report.reportId })}
          >
            <TimeText ms={line.atMs} />
          </Link>
        ) : (
          <TimeText ms={line.atMs} />
        )}
      </TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.short)}>
        {whatOf(line)}
        {mode !== '' && <span className={styles.cause}>{mode}</span>}
      </TableCell>
      <TableCell className={styles.cell}>
        <Outcome line={line} />
      </TableCell>
      <TableCell className={styles.cell}>{countsOf(line)}</TableCell>
      <TableCell className={styles.cell}>
        <bdi>{line.who}</bdi>
      </TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.number)}>
        {line.kind === 'run' && line.durationMs !== undefined ? formatDuration(line.durationMs) : ''}
      </TableCell>
      <TableCell className={styles.cell}>
        {line.kind === 'run' && line.canUndo && (
          <Button size="small" onClick={() => onUndo(line)}>
            Undo this sync…
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Skipped is grey, never red (U7); the cause stands with it. */
function Outcome({ line }: { readonly line: HistoryLine }) {
  const styles = useStyles();
  if (line.kind === 'act') return line.sentence;
  const { outcome, tone, cause, applied } = line;
  const moved =
    applied !== undefined && applied.moved > 0 ? `${applied.moved} left alone: changed since` : '';
  return (
    <>
      <span
        className={mergeClasses(tone === 'quiet' && styles.quiet, tone === 'attention' && styles.attention)}
      >
        {outcome}
      </span>
      {[cause ?? '', moved]
        .filter((part) => part !== '')
        .map((part) => (
          <span key={part} className={styles.cause}>
            {part}
          </span>
        ))}
    </>
  );
}

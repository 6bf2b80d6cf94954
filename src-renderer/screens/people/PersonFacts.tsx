import {
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
import type { AskedReport } from '../../../src-preload/contract/people.ts';
import type { RowBrief, RowDetail } from '../../../src-preload/contract/report-rows.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { ChangedValue } from '../reports/Pieces.tsx';
import { personFacts } from './person-facts.ts';

const useStyles = makeStyles({
  table: { maxWidth: '1080px', tableLayout: 'fixed' },
  label: {
    width: '15%',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
    '& > *': { alignItems: 'flex-start', minHeight: '0', paddingBlock: '2px 0' },
  },
  cell: { verticalAlign: 'top', paddingBlock: tokens.spacingVerticalSNudge, overflowWrap: 'anywhere' },
  sync: { width: '34%' },
  none: { color: tokens.colorNeutralForeground3 },
  why: { margin: `${tokens.spacingVerticalXXS} 0 0`, color: tokens.colorNeutralForeground2 },
});

/** Directory, console, and what a sync would do, a line an attribute (ux §8). */
export function PersonFacts({
  person,
  report,
}: {
  readonly person: RowDetail;
  readonly report: AskedReport;
}) {
  const styles = useStyles();
  const facts = personFacts(person, report);
  // Of somebody new there is no old value to strike.
  const isNew = person.verdict === 'Created';
  return (
    <Table className={styles.table} size="small" aria-label="What is known of this person">
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.label}>Attribute</TableHeaderCell>
          <TableHeaderCell>Directory</TableHeaderCell>
          <TableHeaderCell>Console</TableHeaderCell>
          <TableHeaderCell className={styles.sync}>
            {person.result ? 'What the sync did' : 'What a sync would do'}
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {facts.map(({ label, directory, console, change }, at) => (
          <TableRow key={label}>
            <TableHeaderCell scope="row" className={mergeClasses(styles.label, styles.cell)}>
              {label}
            </TableHeaderCell>
            <TableCell className={styles.cell}>
              <Value value={directory} isPartial={report.partial} />
            </TableCell>
            <TableCell className={styles.cell}>
              <Value value={console} isPartial={report.partial} />
            </TableCell>
            <TableCell className={styles.cell}>
              {at === 0 && (
                <>
                  <VerdictMark verdict={person.verdict} />
                  <p className={styles.why}>
                    <bdi>{person.result?.sentence ?? person.reasonSentence}</bdi>
                  </p>
                </>
              )}
              {change && (isNew ? <bdi>{change.new}</bdi> : <ChangedValue change={change} />)}
            </TableCell>
          </TableRow>
        ))}
        {person.others.map((other) => (
          <Membership key={other.seq} row={other} />
        ))}
      </TableBody>
    </Table>
  );
}

function Value({ value, isPartial }: { readonly value: string | undefined; readonly isPartial: boolean }) {
  const styles = useStyles();
  if (value === undefined)
    return <span className={styles.none}>{isPartial ? '– as far as listed' : '–'}</span>;
  return value === '' ? <span className={styles.none}>(empty)</span> : <bdi>{value}</bdi>;
}

const HAS: Readonly<Record<'Created' | 'Archived' | 'Unchanged', readonly [string, string]>> = {
  Created: ['member', '–'],
  Archived: ['–', 'member'],
  Unchanged: ['member', 'member'],
};

function Membership({ row }: { readonly row: RowBrief }) {
  const styles = useStyles();
  const { verdict } = row;
  const [directory, console] =
    verdict === 'Created' || verdict === 'Archived' || verdict === 'Unchanged' ? HAS[verdict] : ['', ''];
  return (
    <TableRow>
      <TableHeaderCell scope="row" className={mergeClasses(styles.label, styles.cell)}>
        {row.object === 'user' ? (
          'Another row'
        ) : (
          <>
            Group <bdi>{row.groupName}</bdi>
          </>
        )}
      </TableHeaderCell>
      <TableCell className={styles.cell}>{directory}</TableCell>
      <TableCell className={styles.cell}>{console}</TableCell>
      <TableCell className={styles.cell}>
        <VerdictMark verdict={verdict} />
        <p className={styles.why}>{row.result?.sentence ?? row.reasonSentence}</p>
      </TableCell>
    </TableRow>
  );
}

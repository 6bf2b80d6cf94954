import {
  Button,
  Field,
  Input,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, WarningFilled } from '@fluentui/react-icons';
import type { OwnSettingsView } from '../../../src-preload/contract/provisioning.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { ChangedField } from './ChangedField.tsx';
import { draftLimits, type Edits } from './draft.ts';
import {
  type Against,
  LIMIT_ROWS,
  type LimitName,
  limitProblem,
  limitText,
  wouldHalt,
} from './limit-words.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  hint: { margin: 0, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  scroller: { width: '100%', overflowX: 'auto' },
  table: { minWidth: '640px', maxWidth: '980px' },
  cell: { verticalAlign: 'top', paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  number: { width: '88px' },
  what: { width: '24%' },
  over: { fontWeight: tokens.fontWeightSemibold },
  halts: { margin: 0 },
  unit: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The guard's limits of this tenant (R4), against what the last report says. */
export function Limits({
  own,
  edits,
  onEdit,
}: {
  readonly own: OwnSettingsView;
  readonly edits: Edits;
  readonly onEdit: (limits: Edits['limits']) => void;
}) {
  const styles = useStyles();
  const { lastReport, limits, usualLimits } = own;
  const draft = draftLimits(limits, edits);

  const usual = () => {
    const texts: Partial<Record<LimitName, string>> = {};
    for (const { share, floor, ceiling } of LIMIT_ROWS) {
      for (const name of [share, floor, ceiling]) if (name) texts[name] = limitText(name, usualLimits[name]);
    }
    onEdit(texts);
  };
  const field = (name: LimitName, label: string, unit: string) => {
    const text = edits.limits[name] ?? limitText(name, limits[name]);
    const isChanged = edits.limits[name] !== undefined;
    const problem = limitProblem(name, text);
    return (
      <ChangedField was={isChanged ? limitText(name, limits[name]) : undefined}>
        <Field {...(problem !== undefined && { validationState: 'warning', validationMessage: problem })}>
          <Input
            className={styles.number}
            value={text}
            inputMode="decimal"
            aria-invalid={problem !== undefined}
            aria-label={label}
            onChange={(_event, { value }) => onEdit({ [name]: value })}
          />
        </Field>
        <span className={styles.unit}>{unit}</span>
      </ChangedField>
    );
  };

  return (
    <div className={styles.part}>
      <p className={styles.hint}>
        A live sync that would go over one of these stops before its first change, and its report opens. The
        higher of share and number counts.{' '}
        {lastReport ? (
          <>
            The last report is of <TimeText ms={lastReport.startedAtMs} />.
          </>
        ) : (
          'After the first test-mode sync its numbers stand here too.'
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the region scrolls sideways by keyboard in a narrow window */}
      <section className={styles.scroller} aria-label="Limits of the guard" tabIndex={0}>
        <Table className={styles.table} size="small" aria-label="Limits">
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.what}>Limit</TableHeaderCell>
              <TableHeaderCell>Share</TableHeaderCell>
              <TableHeaderCell>Always allowed</TableHeaderCell>
              <TableHeaderCell>Never more than</TableHeaderCell>
              <TableHeaderCell>In the last report</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {LIMIT_ROWS.map(({ what, share, shareOf, floor, ceiling, inReport }) => (
              <TableRow key={share}>
                <TableCell className={styles.cell}>{what}</TableCell>
                <TableCell className={styles.cell}>
                  {field(share, `${what}: share in percent`, shareOf)}
                </TableCell>
                <TableCell className={styles.cell}>
                  {floor === undefined ? '–' : field(floor, `${what}: always allowed`, '')}
                </TableCell>
                <TableCell className={styles.cell}>
                  {ceiling === undefined ? '–' : field(ceiling, `${what}: never more than`, '')}
                </TableCell>
                <TableCell className={styles.cell}>
                  {lastReport ? <InReport {...inReport(lastReport, draft)} /> : '–'}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </section>
      {lastReport && <WouldHalt halts={wouldHalt(lastReport, draft)} />}
      <Button onClick={usual}>Put the usual limits in</Button>
    </div>
  );
}

function InReport({ text, isOver }: Against) {
  const styles = useStyles();
  return isOver ? (
    <span className={styles.over}>
      <WarningFilled aria-hidden /> {text}
    </span>
  ) : (
    text
  );
}

/** What the limits as they are typed would mean, said again whenever that turns. */
function WouldHalt({ halts }: { readonly halts: boolean }) {
  const styles = useStyles();
  return (
    <p className={styles.halts} role="status">
      {halts ? <WarningFilled aria-hidden /> : <CheckmarkCircleRegular aria-hidden />}{' '}
      {halts
        ? 'With these limits a live sync of the last report would halt before its first change.'
        : 'With these limits a live sync of the last report would not halt.'}
    </p>
  );
}

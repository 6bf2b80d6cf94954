import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { ReasonedButton } from './ReasonedButton.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  scroll: { maxHeight: '50vh', overflowY: 'auto' },
  none: { color: tokens.colorNeutralForeground3 },
  wide: { width: '50%' },
  address: { overflowWrap: 'anywhere' },
});

const STEP = 200;

/** Mine and theirs, line by line, only what differs (`file.changed`, Compare). */
export function CompareDialog({
  tenantId,
  onKeepMine,
  onTakeTheirs,
  onClose,
}: {
  readonly tenantId: string;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const [offset, setOffset] = useState(0);
  const { value, failure, reload } = useAnswer('compareExclusions', { tenantId, offset, limit: STEP });
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Your list and theirs</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              {failure && <FailureBar failure={failure} onRetry={reload} />}
              {!value && !failure && <Waiting words="Comparing" />}
              {value && (
                <>
                  <span role="status">
                    {value.total > STEP
                      ? `Lines ${offset + 1} to ${offset + value.lines.length} of ${countOf(value.total, 'line', 'lines')} that differ`
                      : `${countOf(value.total, 'line differs', 'lines differ')}`}
                  </span>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
                  <section className={styles.scroll} aria-label="Differences" tabIndex={0}>
                    <Table size="small" aria-label="Lines that differ">
                      <TableHeader>
                        <TableRow>
                          <TableHeaderCell className={styles.wide}>Email</TableHeaderCell>
                          <TableHeaderCell>Yours</TableHeaderCell>
                          <TableHeaderCell>Theirs</TableHeaderCell>
                        </TableRow>
                      </TableHeader>
                      <TableBody>
                        {value.lines.map((line) => (
                          <TableRow key={`${line.email} ${line.mine} ${line.theirs}`}>
                            <TableCell className={styles.address}>
                              <bdi>{line.email}</bdi>
                            </TableCell>
                            <TableCell>
                              <Side text={line.mine} />
                            </TableCell>
                            <TableCell>
                              <Side text={line.theirs} />
                            </TableCell>
                          </TableRow>
                        ))}
                      </TableBody>
                    </Table>
                  </section>
                </>
              )}
            </div>
          </DialogContent>
          <DialogActions fluid>
            {value && value.total > STEP && (
              <>
                <ReasonedButton
                  why={offset === 0 ? 'These are the first.' : undefined}
                  onClick={() => setOffset(Math.max(0, offset - STEP))}
                >
                  Lines before
                </ReasonedButton>
                <ReasonedButton
                  why={offset + STEP >= value.total ? 'These are the last.' : undefined}
                  onClick={() => setOffset(offset + STEP)}
                >
                  Lines after
                </ReasonedButton>
              </>
            )}
            <Button onClick={onKeepMine}>Keep mine</Button>
            <Button onClick={onTakeTheirs}>Take theirs</Button>
            <Button appearance="primary" onClick={onClose}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Side({ text }: { readonly text: string | undefined }) {
  const styles = useStyles();
  if (text === undefined) return <span className={styles.none}>not on the list</span>;
  return text === '' ? <span className={styles.none}>empty</span> : <bdi>{text}</bdi>;
}

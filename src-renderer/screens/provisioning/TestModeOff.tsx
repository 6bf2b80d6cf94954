import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { LastReport, OwnSettingsView } from '../../../src-preload/contract/provisioning.ts';
import { formatNumber } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { AliasAcknowledgement } from './AliasPart.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  line: { margin: 0 },
});

/** `testmode.off`: what the last report says, and what the console will do by itself (ux §11, R22, R25). */
export function TestModeOff({
  own,
  aliases,
  ticked,
  onTick,
}: {
  readonly own: OwnSettingsView;
  /** Whether the alias list has to be acknowledged first (R16). */
  readonly aliases: 'to acknowledge' | 'no question';
  readonly ticked: 'ticked' | 'open';
  readonly onTick: (ticked: 'ticked' | 'open') => void;
}) {
  const styles = useStyles();
  const { lastReport, archivesTheUntold } = own;
  return (
    <div className={styles.part}>
      {lastReport?.isFresh ? (
        <p className={styles.line}>
          <ReportSays report={lastReport} /> Nothing happens by turning it off; the next live sync makes
          changes after you approve them.
        </p>
      ) : (
        <p className={styles.line}>
          {isYoung(lastReport)
            ? 'The settings changed since the last report, so nobody can say what the next sync would do.'
            : 'There is no report from the last 24 hours, so nobody can say what the next sync would do.'}{' '}
          {lastReport && <ReportSays report={lastReport} />}
        </p>
      )}
      <p className={styles.line}>
        The console may do more by itself: enrol new and restored people in campaigns, use licence seats,
        refuse domains that are not allowed.
      </p>
      {archivesTheUntold && (
        <p className={styles.line}>
          This console archives whoever it was not told about. So the first live sync writes unchanged people
          too: <strong>leave Test Mode on in the console until this is done.</strong>
        </p>
      )}
      {aliases === 'to acknowledge' && lastReport && (
        <AliasAcknowledgement report={lastReport} ticked={ticked} onTick={onTick} />
      )}
    </div>
  );
}

/** A report of today is stale too when sources or limits were set after it (design §6). */
function isYoung(report: LastReport | undefined): boolean {
  return report !== undefined && Date.now() - report.startedAtMs < 24 * 60 * 60 * 1000;
}

/** "The last report (24 Nov, 14:37) says: create 12, change 40, archive 3, restore 1." */
function ReportSays({ report }: { readonly report: LastReport }) {
  const { created, changed, archived, restored } = report.counts.users;
  const parts = [
    ['create', created],
    ['change', changed],
    ['archive', archived],
    ['restore', restored],
  ] as const;
  return (
    <>
      The last report (<TimeText ms={report.startedAtMs} />) says:{' '}
      {parts.map(([verb, count], index) => (
        <Fragment key={verb}>
          {index > 0 && ', '}
          {/* Archives stand out, because they answer the first question. */}
          {verb === 'archive' ? (
            <strong>{`${verb} ${formatNumber(count)}`}</strong>
          ) : (
            `${verb} ${formatNumber(count)}`
          )}
        </Fragment>
      ))}
      .
    </>
  );
}

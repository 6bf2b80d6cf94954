import { makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Regular, Warning16Regular } from '@fluentui/react-icons';
import type { Listing, ReportView } from '../../../src-preload/contract/reports.ts';
import { countOf, formatNumber } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { readyWords } from './ready-words.ts';

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  fact: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, margin: 0 },
  term: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  value: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, margin: 0 },
  met: { color: tokens.colorPaletteGreenForeground1 },
  unmet: { color: tokens.colorPaletteMarigoldForeground2 },
});

/** Where the two sides come from and whether they are whole, the guard, and the exclusions in force (ux §5). */
export function ReportFacts({ view }: { readonly view: ReportView }) {
  const styles = useStyles();
  const { guard, exclusions } = view;
  const guardWords = readyWords(
    { code: 'guard', state: guard.halted ? 'unmet' : 'met', reasons: guard.reasons },
    Date.now(),
  ).replace(/^Guard: /, '');
  return (
    <dl className={styles.facts}>
      <ListingFact term="Directory" listing={view.directory} />
      <ListingFact term="Console" listing={view.console} />
      <div className={styles.fact}>
        <dt className={styles.term}>Guard</dt>
        <dd className={styles.value}>
          <State isMet={!guard.halted} />
          {guardWords}
          {guard.firstSync &&
            ' (the console has no people yet, so creates are not limited in this first sync)'}
        </dd>
      </div>
      <div className={styles.fact}>
        <dt className={styles.term}>Exclusions</dt>
        <dd className={styles.value}>
          {exclusions.addresses === 0 ? 'none' : countOf(exclusions.addresses, 'address', 'addresses')}
          {exclusions.sources.length > 0 && ` (${exclusions.sources.join(', ')})`}
        </dd>
      </div>
    </dl>
  );
}

function ListingFact({ term, listing }: { readonly term: string; readonly listing: Listing }) {
  const styles = useStyles();
  const more = [
    `${formatNumber(listing.groups)} groups`,
    ...(listing.completedFrom === undefined ? [] : [`completed from ${listing.completedFrom}`]),
    ...(listing.ignoredColumns.length === 0 ? [] : [`ignored columns: ${listing.ignoredColumns.join(', ')}`]),
    ...listing.notes,
  ].join('\n');
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>
        {term} {listing.kind === 'csv' ? 'CSV' : 'SCIM'}
      </dt>
      <dd className={styles.value}>
        <Tooltip content={more} relationship="description">
          <bdi>{listing.name}</bdi>
        </Tooltip>
        <TimeText ms={listing.readAtMs} />
        <State isMet={listing.complete} />
        {listing.complete ? 'complete' : 'not complete'} {formatNumber(listing.rows)}
      </dd>
    </div>
  );
}

function State({ isMet }: { readonly isMet: boolean }) {
  const styles = useStyles();
  return isMet ? (
    <CheckmarkCircle16Regular className={styles.met} aria-hidden />
  ) : (
    <Warning16Regular className={styles.unmet} aria-hidden />
  );
}

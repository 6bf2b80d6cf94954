import { Button, makeStyles, Tab, TabList, ToggleButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { ReportObject, type Verdict } from '../../../src-preload/contract/words.ts';
import { formatNumber } from '../../design/formats.ts';
import { VerdictShape } from '../../design/VerdictMark.tsx';
import { CHIP_ORDER, changesOfObject, toggled, withList, without } from './report-filter.ts';

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: { minWidth: 'auto', borderRadius: tokens.borderRadiusCircular, fontVariantNumeric: 'tabular-nums' },
  warnings: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
  },
  title: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '24px',
  },
  sign: { fontWeight: tokens.fontWeightBold, color: tokens.colorPaletteMarigoldForeground2 },
});

const TAB_WORDS = { user: 'Users', group: 'Groups', membership: 'Memberships' } as const;
const OBJECTS = ReportObject.options;

interface FilterProps {
  readonly view: ReportView;
  readonly filter: ReportFilter;
  readonly onFilter: (filter: ReportFilter) => void;
}

/** Warnings by weight; a press shows whom they are about. Heavy ones always stand there, light ones unfold (ux §5, §12). */
export function WarningRow({ view, filter, onFilter }: FilterProps) {
  const styles = useStyles();
  const [isUnfolded, setUnfolded] = useState(false);
  const all = view.facets.warnings;
  if (all.length === 0) return null;
  const light = all.filter(({ weight }) => weight === 'light');
  const isFolded = light.length > 1 && !isUnfolded;
  const warnings = all.filter(
    ({ weight, value }) => weight === 'heavy' || !isFolded || filter.warnings?.includes(value) === true,
  );
  return (
    <section className={styles.warnings} aria-label="Warnings">
      <span className={styles.title}>Warnings</span>
      <div className={styles.chips}>
        {warnings.map(({ value, weight, headline }) => (
          <ToggleButton
            key={value}
            size="small"
            appearance="subtle"
            className={styles.chip}
            checked={filter.warnings?.includes(value) === true}
            aria-label={`${weight === 'heavy' ? 'Heavy warning' : 'Warning'}: ${headline}`}
            icon={
              <span className={styles.sign} aria-hidden>
                {weight === 'heavy' ? '‼' : '!'}
              </span>
            }
            onClick={() => onFilter(withList(filter, 'warnings', toggled(filter.warnings, value)))}
          >
            {headline}
          </ToggleButton>
        ))}
        {light.length > 1 && (
          <Button
            size="small"
            appearance="subtle"
            className={styles.chip}
            aria-expanded={isUnfolded}
            {...(!isUnfolded && {
              icon: (
                <span className={styles.sign} aria-hidden>
                  !
                </span>
              ),
            })}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isUnfolded ? 'Fold light warnings' : `${formatNumber(light.length)} kinds of light warnings`}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Users | Groups | Memberships, each with the number of its changes (ux §5). */
export function ObjectTabs({ view, filter, onFilter }: FilterProps) {
  return (
    <TabList
      size="small"
      selectedValue={filter.object ?? 'any'}
      aria-label="Users, groups or memberships"
      onTabSelect={(_event, { value }) => {
        const next = ReportObject.safeParse(value);
        if (next.success && next.data !== filter.object)
          onFilter({ ...without(without(filter, 'verdicts'), 'equalTo'), object: next.data });
      }}
    >
      {OBJECTS.map((name) => (
        <Tab key={name} value={name}>
          {TAB_WORDS[name]} {formatNumber(changesOfObject(view, name))}
        </Tab>
      ))}
    </TabList>
  );
}

/** A chip for each verdict; Archived stands there at zero too, because it answers the first question (ux §5). */
export function VerdictChips({
  view,
  facets,
  filter,
  onFilter,
}: FilterProps & { readonly facets: ReportFacets }) {
  const styles = useStyles();
  const { object } = filter;
  const numberOf = (from: ReportFacets, verdict: Verdict) =>
    from.verdicts
      .filter((facet) => facet.value === verdict && (object === undefined || facet.object === object))
      .reduce((sum, { rows }) => sum + rows, 0);
  const chips = CHIP_ORDER.filter(
    (verdict) =>
      numberOf(view.facets, verdict) > 0 ||
      (verdict === 'Archived' && object !== 'group' && object !== 'membership') ||
      filter.verdicts?.includes(verdict) === true,
  );
  return (
    <section className={styles.chips} aria-label="Verdicts">
      <ToggleButton
        size="small"
        shape="circular"
        className={styles.chip}
        checked={filter.verdicts === undefined}
        onClick={() => onFilter(without(filter, 'verdicts'))}
      >
        All
      </ToggleButton>
      {chips.map((verdict) => (
        <ToggleButton
          key={verdict}
          size="small"
          shape="circular"
          className={styles.chip}
          checked={filter.verdicts?.includes(verdict) === true}
          icon={<VerdictShape verdict={verdict} />}
          onClick={() => onFilter(withList(filter, 'verdicts', toggled(filter.verdicts, verdict)))}
        >
          {verdict === 'Archived' && view.partial
            ? 'Archived: not decided'
            : `${verdict} ${formatNumber(numberOf(facets, verdict))}`}
        </ToggleButton>
      ))}
    </section>
  );
}

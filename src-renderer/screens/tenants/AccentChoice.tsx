import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { ACCENTS, type Accent } from '../../../src-preload/contract/tenants.ts';
import { ACCENT_WORDS, accentColour } from '../../design/accents.ts';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  choice: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '28px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  radio: {
    position: 'absolute',
    opacity: 0,
    width: '100%',
    height: '100%',
    margin: 0,
    insetInlineStart: 0,
    cursor: 'pointer',
  },
  swatch: { width: '4px', height: '16px', borderRadius: tokens.borderRadiusCircular },
});

/** The stripe beside the tenant's name; each colour has its word, since colour is never alone (ux §1). */
export function AccentChoice({
  accent,
  onChange,
}: {
  readonly accent: Accent | undefined;
  readonly onChange: (accent: Accent | undefined) => void;
}) {
  const styles = useStyles();
  const group = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Accent</legend>
      <div className={styles.choices}>
        {([undefined, ...ACCENTS] as const).map((each) => (
          <label
            key={each ?? 'none'}
            className={mergeClasses(styles.choice, each === accent && styles.chosen)}
          >
            <input
              className={styles.radio}
              type="radio"
              name={group}
              checked={each === accent}
              onChange={() => onChange(each)}
            />
            <span
              className={styles.swatch}
              style={{ backgroundColor: accentColour(each) }}
              aria-hidden="true"
            />
            {each === undefined ? 'None' : ACCENT_WORDS[each]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

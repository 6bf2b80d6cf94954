import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ExclusionLine } from '../../../src-preload/contract/exclusions.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { problemsOf } from './exclusion-words.ts';

const useStyles = makeStyles({
  effect: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  lost: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  use: { flexShrink: 0, minWidth: '44px', height: '24px', padding: `0 ${tokens.spacingHorizontalS}` },
});

/** "was Archived → Excluded", or what is wrong with the line and what may be meant (ux §7). */
export function EffectCell({ line, onUse }: { readonly line: ExclusionLine; readonly onUse: () => void }) {
  const styles = useStyles();
  const { text, suggested } = problemsOf(line);
  if (suggested) {
    return (
      <span className={styles.effect} title={text}>
        <span className={styles.text}>
          did you mean <bdi>{suggested.text}</bdi>?
        </span>
        <Button
          size="small"
          className={styles.use}
          tabIndex={-1}
          aria-label={`Use ${suggested.text}`}
          onClick={onUse}
        >
          Use
        </Button>
      </span>
    );
  }
  if (text !== '') {
    return (
      <span className={styles.effect} title={text}>
        <span className={styles.text}>{text}</span>
      </span>
    );
  }
  const { effect } = line;
  if (!effect) return null;
  if (effect.was === effect.becomes) {
    return (
      <span className={styles.effect}>
        <VerdictMark verdict={effect.becomes} />
      </span>
    );
  }
  return (
    <span className={styles.effect}>
      <span className={effect.protection === 'lost' ? styles.lost : styles.quiet}>was</span>
      <VerdictMark verdict={effect.was} />
      <span className={mergeClasses(styles.quiet, effect.protection === 'lost' && styles.lost)}>→</span>
      <VerdictMark verdict={effect.becomes} />
    </span>
  );
}

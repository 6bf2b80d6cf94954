import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DocumentTableRegular, WarningRegular } from '@fluentui/react-icons';
import { useId } from 'react';

const useStyles = makeStyles({
  place: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  dragged: {
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  icon: { display: 'flex', color: tokens.colorNeutralForeground3 },
  words: { flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' },
  problem: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  warn: { color: tokens.colorPaletteMarigoldForeground2, flexShrink: 0 },
});

/** Where a CSV is dropped; the button does the same by keyboard. */
export function DropPlace({
  words,
  button,
  problem,
  isDragged,
  onChoose,
}: {
  readonly words: string;
  readonly button: string;
  readonly problem: string | undefined;
  readonly isDragged: boolean;
  readonly onChoose: () => void;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={mergeClasses(styles.place, isDragged && styles.dragged)}>
      <span className={styles.icon} aria-hidden="true">
        <DocumentTableRegular fontSize={24} />
      </span>
      <span className={styles.words}>
        {isDragged ? 'Let go to read this file.' : words}
        {problem !== undefined && (
          <span className={styles.problem} id={id}>
            <WarningRegular className={styles.warn} fontSize={16} aria-hidden="true" />
            {problem}
          </span>
        )}
      </span>
      <Button onClick={onChoose} {...(problem !== undefined && { 'aria-describedby': id })}>
        {button}
      </Button>
    </div>
  );
}

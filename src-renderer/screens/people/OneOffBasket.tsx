import {
  Button,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { MOST_PEOPLE_AT_ONCE } from '../../../src-preload/contract/people.ts';
import { countOf } from '../../design/formats.ts';
import type { Listed } from './one-off-list.ts';

const useStyles = makeStyles({
  basket: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    maxWidth: '1080px',
    boxSizing: 'border-box',
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  people: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** People collected for one slot (ux §8, Add to list). */
export function OneOffBasket({
  list,
  onOpen,
  onRemove,
  onClear,
  onSync,
}: {
  readonly list: readonly Listed[];
  readonly onOpen: (one: Listed) => void;
  readonly onRemove: (who: string) => void;
  readonly onClear: () => void;
  readonly onSync: () => void;
}) {
  const styles = useStyles();
  if (list.length === 0) return null;
  return (
    <section className={styles.basket} aria-label="List for one sync">
      <h2 className={styles.title}>
        List for one sync: {list.length} of {MOST_PEOPLE_AT_ONCE}
      </h2>
      <div className={styles.people}>
        {list.map((one) => (
          <InteractionTag key={one.who} size="small">
            <InteractionTagPrimary hasSecondaryAction onClick={() => onOpen(one)}>
              <bdi>{one.name}</bdi>
            </InteractionTagPrimary>
            <InteractionTagSecondary
              aria-label={`Take ${one.name} off the list`}
              onClick={() => onRemove(one.who)}
            />
          </InteractionTag>
        ))}
      </div>
      <div className={styles.acts}>
        <Button appearance="primary" onClick={onSync}>
          Sync only {list.length === 1 ? list[0]?.name : `these ${countOf(list.length, 'person', 'people')}`}…
        </Button>
        <Button onClick={onClear}>Empty the list</Button>
      </div>
    </section>
  );
}

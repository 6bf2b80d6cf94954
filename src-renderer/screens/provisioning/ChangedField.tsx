import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  field: {
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: 'transparent',
    // Forced colours draw a transparent border too, and every field would look changed.
    '@media (forced-colors: active)': { borderInlineStartColor: 'Canvas' },
    paddingInlineStart: tokens.spacingHorizontalS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS} - 3px)`,
  },
  changed: {
    borderInlineStartColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { borderInlineStartColor: 'CanvasText' },
  },
  was: {
    margin: 0,
    marginInlineStart: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** A field of the draft: one that was changed has a bar at its left and says what it was (ux §4). */
export function ChangedField({
  was,
  children,
}: {
  /** What is saved; `undefined` = the field is as it was read. */
  readonly was: string | undefined;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.field, was !== undefined && styles.changed)}>
      {children}
      {was !== undefined && <p className={styles.was}>was: {was}</p>}
    </div>
  );
}

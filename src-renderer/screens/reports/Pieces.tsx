import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { RowDetail, ValuePiece } from '../../../src-preload/contract/report-rows.ts';

const useStyles = makeStyles({
  change: {
    display: 'grid',
    gridTemplateColumns: '1ch 1fr',
    columnGap: tokens.spacingHorizontalS,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  sign: { fontWeight: tokens.fontWeightBold, fontVariantNumeric: 'tabular-nums' },
  old: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  new: { textDecorationLine: 'underline', textDecorationThickness: '1px', textUnderlineOffset: '3px' },
  differs: {
    backgroundColor: tokens.colorBrandBackground2,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
  unseen: {
    border: `1px dotted ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    padding: '0 2px',
  },
  empty: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type Change = RowDetail['allChanges'][number];

/** One changed value: `−` the old one struck, `+` the new one underlined, what differs marked by character (ux §5). */
export function ChangedValue({ change }: { readonly change: Change }) {
  const styles = useStyles();
  // A state is another word, not another spelling.
  const compare = change.field === 'active' ? 'whole' : 'letters';
  return (
    <div className={styles.change}>
      <span className={styles.sign} role="img" aria-label="old">
        −
      </span>
      <Value compare={compare} value={change.old} pieces={change.oldPieces} className={styles.old} />
      <span className={styles.sign} role="img" aria-label="new">
        +
      </span>
      <Value compare={compare} value={change.new} pieces={change.newPieces} className={styles.new} />
    </div>
  );
}

function Value({
  compare,
  value,
  pieces,
  className,
}: {
  readonly compare: 'letters' | 'whole';
  readonly value: string;
  readonly pieces: readonly ValuePiece[];
  readonly className: string;
}) {
  const styles = useStyles();
  if (value === '') return <span className={styles.empty}>(empty)</span>;
  // Where all of it differs, a mark on all of it tells nothing.
  const marks = compare === 'letters' && pieces.some(({ kind }) => kind === 'same');
  const unseen = [...new Set(pieces.flatMap((piece) => (piece.unseen === undefined ? [] : [piece.unseen])))];
  let at = 0;
  return (
    <span>
      <bdi className={className}>
        {pieces.map((piece) => {
          const key = at;
          at += piece.text.length;
          return (
            <span
              key={key}
              className={mergeClasses(
                marks && piece.kind === 'differs' && styles.differs,
                piece.unseen !== undefined && styles.unseen,
              )}
              {...(piece.unseen !== undefined && { title: piece.unseen })}
            >
              {piece.text}
            </span>
          );
        })}
      </bdi>
      {unseen.length > 0 && <span className={styles.name}> ({unseen.join(', ')})</span>}
    </span>
  );
}

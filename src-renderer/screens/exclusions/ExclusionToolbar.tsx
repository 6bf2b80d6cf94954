import { Button, makeStyles, SearchBox, ToggleButton, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';
import { formatNumber } from '../../design/formats.ts';
import { ReasonedButton } from './ReasonedButton.tsx';

const useStyles = makeStyles({
  toolbar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  find: { flex: '1 1 160px', maxWidth: '280px', minWidth: '140px' },
  count: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
});

/** How long typing rests before lines are looked for; what is typed shows at once. */
const REST_MS = 120;

export function ExclusionToolbar({
  find,
  findBox,
  problems,
  shows,
  found,
  onFind,
  onShowProblems,
  onAdd,
  onImport,
  onExport,
  onDelete,
}: {
  readonly find: string;
  readonly findBox: RefObject<HTMLInputElement | null>;
  readonly problems: number;
  readonly shows: 'all' | 'problems' | 'edited';
  /** "3 of 100,000 lines"; '' where all are shown. */
  readonly found: string;
  readonly onFind: (text: string) => void;
  readonly onShowProblems: () => void;
  readonly onAdd: () => void;
  readonly onImport: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState(find);
  useEffect(() => setTyped(find), [find]);
  useEffect(() => {
    if (typed === find) return undefined;
    const rest = setTimeout(() => onFind(typed), REST_MS);
    return () => clearTimeout(rest);
  }, [typed, find, onFind]);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Exclusions">
      <Button onClick={onAdd}>Add people…</Button>
      <Button onClick={onImport}>Import CSV</Button>
      <Button onClick={onExport}>Export</Button>
      <Button onClick={onDelete}>Delete lines</Button>
      <SearchBox
        input={{ ref: findBox }}
        className={styles.find}
        placeholder="Find"
        aria-label="Find in the list"
        value={typed}
        onChange={(_event, { value }) => setTyped(value)}
      />
      {problems > 0 || shows === 'problems' ? (
        <ToggleButton checked={shows === 'problems'} onClick={onShowProblems}>
          {`Problems ${formatNumber(problems)}`}
        </ToggleButton>
      ) : (
        <ReasonedButton why="No line has a problem." onClick={onShowProblems}>
          Problems 0
        </ReasonedButton>
      )}
      <span className={styles.count}>{found}</span>
    </div>
  );
}

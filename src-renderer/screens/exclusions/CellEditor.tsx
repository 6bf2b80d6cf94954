import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { type Cell, GRID_COLUMNS, type Selection, selectCell } from './selection.ts';
import type { Typing } from './use-grid.ts';

const useStyles = makeStyles({
  input: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    outline: `2px solid ${tokens.colorBrandStroke1}`,
    outlineOffset: '-2px',
  },
});

export const COLUMN_LABELS = {
  email: 'Email',
  managed: 'Provisioning Managed',
  person: 'Person',
  effect: 'Effect now',
} as const;

/** The text field of the cell that is typed into: Enter keeps and goes down, Tab right, Esc forgets (ux §7). */
export function CellEditor({
  typing,
  onText,
  onEnd,
}: {
  readonly typing: Typing;
  readonly onText: (text: string) => void;
  readonly onEnd: (how: 'keep' | 'forget', next?: (cell: Cell) => Selection | undefined) => void;
}) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(input.current.value.length, input.current.value.length);
  }, []);
  return (
    <input
      ref={input}
      className={styles.input}
      aria-label={`${COLUMN_LABELS[typing.column]}, line ${typing.cell.row + 1}`}
      value={typing.text}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onText(event.target.value)}
      onBlur={() => onEnd('keep')}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const end = endOf(event.key, event.shiftKey);
        if (!end) return;
        event.preventDefault();
        event.stopPropagation();
        onEnd(end.how, end.next);
      }}
    />
  );
}

function endOf(
  key: string,
  shiftKey: boolean,
): { readonly how: 'keep' | 'forget'; readonly next: (cell: Cell) => Selection } | undefined {
  if (key === 'Escape') return { how: 'forget', next: selectCell };
  if (key === 'Enter') {
    return {
      how: 'keep',
      next: ({ row, column }) => selectCell({ row: Math.max(0, row + (shiftKey ? -1 : 1)), column }),
    };
  }
  if (key !== 'Tab') return undefined;
  const by = shiftKey ? -1 : 1;
  return {
    how: 'keep',
    next: ({ row, column }) =>
      selectCell({ row, column: Math.max(0, Math.min(GRID_COLUMNS.length - 1, column + by)) }),
  };
}

interface Shortcut {
  readonly act: string;
  /** Choices of keys; `Mod` is Ctrl, and ⌘ on macOS. A second list: macOS where it differs. */
  readonly keys: readonly string[] | { readonly mac: readonly string[]; readonly others: readonly string[] };
}

/** All keys of ux §14, in the order of the sheet. */
export const SHORTCUTS: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { act: 'Go to a place, from Overview to Preferences', keys: ['Mod+1…8'] },
      { act: 'Find a person', keys: ['Mod+K'] },
      { act: 'Choose a tenant', keys: ['Mod+Shift+T'] },
      { act: 'Force Sync Now', keys: ['Mod+Shift+Y'] },
      { act: 'Save Changes, save exclusions', keys: ['Mod+S'] },
      { act: 'Find', keys: ['Mod+F'] },
      { act: 'Export', keys: ['Mod+E'] },
      { act: 'Undo', keys: ['Mod+Z'] },
      { act: 'Redo', keys: { mac: ['Shift+Mod+Z'], others: ['Mod+Y'] } },
      { act: 'Back', keys: { mac: ['Mod+['], others: ['Alt+←'] } },
      { act: 'Next pane', keys: ['F6'] },
      { act: 'Close what is on top', keys: ['Esc'] },
      { act: 'This sheet', keys: ['Mod+/'] },
    ],
  },
  {
    title: 'In the report’s rows',
    shortcuts: [
      { act: 'Next or previous row', keys: ['↑ ↓', 'J K'] },
      { act: 'Next heavy warning', keys: ['N'] },
      { act: 'Previous heavy warning', keys: ['Shift+N'] },
      { act: 'Detail', keys: ['Enter'] },
      { act: 'Close or open a group', keys: ['← →'] },
      { act: 'Reviewed', keys: ['R'] },
      { act: 'Exclude', keys: ['X'] },
      { act: 'Why', keys: ['W'] },
      { act: 'Copy the row', keys: ['C'] },
      { act: 'Select', keys: ['Space'] },
      { act: 'Select a range', keys: ['Shift+↑ ↓'] },
      { act: 'Select all filtered', keys: ['Mod+A'] },
    ],
  },
];

/** The choices of a shortcut as single keys, named as this platform names them. */
export function keysFor(keys: Shortcut['keys'], isMac: boolean): readonly (readonly string[])[] {
  const choices = 'mac' in keys ? (isMac ? keys.mac : keys.others) : keys;
  return choices.map((choice) => choice.split(/[+ ]/).map((key) => nameOf(key, isMac)));
}

function nameOf(key: string, isMac: boolean): string {
  if (key === 'Mod') return isMac ? '⌘' : 'Ctrl';
  if (!isMac) return key;
  return { Shift: '⇧', Alt: '⌥' }[key] ?? key;
}

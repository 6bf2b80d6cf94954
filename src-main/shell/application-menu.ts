import type { MenuItemConstructorOptions } from 'electron';
import type { Command, Place } from '../../src-preload/contract/events.ts';

/** What the menus can do besides giving commands to the page. */
export interface MenuActs {
  readonly give: (command: Command) => void;
  readonly openLogs: () => void;
}

const PLACES: readonly (readonly [Place, string])[] = [
  ['overview', 'Overview'],
  ['reports', 'Reports'],
  ['exclusions', 'Exclusions'],
  ['people', 'People'],
  ['history', 'History'],
  ['provisioning', 'Provisioning'],
  ['tenants', 'Tenants'],
  ['preferences', 'Preferences'],
];

/**
 * The application menu as each platform expects it (ux §14). Keys are shown in it and heard by the page, which knows
 * what has the focus; only on macOS does the menu itself hear them, and it gives the same commands.
 */
export function applicationMenu(
  platform: 'windows' | 'mac' | 'linux',
  { give, openLogs }: MenuActs,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'mac';
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => give(command),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: isMac }),
  });
  const preferences = item('Preferences…', { name: 'go', place: 'preferences' }, isMac ? 'Cmd+,' : undefined);
  return [
    ...(isMac
      ? [
          {
            label: 'Muster',
            submenu: [
              { role: 'about' as const },
              { type: 'separator' as const },
              preferences,
              { type: 'separator' as const },
              { role: 'services' as const },
              { type: 'separator' as const },
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              { type: 'separator' as const },
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: '&File',
      submenu: [
        item('Add tenant…', { name: 'add-tenant' }),
        { type: 'separator' },
        item('Save', { name: 'save' }, 'CmdOrCtrl+S'),
        item('Export…', { name: 'export' }, 'CmdOrCtrl+E'),
        { type: 'separator' },
        ...(isMac
          ? [{ role: 'close' as const }]
          : [preferences, { type: 'separator' as const }, { role: 'quit' as const }]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', { name: 'undo' }, 'CmdOrCtrl+Z'),
        item('Redo', { name: 'redo' }, isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Find', { name: 'find' }, 'CmdOrCtrl+F'),
        item('Find a person', { name: 'find-person' }, 'CmdOrCtrl+K'),
      ],
    },
    {
      label: '&View',
      submenu: [
        ...PLACES.map(([place, label], n) => item(label, { name: 'go', place }, `CmdOrCtrl+${n + 1}`)),
        { type: 'separator' },
        item('Back', { name: 'back' }, isMac ? 'Cmd+[' : 'Alt+Left'),
        { type: 'separator' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Sync',
      submenu: [item('Force Sync Now', { name: 'force-sync' }, 'CmdOrCtrl+Shift+Y')],
    },
    ...(isMac ? [{ role: 'windowMenu' as const }] : []),
    {
      role: 'help',
      submenu: [
        item('Keyboard shortcuts', { name: 'shortcuts' }, 'CmdOrCtrl+/'),
        { label: 'Open logs', click: openLogs },
        ...(isMac ? [] : [{ type: 'separator' as const }, { role: 'about' as const }]),
      ],
    },
  ];
}

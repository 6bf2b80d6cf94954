import { Menu, type NativeImage, Tray } from 'electron';
import { statusLine, type TenantStatus } from './status-words.ts';

export interface TrayActs {
  readonly open: () => void;
  readonly forceSync: () => void;
  readonly disarm: () => void;
  readonly quit: () => void;
}

/** The tray: state, Force Sync Now, what is armed with Disarm, Open, Quit (ux §1). */
export function statusTray(icon: NativeImage, acts: TrayActs) {
  const tray = new Tray(icon);
  tray.on('click', acts.open);
  let shown: string | undefined;
  return {
    show(status: TenantStatus | undefined): void {
      const line = statusLine(status);
      const armed = status?.armedAtMs === undefined ? undefined : `Armed for ${timeOf(status.armedAtMs)}`;
      // A menu that is open on some desktops closes when it is set anew, so only what changed is set.
      const key = `${line}\n${armed}`;
      if (key === shown) return;
      shown = key;
      tray.setToolTip(`Muster – ${line}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: line, enabled: false },
          ...(armed === undefined
            ? []
            : [
                { label: armed, enabled: false },
                { label: 'Disarm', click: acts.disarm },
              ]),
          { type: 'separator' },
          { label: 'Force Sync Now', enabled: status !== undefined, click: acts.forceSync },
          { label: 'Open Muster', click: acts.open },
          { type: 'separator' },
          { label: 'Quit', click: acts.quit },
        ]),
      );
    },
    remove: () => tray.destroy(),
  };
}

function timeOf(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

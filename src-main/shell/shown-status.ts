import { type BrowserWindow, nativeImage } from 'electron';
import type { House } from '../app/house.ts';
import type { RunsUnderWay } from '../app/runs-under-way.ts';
import type { SyncDesk } from '../app/sync-desk.ts';
import { statusTray, type TrayActs } from './status-tray.ts';
import { type TenantStatus, windowTitle } from './status-words.ts';

const EACH_MS = 15_000;

/** Window title and tray, kept to what they say of the tenant that is shown (ux §1). */
export function shownStatus({
  house,
  runs,
  syncs,
  tenantId,
  mainWindow,
  icon,
  acts,
}: {
  readonly house: Pick<House, 'findTenant'>;
  readonly runs: Pick<RunsUnderWay, 'list'>;
  readonly syncs: Pick<SyncDesk, 'countdown' | 'disarm'>;
  readonly tenantId: () => string | undefined;
  readonly mainWindow: () => BrowserWindow | undefined;
  readonly icon: string;
  readonly acts: Omit<TrayActs, 'disarm'>;
}) {
  const statusNow = (): TenantStatus | undefined => {
    const id = tenantId();
    const tenant = id === undefined ? undefined : house.findTenant(id);
    const countdown = tenant?.ok ? syncs.countdown(tenant.value.id) : undefined;
    if (!tenant?.ok || !countdown?.ok) return undefined;
    return {
      name: tenant.value.name,
      leftMs: countdown.value.leftMs,
      armedAtMs: countdown.value.armed?.atMs,
      isRunning: runs.list().some((run) => run.tenantId === tenant.value.id),
    };
  };
  const tray = statusTray(nativeImage.createFromPath(icon), {
    ...acts,
    disarm: () => {
      const id = tenantId();
      if (id !== undefined) syncs.disarm(id);
    },
  });
  const show = () => {
    const status = statusNow();
    mainWindow()?.setTitle(windowTitle(status));
    tray.show(status);
  };
  const timer = setInterval(show, EACH_MS);
  return {
    show,
    remove() {
      clearInterval(timer);
      tray.remove();
    },
  };
}

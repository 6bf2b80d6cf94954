/** What title and tray say of one tenant; whole minutes only, so that they do not flicker (ux §1). */
export interface TenantStatus {
  readonly name: string;
  readonly leftMs: number;
  readonly armedAtMs: number | undefined;
  readonly isRunning: boolean;
}

/** "Muster – Contoso – next sync in 13 min". */
export function windowTitle(status: TenantStatus | undefined): string {
  if (!status) return 'Muster';
  const { name, leftMs, isRunning } = status;
  if (isRunning) return `Muster – ${name} – syncing`;
  return leftMs > 0 ? `Muster – ${name} – next sync in ${minutesOf(leftMs)} min` : `Muster – ${name}`;
}

/** The first line of the tray's menu, and its tooltip. */
export function statusLine(status: TenantStatus | undefined): string {
  if (!status) return 'No tenant yet';
  const { name, leftMs, isRunning } = status;
  if (isRunning) return `${name}: syncing`;
  return leftMs > 0 ? `${name}: next sync in ${minutesOf(leftMs)} min` : `${name}: a sync can start`;
}

function minutesOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000));
}

import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { formatCountdown, formatTime } from '../../design/formats.ts';
import { useCountdown } from '../../frame/use-countdown.ts';

/** When a one-off sync can start: it needs a slot like any other sync (ux §8). */
export function SlotText({ tenant, free }: { readonly tenant: TenantView; readonly free: string }) {
  const { leftMs, countdown } = useCountdown(tenant.id);
  if (leftMs <= 0) return <span>{free}</span>;
  const atMs = countdown?.nextAllowedAtMs ?? Date.now() + leftMs;
  return (
    <span>
      It can start at {formatTime(atMs)} <span aria-hidden="true">({formatCountdown(leftMs)})</span>; until
      then it is skipped.
    </span>
  );
}

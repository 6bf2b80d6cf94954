import { type Result, succeed } from '../core/failure.ts';
import type { ConsoleSync } from './ports/console-api.ts';
import { type TenantParts, tenantOf } from './tenant-parts.ts';

/** The console's own list of syncs, whoever began them; `undefined` where the console has no Console API (ux §9). */
export async function consoleSyncs(
  nameOrId: string,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<readonly ConsoleSync[] | undefined>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const api = await parts.connectApi(found.value);
  if (!api.ok) return api;
  return api.value ? api.value.listSyncs(signal) : succeed(undefined);
}

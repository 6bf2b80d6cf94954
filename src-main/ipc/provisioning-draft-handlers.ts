import type { provisioningDraftCalls } from '../../src-preload/contract/provisioning-draft.ts';
import { succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** The draft of the Provisioning screen lives through crash and restart, until it is saved or discarded (U11). */
export function provisioningDraftHandlers({
  house,
  memory,
  now,
}: WindowParts): Handlers<typeof provisioningDraftCalls> {
  return {
    async readProvisioningDraft({ tenantId }) {
      const draft = memory.provisioningDraft(tenantId);
      return succeed(draft === undefined ? {} : { draft });
    },
    async keepProvisioningDraft({ tenantId, draft }) {
      const tenant = house.findTenant(tenantId);
      if (!tenant.ok) return tenant;
      memory.keepProvisioningDraft(tenant.value.id, draft && { ...draft, atMs: now() });
      return succeed(undefined);
    },
  };
}

import type { runCalls } from '../../src-preload/contract/runs.ts';
import { succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { runView } from './run-view.ts';
import type { WindowParts } from './window-parts.ts';

/** Runs that live in this process: seen from every screen, cancelled from any. */
export function runHandlers({ house, runs }: WindowParts): Handlers<typeof runCalls> {
  return {
    async listRunning() {
      return succeed(runs.list().map(runView));
    },
    async startTestSync({ tenantId }) {
      const tenant = house.findTenant(tenantId);
      if (!tenant.ok) return tenant;
      const { id, name } = tenant.value;
      return runs.start({ tenantId: id, tenantName: name, kind: 'test' }, (hooks) =>
        house.sync({ tenant: id, live: false }, hooks),
      );
    },
    async cancelRun({ runKey }) {
      return runs.cancel(runKey);
    },
  };
}

import type { RunHooks, SyncOutcome } from '../app/house.ts';
import type { Result } from '../core/failure.ts';
import { DEMO_TENANT_ID } from '../core/tenant.ts';
import { type HouseOptions, openHouse } from './open-house.ts';

/** The demo tenant's test-mode sync, with the demo console served for it and only as long as it lasts. */
export async function runDemo(options: HouseOptions, hooks: RunHooks): Promise<Result<SyncOutcome>> {
  const opened = await openHouse({ home: options.home, env: options.env });
  if (!opened.ok) return opened;
  const house = opened.value;
  try {
    const tenant = await house.startDemo();
    return tenant.ok ? await house.sync({ tenant: DEMO_TENANT_ID, live: false }, hooks) : tenant;
  } finally {
    await house.close();
  }
}

import { openNetwork } from '../../../src-main/adapters/network/network.ts';
import {
  connectScim,
  type ScimClient,
  type ScimClientOptions,
} from '../../../src-main/adapters/scim/scim-client.ts';
import type { Source } from '../../../src-main/app/ports/source.ts';
import type { GroupRecord, PersonRecord } from '../../../src-main/core/records.ts';
import { valueIn } from '../../contracts/console-writer.ts';
import { QuickClock } from '../../fakes/quick-clock.ts';

/** A token that must be found nowhere but in the Authorization header (R18). */
export const CANARY = 'canary-0b9f4e7d2c61';

export interface Connected {
  readonly client: ScimClient;
  readonly clock: QuickClock;
  readonly waits: number[];
  close(): Promise<void>;
}

/** A client to an address, with time that passes at once and no chance in it. */
export function connectTo(tenantUrl: string, options: Partial<ScimClientOptions> = {}): Connected {
  const network = openNetwork({ connections: 16, env: {} });
  const clock = new QuickClock();
  const waits: number[] = [];
  const client = valueIn(
    connectScim({
      tenantUrl,
      addressName: 'Tenant URL',
      token: CANARY,
      network,
      clock,
      jitter: () => 0,
      concurrency: { start: 4, most: 16 },
      onWait: (ms) => waits.push(ms),
      ...options,
    }),
  );
  return { client, clock, waits, close: () => network.close() };
}

/** A whole listing, gathered. */
export async function listAll(source: Source, signal = new AbortController().signal) {
  const people: PersonRecord[] = [];
  const groups: GroupRecord[] = [];
  const records = source.list({ signal });
  for (;;) {
    const step = await records.next();
    if (step.done === true) return { people, groups, end: step.value };
    for (const record of step.value) {
      if (record.kind === 'person') people.push(record.person);
      else groups.push(record.group);
    }
  }
}

import autocannon from 'autocannon';
import type { BenchConsole } from './bench-console.ts';

export interface Volley {
  /** How many are timed; a few more may be sent, so `request` must bear any index. */
  readonly amount: number;
  readonly connections: number;
  readonly request: (index: number) => autocannon.Request;
}

/** Seconds that autocannon takes for the whole amount; it reads each answer and keeps nothing. */
export async function fire(console: BenchConsole, { amount, connections, request }: Volley): Promise<number> {
  const { origin } = new URL(console.tenantUrl);
  let next = 0;
  const began = performance.now();
  const result = await autocannon({
    url: origin,
    connections: Math.min(connections, amount),
    amount,
    headers: { authorization: `Bearer ${console.scimToken}`, 'content-type': 'application/scim+json' },
    requests: [{ setupRequest: (before) => ({ ...before, ...request(next++) }) }],
  });
  if (result.non2xx > 0) throw new Error(`autocannon met ${result.non2xx} refusals`);
  return (performance.now() - began) / 1000;
}

/** The path of an endpoint on this console. */
export function pathOf(console: BenchConsole, endpoint: string): string {
  return `${new URL(console.tenantUrl).pathname}${endpoint}`;
}

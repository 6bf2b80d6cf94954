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
  const shooting = Promise.withResolvers<autocannon.Result>();
  const shots = autocannon(
    {
      url: origin,
      connections: Math.min(connections, amount),
      amount,
      headers: { authorization: `Bearer ${console.scimToken}`, 'content-type': 'application/scim+json' },
      requests: [{ setupRequest: (before) => ({ ...before, ...request(next++) }) }],
    },
    (error: unknown, result: autocannon.Result) => {
      if (error) shooting.reject(error);
      else shooting.resolve(result);
    },
  );
  // It tells its result at whole seconds only; the pace is that of its last answer.
  let answers = 0;
  let last = began;
  shots.on('response', () => {
    if (answers++ < amount) last = performance.now();
  });
  const result = await shooting.promise;
  if (result.non2xx > 0) throw new Error(`autocannon met ${result.non2xx} refusals`);
  if (answers < amount) throw new Error(`autocannon heard ${answers} answers of ${amount}`);
  return (last - began) / 1000;
}

/** The path of an endpoint on this console. */
export function pathOf(console: BenchConsole, endpoint: string): string {
  return `${new URL(console.tenantUrl).pathname}${endpoint}`;
}

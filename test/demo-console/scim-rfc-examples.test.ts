import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { startLiveConsole } from './console-under-test.ts';

/** What is used of newman, which brings no types. */
interface Newman {
  run(options: object, done: (error: Error | null, summary: Summary) => void): void;
}
interface Summary {
  readonly run: {
    readonly stats: Readonly<
      Record<'requests' | 'assertions', { readonly total: number; readonly failed: number }>
    >;
    readonly failures: readonly {
      readonly source: { readonly name: string };
      readonly error: { readonly message: string };
    }[];
  };
}

const COLLECTION = new URL('./scim-rfc-examples.postman_collection.json', import.meta.url);
const newman = createRequire(import.meta.url)('newman') as Newman;

it('stands the examples of RFC 7643 §8 and RFC 7644 §3, run as a Postman collection', async () => {
  const console = await startLiveConsole();
  const collection = JSON.parse(readFileSync(COLLECTION, 'utf8')) as { readonly item: readonly unknown[] };
  const { run } = await new Promise<Summary>((resolve, reject) => {
    newman.run(
      {
        collection,
        envVar: [
          { key: 'tenantUrl', value: console.tenantUrl },
          { key: 'scimToken', value: console.scimToken },
        ],
      },
      (error, summary) => (error ? reject(error) : resolve(summary)),
    );
  });
  expect(run.failures.map(({ source, error }) => `${source.name}: ${error.message}`)).toEqual([]);
  expect([run.stats.requests.total, run.stats.requests.failed]).toEqual([collection.item.length, 0]);
  expect(run.stats.assertions.total).toBeGreaterThan(collection.item.length);
});

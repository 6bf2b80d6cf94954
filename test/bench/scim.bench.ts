import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Ratio, Scale } from './bench.ts';
import { generatePeople } from './generate-people.ts';
import { applyingRatios } from './scim-applying.ts';
import { listingRatios } from './scim-listing.ts';

/** Listing and applying over SCIM at concurrency 16, beside autocannon on the same server program. */
export const bench: Bench = { name: 'scim', people: 100_000, run };

async function run({ people }: Scale): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const files = await generatePeople(folder, people, 11);
    return [
      ...(await listingRatios(folder, files.console, people)),
      ...(await applyingRatios(folder, files.directory, people)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

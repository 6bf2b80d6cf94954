import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subjectOf } from '../../src-main/cli/report-subject.ts';
import { composition } from '../../src-main/compose.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'muster-demo-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const hooks = { onProgress: () => undefined, signal: new AbortController().signal };

describe('muster demo beside a tenant that is called Demo', () => {
  it.each(['demo', 'generic'] as const)(
    'leaves a tenant of the profile %s as it is and takes another name',
    { timeout: 60_000 },
    async (profile) => {
      const before = await openHouse();
      const own = await before.addTenant({
        name: 'demo',
        tenantUrl: 'https://console.example/scim/v2',
        profile,
      });
      await before.close();
      if (!own.ok) throw new Error(own.failure.sentence);

      const ran = await composition.runDemo({ home, env: {} }, hooks);

      const after = await openHouse();
      const tenants = after.listTenants();
      await after.close();
      if (!ran.ok || !ran.value.report) throw new Error('the demo made no report');
      expect(tenants.find(({ id }) => id === own.value.id)).toEqual(own.value);
      expect(tenants.map(({ name }) => name)).toEqual(['demo', 'Demo (built-in)']);
      expect(ran.value.report.tenantName).toBe('Demo (built-in)');
      expect(subjectOf(ran.value.report)).toBe('demo');
    },
  );
});

async function openHouse() {
  const opened = await composition.openHouse({ home, env: {} });
  if (!opened.ok) throw new Error(opened.failure.sentence);
  return opened.value;
}

import { describe, expect, it } from 'vitest';
import { checkOutwardUrl } from '../../src-main/adapters/network/outward-url.ts';
import { changeTenantFields } from '../../src-main/app/change-tenant.ts';
import { freshReport } from '../../src-main/app/save-settings.ts';
import type { TenantChange } from '../../src-main/app/window-house.ts';
import { exampleRun, exampleTenant } from '../adapters/store/example-store.ts';
import { dataFolder, putReport } from './kept-data.ts';

function desk() {
  const { parts, clock } = dataFolder();
  parts.store.tenants.add(exampleTenant());
  const change = (fields: TenantChange) => changeTenantFields('Contoso', fields, checkOutwardUrl, parts);
  const sentences = () => parts.store.history.list('t1', { limit: 20 }).map(({ sentence }) => sentence);
  return { parts, clock, change, sentences };
}

describe('changing a tenant in the window', () => {
  it('keeps what is not given, writes each field into the history, old → new, with who and when', () => {
    const { parts, clock, change } = desk();
    const changed = change({
      accent: 'teal',
      guardLimits: { archivedShare: 0.1, archivedFloor: 9 },
      reportsKeptDays: 30,
      consoleTestMode: { on: true },
      name: ' Contoso Ltd ',
    });
    const after = parts.store.tenants.find('t1');
    expect(changed).toEqual({ ok: true, value: after });
    expect(after).toMatchObject({
      name: 'Contoso Ltd',
      accent: 'teal',
      reportsKeptDays: 30,
      guardLimits: { archivedShare: 0.1, archivedFloor: 9, createdShare: 0.2 },
      consoleTestMode: { on: true, toldAtMs: clock.now() },
      tenantUrl: 'https://console.example/scim',
    });
    const entries = parts.store.history.list('t1', { limit: 20 });
    expect(entries.every(({ who, atMs }) => who === 'kim on desk' && atMs === clock.now())).toBe(true);
    expect(entries.map(({ sentence }) => sentence).sort()).toEqual([
      'Colour: none → teal.',
      'Days that reports are kept: 90 → 30.',
      'Limits: archived, share 5 % → 10 %, archived, always allowed 5 → 9.',
      'Name: Contoso → Contoso Ltd.',
      'Test Mode in the console, as told here: not told → on.',
    ]);
  });

  it('removes an optional field by null, and does nothing for what stands so already', () => {
    const { parts, change, sentences } = desk();
    change({ consoleApiUrl: 'https://console.example/api', accent: 'gold' });
    const told = sentences().length;
    expect(change({ consoleApiUrl: 'https://console.example/api/' }).ok).toBe(true);
    expect(sentences()).toHaveLength(told);
    change({ consoleApiUrl: null, accent: null });
    const after = parts.store.tenants.find('t1');
    expect(after && 'consoleApiUrl' in after).toBe(false);
    expect(after && 'accent' in after).toBe(false);
  });

  it.each<[TenantChange, string]>([
    [{ name: '  ' }, 'name'],
    [{ name: 'built-in-demo' }, 'name'],
    [{ tenantUrl: 'http://console.example/scim' }, 'tenantUrl'],
    [{ consoleApiUrl: 'no address' }, 'consoleApiUrl'],
    [{ guardLimits: { archivedShare: 1.01 } }, 'guardLimits.archivedShare'],
    [{ guardLimits: { blockedShare: Number.NaN } }, 'guardLimits.blockedShare'],
    [{ guardLimits: { createdFloor: 2.5 } }, 'guardLimits.createdFloor'],
    [{ guardLimits: { archivedCeiling: -1 } }, 'guardLimits.archivedCeiling'],
    [{ reportsKeptDays: 0 }, 'reportsKeptDays'],
    [{ approvalLifetimeMs: 1 }, 'approvalLifetimeMs'],
    [{ maxConcurrency: 0 }, 'maxConcurrency'],
    [{ maxConcurrency: 17 }, 'maxConcurrency'],
    [{ profile: 'ksat', maxConcurrency: 9 }, 'maxConcurrency'],
    [{ groupsTakenOver: ['Sales', ' '] }, 'groupsTakenOver'],
  ])('refuses %j, names the field and saves nothing', (fields, field) => {
    const { parts, change, sentences } = desk();
    const before = parts.store.tenants.find('t1');
    const refused = change({ accent: 'berry', ...fields });
    expect(refused.ok ? undefined : refused.failure).toMatchObject({ field });
    expect(parts.store.tenants.find('t1')).toEqual(before);
    expect(sentences()).toEqual([]);
  });

  it('caps the requests at a time, and keeps a lower cap where the kind of console changes (R17)', () => {
    const { parts, change, sentences } = desk();
    const cap = () => parts.store.tenants.find('t1')?.maxConcurrency;
    change({ profile: 'generic', maxConcurrency: 16 });
    change({ profile: 'ksat' });
    expect(cap()).toBe(8);
    change({ profile: 'generic' });
    expect(cap()).toBe(16);
    change({ maxConcurrency: 3 });
    expect(sentences()).toContain('Requests at a time, at most: 16 → 3.');
    change({ profile: 'ksat' });
    expect(cap()).toBe(3);
  });

  it('refuses a name that another tenant has, and names the field', () => {
    const { parts, change } = desk();
    parts.store.tenants.add(exampleTenant({ id: 't2', name: 'Fabrikam' }));
    const refused = change({ name: 'FABRIKAM' });
    expect(refused.ok ? undefined : refused.failure.field).toBe('name');
  });

  it('leaves the address alone while a sync goes on, but not the colour', () => {
    const { parts, change } = desk();
    parts.store.runs.begin(exampleRun());
    const moved = change({ tenantUrl: 'https://other.example/scim' });
    expect(moved.ok ? undefined : moved.failure).toMatchObject({ code: 'run-alive', field: 'tenantUrl' });
    expect(change({ accent: 'gold' }).ok).toBe(true);
  });

  it('makes a report stale where it sets limits, and leaves it fresh where it sets a colour', () => {
    const { parts, clock, change } = desk();
    const tenant = exampleTenant();
    putReport(parts, { reportId: 'r1' });
    clock.pass(1_000);
    change({ accent: 'teal' });
    expect(freshReport(tenant, parts)?.reportId).toBe('r1');
    change({ guardLimits: { changedFloor: 60 } });
    expect(freshReport(tenant, parts)).toBeUndefined();
  });
});

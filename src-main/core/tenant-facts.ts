import type { AuditFacts } from './audit-trail.ts';
import type { GuardLimits, ProvisioningSettings } from './settings.ts';
import type { Tenant } from './tenant.ts';

/** What each field of a tenant is called in the trail. Nobody's setting is `left out`: the engine keeps it for itself. */
const FIELDS: { readonly [Field in keyof Tenant]-?: 'value' | 'whether' | 'parts' | 'left out' } = {
  id: 'left out',
  name: 'value',
  // Addresses and paths may name people or hold a key: that they changed is told, and not to what (R18, R24).
  tenantUrl: 'whether',
  consoleApiUrl: 'whether',
  profile: 'value',
  directory: 'whether',
  consoleExportFile: 'whether',
  exclusionsFile: 'whether',
  localSettings: 'parts',
  guardLimits: 'parts',
  syncLimitMs: 'value',
  approvalLifetimeMs: 'value',
  maxConcurrency: 'value',
  reportsKeptDays: 'value',
  idSourceChanged: 'value',
  groupsTakenOver: 'whether',
  syncedSnapshotId: 'left out',
  firstLiveDone: 'value',
  addedAtMs: 'left out',
  accent: 'value',
  consoleTestMode: 'parts',
};

/** What was changed of a tenant, field by field, for the audit trail: `reportsKeptDays`: "90 → 30". */
export function tenantFacts(before: Tenant, after: Tenant): AuditFacts {
  const facts: Record<string, string> = {};
  for (const field of Object.keys(FIELDS) as readonly (keyof Tenant)[]) {
    const [was, is] = [before[field], after[field]];
    if (FIELDS[field] === 'left out' || JSON.stringify(was) === JSON.stringify(is)) continue;
    if (FIELDS[field] === 'whether')
      facts[field] = was === undefined ? 'set' : isGone(is) ? 'removed' : 'changed';
    else if (FIELDS[field] === 'value') facts[field] = fromTo(was, is);
    else Object.assign(facts, partFacts(field, was, is));
  }
  return facts;
}

/** Settings that the console keeps, by the same names as those of this computer. */
export function settingsFacts(before: ProvisioningSettings, after: ProvisioningSettings): AuditFacts {
  return partFacts('localSettings', before, after);
}

export function limitFacts(before: GuardLimits, after: GuardLimits): AuditFacts {
  return partFacts('guardLimits', before, after);
}

function partFacts(field: string, was: unknown, is: unknown): Record<string, string> {
  const [old, now] = [partsOf(was), partsOf(is)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
  return Object.fromEntries(names.map((name) => [`${field}.${name}`, fromTo(old.get(name), now.get(name))]));
}

function partsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function fromTo(was: unknown, is: unknown): string {
  return `${wordOf(was)} → ${wordOf(is)}`;
}

function wordOf(value: unknown): string {
  return value === undefined || value === '' ? 'none' : String(value);
}

function isGone(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

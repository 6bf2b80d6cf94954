import { formatShare } from '../core/number-words.ts';
import type { GuardLimits } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';

const FIELDS = [
  'name',
  'tenantUrl',
  'consoleApiUrl',
  'profile',
  'accent',
  'guardLimits',
  'reportsKeptDays',
  'approvalLifetimeMs',
  'maxConcurrency',
  'groupsTakenOver',
  'idSourceChanged',
  'consoleTestMode',
] as const satisfies readonly (keyof Tenant)[];

export type ChangedTenantField = (typeof FIELDS)[number];

/** Which of the fields that an admin changes differ; told again that a Test Mode is on is news, as it has a time. */
export function changedFields(before: Tenant, after: Tenant): readonly ChangedTenantField[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

const LABELS: Readonly<Record<ChangedTenantField, string>> = {
  name: 'Name',
  tenantUrl: 'Tenant URL',
  consoleApiUrl: 'Console API URL',
  profile: 'Kind of console',
  accent: 'Colour',
  guardLimits: 'Limits',
  reportsKeptDays: 'Days that reports are kept',
  approvalLifetimeMs: 'Lifetime of an approval',
  maxConcurrency: 'Requests at a time, at most',
  groupsTakenOver: 'Groups taken over',
  idSourceChanged: 'Source of external IDs changed',
  consoleTestMode: 'Test Mode in the console, as told here',
};

const LIMIT_LABELS: Readonly<Record<keyof GuardLimits, string>> = {
  archivedShare: 'archived, share',
  archivedFloor: 'archived, always allowed',
  archivedCeiling: 'archived, at most',
  createdShare: 'created, share',
  createdFloor: 'created, always allowed',
  changedShare: 'changed, share',
  changedFloor: 'changed, always allowed',
  membershipsRemovedShare: 'memberships removed, share',
  membershipsRemovedFloor: 'memberships removed, always allowed',
  blockedShare: 'blocked, share',
  blockedFloor: 'blocked, always allowed',
  directoryShrunkShare: 'directory shrunk, share',
};

/** One changed field for the history, old → new (ux §9). Names of people never stand in these fields (R24). */
export function changeSentence(field: ChangedTenantField, before: Tenant, after: Tenant): string {
  if (field === 'guardLimits') return `Limits: ${limitWords(before.guardLimits, after.guardLimits)}.`;
  return `${LABELS[field]}: ${valueWords(field, before)} → ${valueWords(field, after)}.`;
}

function limitWords(before: GuardLimits, after: GuardLimits): string {
  const names = Object.keys(LIMIT_LABELS) as readonly (keyof GuardLimits)[];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const words = (value: number) => (name.endsWith('Share') ? formatShare(value, 1) : String(value));
      return `${LIMIT_LABELS[name]} ${words(before[name])} → ${words(after[name])}`;
    })
    .join(', ');
}

const HOUR_MS = 60 * 60 * 1000;

function valueWords(field: Exclude<ChangedTenantField, 'guardLimits'>, tenant: Tenant): string {
  switch (field) {
    case 'approvalLifetimeMs':
      return `${Math.round((tenant.approvalLifetimeMs / HOUR_MS) * 10) / 10} h`;
    case 'groupsTakenOver':
      return tenant.groupsTakenOver.length === 0 ? 'none' : tenant.groupsTakenOver.join(', ');
    case 'idSourceChanged':
      return tenant.idSourceChanged ? 'yes' : 'no';
    case 'consoleTestMode':
      return tenant.consoleTestMode === undefined ? 'not told' : tenant.consoleTestMode.on ? 'on' : 'off';
    default:
      return String(tenant[field] ?? 'none');
  }
}

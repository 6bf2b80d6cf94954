import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { PROFILES } from '../core/profile.ts';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from '../core/settings.ts';
import { ACCENT_NAMES, DEMO_TENANT_ID, type Tenant } from '../core/tenant.ts';
import { checkTenantName } from './tenant-name.ts';
import type { TenantChange, TenantChangeFailure } from './window-house.ts';

type CheckUrl = (text: string, name: 'Tenant URL' | 'Console API URL') => Result<string>;
type Field = NonNullable<TenantChangeFailure['field']>;

const MOST_DAYS = 3650;
const HOUR_MS = 60 * 60 * 1000;
const LONGEST_APPROVAL_MS = 30 * 24 * HOUR_MS;
const MOST_ROWS = 1_000_000;

/** The tenant as it would be, or the first field that cannot be as it was given; nothing is saved here. */
export function checkedChange(
  tenant: Tenant,
  change: TenantChange,
  checkUrl: CheckUrl,
  nowMs: number,
): Result<Tenant, TenantChangeFailure> {
  const { consoleApiUrl, accent, ...others } = tenant;
  const name = change.name === undefined ? succeed(tenant.name) : checkTenantName(change.name);
  if (!name.ok) return refused('name', name.failure);
  const tenantUrl =
    change.tenantUrl === undefined ? succeed(tenant.tenantUrl) : checkUrl(change.tenantUrl, 'Tenant URL');
  if (!tenantUrl.ok) return refused('tenantUrl', tenantUrl.failure);
  const apiUrl = changed(consoleApiUrl, change.consoleApiUrl, (text) => checkUrl(text, 'Console API URL'));
  if (!apiUrl.ok) return refused('consoleApiUrl', apiUrl.failure);
  const accentName = changed(accent, change.accent, (given) =>
    ACCENT_NAMES.includes(given)
      ? succeed(given)
      : fail(bad(`"${given}" is none of the colours.`, `Choose one of: ${ACCENT_NAMES.join(', ')}.`)),
  );
  if (!accentName.ok) return refused('accent', accentName.failure);
  const profile = change.profile ?? tenant.profile;
  if (!(profile in PROFILES)) {
    return refused(
      'profile',
      bad(`"${profile}" is no kind of console.`, `Choose one of: ${Object.keys(PROFILES).join(', ')}.`),
    );
  }
  // The built-in demo's console is of one kind; another would be read wrongly.
  if (tenant.id === DEMO_TENANT_ID && profile !== tenant.profile) {
    return refused(
      'profile',
      bad('The built-in demo keeps its kind of console.', 'Add a tenant of your own for another.'),
    );
  }
  const limits = checkedLimits(tenant.guardLimits, change.guardLimits ?? {});
  if (!limits.ok) return limits;
  const days = change.reportsKeptDays ?? tenant.reportsKeptDays;
  if (!isWhole(days, 1, MOST_DAYS)) {
    return refused(
      'reportsKeptDays',
      bad('Reports are kept for a whole number of days.', `Give 1 to ${MOST_DAYS}.`),
    );
  }
  const lifetime = change.approvalLifetimeMs ?? tenant.approvalLifetimeMs;
  if (!isWhole(lifetime, HOUR_MS, LONGEST_APPROVAL_MS)) {
    return refused(
      'approvalLifetimeMs',
      bad('An approval is valid for an hour at least and 30 days at most.', 'Give a time within these.'),
    );
  }
  const cap = checkedCap(tenant, profile, change.maxConcurrency);
  if (!cap.ok) return cap;
  const groups = [
    ...new Set((change.groupsTakenOver ?? tenant.groupsTakenOver).map((group) => fold(group.trim()))),
  ];
  if (groups.includes('')) {
    return refused(
      'groupsTakenOver',
      bad('A group that is taken over needs a name.', 'Give its name as the console shows it.'),
    );
  }
  return succeed({
    ...others,
    name: name.value,
    tenantUrl: tenantUrl.value,
    ...(apiUrl.value === undefined ? {} : { consoleApiUrl: apiUrl.value }),
    ...(accentName.value === undefined ? {} : { accent: accentName.value }),
    profile,
    guardLimits: limits.value,
    reportsKeptDays: days,
    approvalLifetimeMs: lifetime,
    maxConcurrency: cap.value,
    groupsTakenOver: groups,
    idSourceChanged: change.idSourceChanged ?? tenant.idSourceChanged,
    ...(change.consoleTestMode
      ? { consoleTestMode: { on: change.consoleTestMode.on, toldAtMs: nowMs } }
      : {}),
  });
}

/** Another kind of console brings its own most; a lower cap of before stays (R17). */
function checkedCap(
  tenant: Tenant,
  profile: Tenant['profile'],
  given: number | undefined,
): Result<number, TenantChangeFailure> {
  const { most } = PROFILES[profile].concurrency;
  if (given !== undefined && !isWhole(given, 1, most)) {
    const sentence = `This kind of console gets 1 to ${most} requests at a time.`;
    return refused('maxConcurrency', bad(sentence, `Give a whole number from 1 to ${most}.`));
  }
  const hadNoOwnCap = tenant.maxConcurrency === PROFILES[tenant.profile].concurrency.most;
  return succeed(given ?? (hadNoOwnCap ? most : Math.min(most, tenant.maxConcurrency)));
}

function changed<T>(
  before: T | undefined,
  given: T | null | undefined,
  check: (given: T) => Result<T>,
): Result<T | undefined> {
  if (given === undefined) return succeed(before);
  return given === null ? succeed(undefined) : check(given);
}

function checkedLimits(
  before: GuardLimits,
  given: Partial<GuardLimits>,
): Result<GuardLimits, TenantChangeFailure> {
  for (const name of LIMIT_NAMES) {
    const value = given[name];
    if (value === undefined) continue;
    const isShare = name.endsWith('Share');
    if (isShare ? value >= 0 && value <= 1 : isWhole(value, 0, MOST_ROWS)) continue;
    const next = isShare
      ? 'Give a share from 0 to 1, that is 0 % to 100 %.'
      : `Give a whole number from 0 to ${MOST_ROWS}.`;
    return refused(`guardLimits.${name}`, bad(`${String(value)} is no limit.`, next));
  }
  return succeed({ ...before, ...given });
}

const LIMIT_NAMES = Object.keys(DEFAULT_GUARD_LIMITS) as readonly (keyof GuardLimits)[];

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function bad(sentence: string, next: string): Failure {
  return { code: 'bad-input', sentence: `${sentence} Nothing was saved.`, next };
}

function refused(field: Field, failure: Failure): Result<never, TenantChangeFailure> {
  return { ok: false, failure: { ...failure, field } };
}

import { InvalidArgumentError } from 'commander';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from '../core/settings.ts';

type LimitKey = keyof GuardLimits;

/** How each limit of the guard (R4) is called on the command line. */
export const LIMIT_OPTIONS: Readonly<Record<string, LimitKey>> = {
  'archived-share': 'archivedShare',
  'archived-always': 'archivedFloor',
  'archived-most': 'archivedCeiling',
  'created-share': 'createdShare',
  'created-always': 'createdFloor',
  'changed-share': 'changedShare',
  'changed-always': 'changedFloor',
  'memberships-removed-share': 'membershipsRemovedShare',
  'memberships-removed-always': 'membershipsRemovedFloor',
  'blocked-share': 'blockedShare',
  'blocked-always': 'blockedFloor',
  'directory-shrunk-share': 'directoryShrunkShare',
};

const MOST = 1_000_000;

/** `--limit archived-share=5%`, as often as needed; shares are percent, the others whole numbers. */
export function limitOption(text: string, before: Partial<GuardLimits> = {}): Partial<GuardLimits> {
  const [name = '', value = ''] = text.split('=', 2).map((part) => part.trim());
  const key = Object.hasOwn(LIMIT_OPTIONS, name) ? LIMIT_OPTIONS[name] : undefined;
  if (key === undefined) {
    throw new InvalidArgumentError(
      `There is no limit "${name}". Known are: ${Object.keys(LIMIT_OPTIONS).join(', ')}.`,
    );
  }
  if (value === 'usual') return { ...before, [key]: DEFAULT_GUARD_LIMITS[key] };
  if (key.endsWith('Share')) {
    const percent = /^\d{1,3}(\.\d{1,3})?%?$/.test(value) ? Number(value.replace('%', '')) : Number.NaN;
    if (!(percent <= 100)) {
      throw new InvalidArgumentError(`${name} takes a share from 0% to 100%, or: usual.`);
    }
    return { ...before, [key]: percent / 100 };
  }
  const count = /^\d{1,7}$/.test(value) ? Number(value) : Number.NaN;
  if (!(count <= MOST)) {
    throw new InvalidArgumentError(`${name} takes a whole number up to 1,000,000, or: usual.`);
  }
  return { ...before, [key]: count };
}

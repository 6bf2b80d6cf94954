import { isAbsolute, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { House } from '../app/house.ts';
import { fail, type Result } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';

export interface TenantOption {
  readonly tenant?: string;
}

export function tenantOption(): Option {
  return new Option('--tenant <name>', 'name or id of the tenant; may be left out where there is only one');
}

export const TOKEN_STDIN = ['--token-stdin', 'read the SCIM token from standard input, one line'] as const;
export const ADMIN_KEY_STDIN = [
  '--admin-key-stdin',
  'read the admin key of the Console API from standard input, one line (after the token, where both are given)',
] as const;

export function onOff(text: string): boolean {
  const word = text.toLowerCase();
  if (word === 'on') return true;
  if (word === 'off') return false;
  throw new InvalidArgumentError('Say on or off.');
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** A path as the house and the history keep it: the same wherever the next command is called from. */
export function absolutePath(path: string): string {
  if (path.trim() === '') throw new InvalidArgumentError('A file or folder name is empty.');
  return isAbsolute(path) ? path : resolve(path);
}

/** The tenant that was named, or the only one there is. */
export function chooseTenant(house: House, named: string | undefined): Result<Tenant> {
  if (named !== undefined) return house.findTenant(named);
  const tenants = house.listTenants();
  const [only] = tenants;
  if (only && tenants.length === 1) return { ok: true, value: only };
  if (!only) {
    return fail({
      code: 'not-found',
      sentence: 'There is no tenant yet.',
      next: 'Add one: muster tenant add --name NAME --tenant-url URL --token-stdin. Or try `muster demo` first.',
    });
  }
  return fail({
    code: 'bad-input',
    sentence: `There are ${tenants.length} tenants, so say which: ${tenants.map((tenant) => tenant.name).join(', ')}.`,
    next: 'Add --tenant NAME.',
  });
}

/** Scripts copy hashes with and without their prefix. */
export function planHashOf(text: string): string {
  const hash = text.trim().toLowerCase();
  const bare = hash.replace(/^sha256:/, '');
  if (!/^[0-9a-f]{8,64}$/.test(bare)) {
    throw new InvalidArgumentError(
      'A plan hash is sha256: and 64 hex digits, of which 8 or more are enough.',
    );
  }
  return `sha256:${bare}`;
}

/** For a command that is shown to be copied. */
export function quoted(text: string): string {
  return /^[\w@.:+/-]+$/u.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}

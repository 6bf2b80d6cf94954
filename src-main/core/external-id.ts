import type { WantedPerson } from './mapping.ts';
import { NONE } from './match.ts';
import type { PeoplePlanInput } from './plan-people.ts';
import type { Facts, FieldChange } from './report.ts';

/** By what people look somebody up; where the directory has no external id, the console may know one. */
export function externalIdFact(input: PeoplePlanInput, user: number, wanted: WantedPerson): Facts {
  if (wanted.externalId !== '') return { externalId: wanted.externalId };
  const { lo, hi } = input.console.externalId;
  if (user === NONE || (lo[user] === 0 && hi[user] === 0)) return {};
  return { externalId: input.consoleExternalId(user) };
}

/** Our external id, where the console lacks it or the tenant has acknowledged a new id source (R9). */
export function linkedExternalId(
  input: PeoplePlanInput,
  row: number,
  user: number,
  wanted: WantedPerson,
  settled: boolean,
): FieldChange | undefined {
  if (settled || wanted.externalId === '' || !input.profile.keepsExternalId) return undefined;
  if (user === NONE) return { field: 'externalId', old: '', new: wanted.externalId };
  const { lo, hi } = input.console.externalId;
  const mine = input.directory.externalId;
  if (lo[user] === mine.lo[row] && hi[user] === mine.hi[row]) return undefined;
  const old = input.consoleExternalId(user);
  return old === wanted.externalId ? undefined : { field: 'externalId', old, new: wanted.externalId };
}

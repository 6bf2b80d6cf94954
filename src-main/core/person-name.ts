import type { PersonRecord } from './records.ts';

/** "Ana Ruiz"; '' where the record has neither a given name nor a family name. */
export function fullName({
  values: { givenName = '', familyName = '' },
}: Pick<PersonRecord, 'values'>): string {
  return `${givenName} ${familyName}`.trim();
}

import type { AttributeName } from './attributes.ts';
import type { HeldPerson, WantedPerson } from './mapping.ts';
import { sameValue } from './normalise.ts';
import type { FieldChange } from './report.ts';

/** What would change on the console for one matched person, in canonical order of the attributes (R12, R14). */
export function diffPerson(
  wanted: WantedPerson,
  held: HeldPerson,
  compared: readonly AttributeName[],
): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const attribute of compared) {
    const next = wanted.values[attribute];
    // Not carried, or dropped as invalid: left alone (R11, R14).
    if (next === undefined) continue;
    const now = held.values[attribute] ?? '';
    if (sameValue(attribute, now, next)) continue;
    // A console user without an e-mail is known by the userName, as in matching: nothing to write where they agree.
    if (attribute === 'email' && now === '' && sameValue('email', wanted.userName, next)) continue;
    // E-mail is never cleared (R14).
    if (next === '' && (attribute === 'email' || attribute === 'userName')) continue;
    changes.push({ field: attribute, old: now, new: next });
  }
  return changes;
}

/** Every value that a create writes. */
export function valuesOfNewPerson(
  wanted: WantedPerson,
  compared: readonly AttributeName[],
): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const attribute of compared) {
    const value = wanted.values[attribute];
    if (value !== undefined && value !== '') changes.push({ field: attribute, old: '', new: value });
  }
  return changes;
}

import { ATTRIBUTE_NAMES, type ChangedField } from './attributes.ts';
import type { FieldChange, ReportObject } from './report.ts';

const ORDER = new Map<ChangedField, number>(
  [...ATTRIBUTE_NAMES, 'manager' as const, 'active' as const, 'groupName' as const, 'member' as const].map(
    (field, index) => [field, index],
  ),
);

/**
 * One operation as text: object, id or key, then each field with old and new, in the order of the
 * attributes (R3). No time, no version, no reason: those may differ between two listings of the same thing.
 */
export function canonicalOperation(
  object: ReportObject,
  key: string,
  changes: readonly FieldChange[],
): string {
  const fields = [...changes]
    .sort((a, b) => ORDER.get(a.field)! - ORDER.get(b.field)!)
    .map((change) => [change.field, change.old, change.new]);
  return JSON.stringify([object, key, fields]);
}

export interface CanonicalParts {
  readonly object: string;
  readonly key: string;
  readonly fields: readonly (readonly [field: string, old: string, now: string])[];
}

/** What `canonicalOperation` made a text of; `undefined` for a text that it did not make. */
export function partsOfCanonical(canonical: string): CanonicalParts | undefined {
  if (!canonical.startsWith('[')) return undefined;
  const parsed: unknown = JSON.parse(canonical);
  if (!Array.isArray(parsed) || !Array.isArray(parsed[2])) return undefined;
  const textAt = (list: unknown, at: number) => (Array.isArray(list) ? String(list[at] ?? '') : '');
  return {
    object: textAt(parsed, 0),
    key: textAt(parsed, 1),
    fields: parsed[2].map((field) => [textAt(field, 0), textAt(field, 1), textAt(field, 2)] as const),
  };
}

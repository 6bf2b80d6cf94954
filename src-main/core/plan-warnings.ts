import { isAttribute, labelOf } from './attributes.ts';
import { fold } from './fold.ts';
import { mixedScript } from './lookalike.ts';
import type { HeldPerson, WantedPerson } from './mapping.ts';
import { normaliseConsoleValue, sameValue } from './normalise.ts';
import type { PersonRecord } from './records.ts';
import type { FieldChange, Verdict, Warning } from './report.ts';

export interface WarningContext {
  /** What the last live sync left on the console, by folded address or external id (R15). */
  readonly lastSynced: (address: string, externalId: string) => PersonRecord | undefined;
  /** Mail domains that active console users have. */
  readonly knownDomains: ReadonlySet<string>;
  /** Whether anybody would be archived at all; only then can a nameless row's person be among them. */
  readonly anyArchived: boolean;
  /** The console's own sync archives whom it was not told about (R22). */
  readonly archivesTheUntold: boolean;
}

export interface RowForWarnings {
  readonly verdict: Verdict;
  readonly changes: readonly FieldChange[];
  readonly wanted: WantedPerson | undefined;
  readonly held: HeldPerson | undefined;
  /** The console's record, where it was read. */
  readonly record: PersonRecord | undefined;
  readonly reports: number;
  readonly unknownManager: string | undefined;
  readonly isOwnManager: boolean;
  readonly namesNobody: boolean;
  readonly line: string | undefined;
  readonly exportOnly: boolean;
}

/** What an admin should know about a row before approving it; heavy ones first is the report's business. */
export function rowWarnings(context: WarningContext, row: RowForWarnings): readonly Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: Warning['code'], facts: Warning['facts'] = {}) => warnings.push({ code, facts });
  const { verdict, changes, wanted } = row;
  const touched = verdict !== 'Excluded' && verdict !== 'Blocked';

  if (touched) for (const alias of row.record?.aliases ?? []) warn('alias', { alias });
  if (verdict === 'Archived' && row.reports > 0) warn('manager.leaves', { n: row.reports });
  if (row.exportOnly && context.archivesTheUntold && verdict === 'Archived') warn('console.itself');
  if (row.namesNobody && context.anyArchived) warn('names.nobody', { n: row.line ?? '' });
  for (const change of changes) {
    if (change.new === '' && change.old !== '' && verdict !== 'Archived') {
      warn('clears', { label: labelOf(change.field) });
    }
    if (change.field === 'userName' && change.old !== '') warn('email');
  }
  for (const edit of consoleEdits(context, row)) warn('console.edit', edit);
  if (row.unknownManager !== undefined && touched) warn('manager.unknown', { x: row.unknownManager });
  if (row.isOwnManager && touched) warn('manager.self');
  if (touched)
    for (const { attribute, why } of wanted?.dropped ?? [])
      warn('field.dropped', { label: labelOf(attribute), why });
  if (verdict === 'Restored') warn('restore.enrol');
  addAddressWarnings(context, row, warn);
  return warnings;
}

/** R15: a value that stood otherwise on the console after the last live sync was edited there by hand. */
function consoleEdits(
  context: WarningContext,
  row: RowForWarnings,
): { a: string; b: string; label: string }[] {
  const { held, changes } = row;
  if (!held || (row.verdict !== 'Changed' && row.verdict !== 'Restored')) return [];
  const last = context.lastSynced(fold(held.userName), held.externalId);
  if (!last) return [];
  const edits = [];
  for (const { field, old } of changes) {
    if (!isAttribute(field) || field === 'externalId') continue;
    const attribute = field;
    const raw = last.values[attribute];
    if (raw === undefined) continue;
    const synced = normaliseConsoleValue(attribute, raw);
    if (!sameValue(attribute, synced, old)) edits.push({ a: synced, b: old, label: labelOf(attribute) });
  }
  return edits;
}

function addAddressWarnings(
  context: WarningContext,
  row: RowForWarnings,
  warn: (code: Warning['code'], facts: Warning['facts']) => void,
): void {
  const { wanted, verdict, changes } = row;
  if (!wanted || (verdict !== 'Created' && verdict !== 'Changed' && verdict !== 'Restored')) return;
  const written = [wanted.address, ...changes.map((change) => change.new)];
  for (const text of written) {
    const script = mixedScript(text);
    if (script) {
      warn('lookalike', { script, text });
      break;
    }
  }
  const domain = fold(wanted.address.slice(wanted.address.lastIndexOf('@') + 1));
  const isNew = verdict === 'Created' || changes.some((change) => change.field === 'userName');
  if (isNew && context.knownDomains.size > 0 && !context.knownDomains.has(domain)) {
    warn('unverified.domain', { domain });
  }
}

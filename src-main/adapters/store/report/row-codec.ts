import { z } from 'zod';
import type { StoredRow } from '../../../app/ports/report-store.ts';
import { ATTRIBUTE_NAMES, type AttributeName, type ChangedField } from '../../../core/attributes.ts';
import type { ReasonCode, WarningCode } from '../../../core/reason-codes.ts';
import {
  type Act,
  type Facts,
  type FieldChange,
  type Operation,
  PHASES,
  type ReportRow,
  type Warning,
} from '../../../core/report.ts';
import { actSchema, managerSchema, rowResultSchema } from '../operation-json.ts';
import { oneOf, readJson } from '../stored-json.ts';
import { MATCH_KEYS, OBJECTS, VERDICTS, verdictOfRank } from './file-schema.ts';
import type { StoredWords } from './words.ts';

/** A row as a query of `ROW_COLUMNS` gives it. */
export interface RowRecord {
  seq: number;
  rank: number;
  object: number;
  reason: number;
  key: string;
  name: string;
  address: string;
  external_id: string | null;
  console_ref: string | null;
  directory_ref: string | null;
  adopted: number | null;
  facts: string | null;
  changes: string | null;
  warnings: string | null;
  department: string | null;
  also: string | null;
  matched_by: number | null;
  phase: number | null;
  level: number | null;
  canonical: string | null;
  seen_version: string | null;
  act: string | null;
  manager: string | null;
  result: string | null;
}

export const ROW_OWN_COLUMNS = `r.seq, r.rank, r.object, r.reason, r.key, r.name, r.address, r.external_id,
  r.console_ref, r.directory_ref, r.adopted, r.facts, r.changes, r.warnings, r.department, r.also, r.matched_by`;
export const OPERATION_COLUMNS = 'o.phase, o.level, o.canonical, o.seen_version, o.act, o.manager';
/** Reads a row with its operation and result; the query names the row's number as `seq` of `r`. */
export const ROW_COLUMNS = `${ROW_OWN_COLUMNS}, ${OPERATION_COLUMNS}, x.result`;
export const ROW_JOINS = 'LEFT JOIN operation o ON o.seq = r.seq LEFT JOIN result x ON x.seq = r.seq';

/** All texts of a row as they stand in the file, for a quick first look. */
export function storedTextOf(record: RowRecord): string {
  const { key, name, address, external_id, console_ref, facts, changes, warnings, department, also } = record;
  const { canonical, act, manager, result } = record;
  return [
    key,
    name,
    address,
    external_id,
    console_ref,
    facts,
    changes,
    warnings,
    department,
    also,
    canonical,
    act,
    manager,
    result,
  ]
    .filter((text) => text !== null)
    .join('\n');
}

/** Changes are stored as [field, old, new], warnings as [code, facts]: names would be most of the file. */
export function changesText(changes: readonly FieldChange[]): string | null {
  if (changes.length === 0) return null;
  return JSON.stringify(changes.map((change) => [change.field, change.old, change.new]));
}

export function warningsText(warnings: readonly Warning[]): string | null {
  if (warnings.length === 0) return null;
  return JSON.stringify(warnings.map((warning) => [warning.code, warning.facts]));
}

export function alsoText(also: readonly string[] | undefined): string | null {
  return also === undefined || also.length === 0 ? null : JSON.stringify(also);
}

/**
 * The facts as JSON, without `externalId`, which has a column of its own; `null` when none is left. What an excluded
 * person would be stands among them as two texts, so that an older Muster reads the file as well.
 */
export function factsText(row: Pick<ReportRow, 'facts' | 'wouldBe'>): string | null {
  const { wouldBe } = row;
  const facts = wouldBe
    ? { ...row.facts, [WOULD_BE]: wouldBe.verdict, [WOULD_CHANGE]: changesText(wouldBe.changes) ?? '[]' }
    : row.facts;
  for (const name in facts) {
    if (name === 'externalId' && typeof facts[name] === 'string') continue;
    const { externalId, ...others } = facts;
    return JSON.stringify(typeof externalId === 'number' ? facts : others);
  }
  return null;
}

const WOULD_BE = 'wouldBe';
const WOULD_CHANGE = 'wouldChange';

type OtherField = Exclude<ChangedField, AttributeName>;
const OTHER_FIELDS = { manager: true, active: true, groupName: true, member: true } satisfies Record<
  OtherField,
  true
>;
export const FIELDS: readonly ChangedField[] = [
  ...ATTRIBUTE_NAMES,
  ...(Object.keys(OTHER_FIELDS) as OtherField[]),
];
export const factsSchema: z.ZodType<Facts> = z.record(z.string(), z.union([z.string(), z.number()]));
export const changesSchema = z.array(z.tuple([z.enum(FIELDS), z.string(), z.string()]));
// A code of a later version is shown as it stands; codes are for display only.
const warningCode = z.custom<WarningCode>((value) => typeof value === 'string');
export const alsoSchema = z.array(z.string());
export const warningsSchema = z.array(z.tuple([warningCode, factsSchema]));
const reasonCode = z.custom<ReasonCode>((value) => typeof value === 'string' && value !== '');

type StoredChange = z.infer<typeof changesSchema>[number];
const KNOWN_FIELDS: ReadonlySet<unknown> = new Set(FIELDS);

/** The changes as they are stored. What has the usual form is told by hand: a schema takes ten times as long. */
export function changesIn(text: string, file: string): readonly StoredChange[] {
  const value = parsed(text);
  return Array.isArray(value) && value.every(isChange) ? value : readJson(changesSchema, text, file);
}

function isChange(value: unknown): value is StoredChange {
  if (!Array.isArray(value) || value.length !== 3) return false;
  return KNOWN_FIELDS.has(value[0]) && typeof value[1] === 'string' && typeof value[2] === 'string';
}

export function textsIn(text: string, file: string): readonly string[] {
  const value = parsed(text);
  return Array.isArray(value) && value.every(isText) ? value : readJson(alsoSchema, text, file);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** What is done for nearly all people, by hand as well. */
function actIn(text: string, file: string): Act {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    if (value.kind === 'create-user') return { kind: 'create-user' };
    if (value.kind === 'update-user' && 'id' in value && typeof value.id === 'string') {
      return { kind: 'update-user', id: value.id };
    }
  }
  return readJson(actSchema, text, file);
}

/** `undefined` where it is no JSON, which `readJson` then says. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Makes a StoredRow of a record; a record that does not fit means that the file is damaged. */
export function rowOf(record: RowRecord, words: StoredWords, file: string): StoredRow {
  const operation = operationOf(record, words, file);
  return {
    seq: record.seq,
    object: OBJECTS[record.object] ?? 'user',
    verdict: verdictOfRank(record.rank),
    key: record.key,
    name: record.name,
    address: record.address,
    reason: reasonCode.parse(words.textOf(record.reason)),
    ...factsOf(record, file),
    changes: changesOf(record.changes, file),
    warnings: warningsOf(record, file),
    ...(record.directory_ref !== null && { directoryRef: record.directory_ref }),
    ...(record.console_ref !== null && { consoleRef: record.console_ref }),
    ...(record.adopted !== null && { adopted: record.adopted === 1 }),
    ...(record.department !== null && { department: record.department }),
    ...(record.also !== null && { also: textsIn(record.also, file) }),
    ...(record.matched_by !== null && {
      matchedBy: oneOf(MATCH_KEYS, words.textOf(record.matched_by), file),
    }),
    ...(operation !== undefined && { operation }),
    ...(record.result !== null && { result: readJson(rowResultSchema, record.result, file) }),
  };
}

const NO_FACTS: Facts = {};
const NO_CHANGES: readonly FieldChange[] = [];
const NO_WARNINGS: readonly Warning[] = [];

function factsOf(record: RowRecord, file: string): Pick<ReportRow, 'facts' | 'wouldBe'> {
  if (record.facts === null && record.external_id === null) return { facts: NO_FACTS };
  const stored = record.facts === null ? NO_FACTS : readJson(factsSchema, record.facts, file);
  const { [WOULD_BE]: verdict, [WOULD_CHANGE]: changes, ...others } = stored;
  const facts = record.external_id === null ? others : { ...others, externalId: record.external_id };
  if (verdict === undefined) return { facts };
  return {
    facts,
    wouldBe: { verdict: oneOf(VERDICTS, String(verdict), file), changes: changesOf(String(changes), file) },
  };
}

function changesOf(text: string | null, file: string): readonly FieldChange[] {
  if (text === null) return NO_CHANGES;
  return changesIn(text, file).map(([field, before, after]) => ({
    field,
    old: before,
    new: after,
  }));
}

function warningsOf(record: RowRecord, file: string): readonly Warning[] {
  if (record.warnings === null) return NO_WARNINGS;
  return readJson(warningsSchema, record.warnings, file).map(([code, facts]) => ({ code, facts }));
}

function operationOf(record: RowRecord, words: StoredWords, file: string): Operation | undefined {
  const { phase, level, canonical, act } = record;
  if (phase === null || level === null || canonical === null || act === null) return undefined;
  return {
    phase: oneOf(PHASES, words.textOf(phase), file),
    level,
    canonical,
    ...(record.seen_version !== null && { seenVersion: record.seen_version }),
    act: actIn(act, file),
    ...(record.manager !== null && { manager: readJson(managerSchema, record.manager, file) }),
  };
}

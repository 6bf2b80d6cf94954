import { labelOf } from './attributes.ts';
import { countOf } from './number-words.ts';
import { mappingStep } from './path-mapping.ts';
import { matchStep } from './path-match.ts';
import { sourceStep } from './path-source.ts';
import { type Candidate, factOf, type PathFact, type PathStep, type SourceColumn } from './path-step.ts';
import type { ConsoleProfile } from './profile.ts';
import { HEAVY_WARNINGS } from './reason-codes.ts';
import { reasonSentence, warningSentence } from './reasons.ts';
import type { Carried, PersonRecord } from './records.ts';
import type { ReportRow, RowResult, Verdict } from './report.ts';
import { ruleOf } from './rule-words.ts';
import { resultSentence } from './run-sentences.ts';

/** A row of a report, with what became of it. */
export type PathRow = ReportRow & { readonly result?: RowResult };

/** All that the way to a verdict is told from: the report's rows of one person, and the listings behind it. */
export interface VerdictPathInput {
  readonly row: PathRow;
  /** Memberships of the person, and other rows that name them. */
  readonly others: readonly PathRow[];
  readonly directory: {
    readonly kind: 'csv' | 'scim';
    readonly name: string;
    readonly complete: boolean;
    readonly ignoredColumns: readonly string[];
    readonly carried: Carried;
    readonly columns?: readonly SourceColumn[] | undefined;
  };
  readonly console: { readonly name: string };
  readonly profile: ConsoleProfile;
  /** Said after "on the console", e.g. for a person whom only an export shows. */
  readonly profileLabel: string;
  /** Absent where the person is on the other side only, or the listing is no longer kept. */
  readonly directoryPerson: PersonRecord | undefined;
  readonly consolePerson: PersonRecord | undefined;
  /** Everybody who shares a key with the person, on either side. */
  readonly candidates: readonly Candidate[];
  /** Which limits a live sync of the whole report would break, as sentences (R4). */
  readonly guard: readonly string[];
}

/**
 * Why a person has this verdict, as a way: source row → mapping → match → rule → verdict (design §1, journey 4). Pure;
 * what a listing no longer says is left out and named, never made up.
 */
export function verdictPath(input: VerdictPathInput): readonly PathStep[] {
  const steps = [
    sourceStep(input),
    mappingStep(input),
    matchStep(input),
    ruleStep(input),
    verdictStep(input),
  ];
  return steps.map((step) => ({ ...step, facts: eachOnce(step.facts) }));
}

/** Two rows of one person may say the same of one group. */
function eachOnce(facts: readonly PathFact[]): readonly PathFact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

/** The rule that decided, with its source, what the guard says, and what to mind. */
function ruleStep({ row, guard }: VerdictPathInput): PathStep {
  const { rule, words } = ruleOf(row.reason);
  const facts: PathFact[] = [factOf(rule, words)];
  if (row.reason === 'excluded.list') {
    const { file = '', line = '' } = row.facts;
    facts.push(factOf('Exclusion list', String(file), { note: `Line ${line}.` }));
  }
  if (row.wouldBe) {
    facts.push(
      factOf('Without the exclusion', row.wouldBe.verdict, {
        note: countOf(row.wouldBe.changes.length, 'change', 'changes'),
      }),
    );
  }
  if (row.operation) {
    if (guard.length === 0) facts.push(factOf('Guard (R4)', 'Within every limit.'));
    for (const sentence of guard) facts.push(factOf('Guard (R4)', sentence));
  }
  for (const warning of row.warnings) {
    facts.push(factOf(HEAVY_WARNINGS.has(warning.code) ? 'Mind first' : 'Mind', warningSentence(warning)));
  }
  return { step: 'rule', title: 'Rule', sentence: reasonSentence(row), facts };
}

/** What is, or was, done: each value old → new, the manager and the memberships among them. */
function verdictStep({ row, others }: VerdictPathInput): PathStep {
  const facts: PathFact[] = row.changes
    .filter(({ field, old, new: now }) => field === 'active' || old !== now)
    .map(({ field, old, new: now }) => factOf(labelOf(field), now, { from: old }));
  for (const other of others) {
    if (other.object !== 'membership') continue;
    const group = String(other.facts.group ?? '');
    facts.push(
      factOf(`Group ${group}`, MEMBER_AFTER[other.verdict] ?? other.verdict, {
        from: MEMBER_BEFORE[other.verdict],
        note: other.result ? resultSentence(other.result) : reasonSentence(other),
      }),
    );
  }
  if (row.result) facts.push(factOf('Result', resultSentence(row.result)));
  return { step: 'verdict', title: 'Verdict', sentence: verdictSentence(row, others), facts };
}

const MEMBER_BEFORE: Readonly<Partial<Record<Verdict, string>>> = {
  Created: 'no member',
  Archived: 'member',
};
const MEMBER_AFTER: Readonly<Partial<Record<Verdict, string>>> = { Created: 'member', Archived: 'no member' };

function verdictSentence(row: PathRow, others: readonly PathRow[]): string {
  const memberships = others.filter(
    ({ object, operation }) => object === 'membership' && operation !== undefined,
  ).length;
  const besides =
    memberships === 0
      ? ''
      : `, with ${countOf(memberships, 'change of a membership', 'changes of memberships')}`;
  return `${row.verdict}${besides}: ${DOES[row.verdict]}`;
}

const DOES: Readonly<Record<Verdict, string>> = {
  Created: 'a live sync makes this person on the console.',
  Changed: 'a live sync writes the values that differ.',
  Archived: 'a live sync archives this person; nothing is deleted.',
  Restored: 'a live sync makes this person active again.',
  Unchanged: 'there is nothing to do for the person.',
  Excluded: 'no sync touches this person.',
  Blocked: 'nothing is done until this is put right.',
};

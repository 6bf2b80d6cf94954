import { fullName } from './person-name.ts';
import type { PersonRecord } from './records.ts';

/** The five steps from a source to a verdict, in order (design §1, journey 4). */
export const PATH_STEPS = ['source', 'mapping', 'match', 'rule', 'verdict'] as const;
export type PathStepName = (typeof PATH_STEPS)[number];

/** One fact of a step: a value with its name, where it came from, and what is to be said of it. */
export interface PathFact {
  readonly label: string;
  /** Exactly as it stands; '' = empty. */
  readonly value: string;
  /** What it was before: the raw text of a mapped value, the old one of a change. */
  readonly from?: string;
  readonly note?: string;
}

export interface PathStep {
  readonly step: PathStepName;
  readonly title: string;
  /** The step in one sentence. */
  readonly sentence: string;
  readonly facts: readonly PathFact[];
}

/** A person of a listing that was looked at by one of the keys (R9). */
export interface Candidate {
  readonly side: 'directory' | 'console' | 'export';
  readonly person: PersonRecord;
}

/** Which of a source's columns or paths feeds a field; `field` is an attribute or one of Muster's own columns. */
export interface SourceColumn {
  readonly field: string;
  readonly heading: string;
}

/** A fact without the keys that say nothing. */
export function factOf(
  label: string,
  value: string,
  more: { readonly from?: string | undefined; readonly note?: string | undefined } = {},
): PathFact {
  return {
    label,
    value,
    ...(more.from === undefined ? {} : { from: more.from }),
    ...(more.note === undefined ? {} : { note: more.note }),
  };
}

/** "Ana Ruiz <ana@…>": how a candidate is called in a sentence. */
export function calledAs(person: PersonRecord): string {
  const { userName = '', email = '' } = person.values;
  const name = fullName(person);
  const address = (email || userName).trim();
  if (name === '') return address || person.ref;
  return address === '' ? name : `${name} <${address}>`;
}

/** The line of a CSV, else the source's own key. */
export function placeOf(person: PersonRecord): string {
  return person.line === undefined ? `id ${person.ref}` : `line ${person.line}`;
}

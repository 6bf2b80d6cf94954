import { ERASED } from './address-text.ts';
import { partsOfCanonical } from './canonical.ts';
import { type ErasedNames, goesAt, type Nearness } from './erased-names.ts';
import { tidy } from './fold.ts';
import { addressesOf, type ListingOf } from './person-traces.ts';
import type {
  Act,
  Facts,
  FieldChange,
  ListingFacts,
  Operation,
  ReportHead,
  ReportObject,
  ReportRow,
  RowResult,
  Target,
} from './report.ts';
import { sameList, sameObject } from './unchanged.ts';

/** A journal's entry, as far as it is about somebody. */
export interface EntryText {
  readonly object: ReportObject;
  readonly key: string;
  readonly operation: Operation;
  readonly result?: RowResult;
  readonly createdId?: string;
}

/**
 * Takes one person out of reports and journals (R24). Each method gives back `gone` for what is the person's own,
 * the very same object for what says nothing of the person, and else a changed one: in sentences a mark replaces the
 * address; a change of a value or manager that is the person is dropped, so that no undo takes a mark for a value (R23).
 */
export class ReportEraser {
  readonly #names: ErasedNames;
  readonly #stage: Nearness;

  constructor(names: ErasedNames, stage: Nearness) {
    this.#names = names;
    this.#stage = stage;
  }

  row<Row extends ReportRow & { readonly result?: RowResult }>(
    row: Row,
    consoleKind: ListingOf['kind'],
  ): Row | 'gone' {
    const nearness = this.#nearnessOf(row, consoleKind);
    if (nearness) return goesAt(this.#stage, nearness) ? 'gone' : row;
    const warnings = row.warnings.map((warning) =>
      sameObject(warning, { ...warning, facts: this.#facts(warning.facts) }),
    );
    return sameObject(row, {
      ...row,
      key: this.#names.sentence(row.key),
      name: this.#names.sentence(row.name),
      address: this.#names.sentence(row.address),
      facts: this.#facts(row.facts),
      changes: this.#changes(row.changes),
      ...(row.wouldBe
        ? {
            wouldBe: sameObject(row.wouldBe, { ...row.wouldBe, changes: this.#changes(row.wouldBe.changes) }),
          }
        : {}),
      ...(row.department === undefined ? {} : { department: this.#names.sentence(row.department) }),
      ...(row.also ? { also: this.#others(row.also) } : {}),
      warnings: sameList(row.warnings, warnings),
      ...(row.operation ? { operation: this.#operation(row.operation) } : {}),
      ...(row.result ? { result: this.#result(row.result) } : {}),
    });
  }

  entry<Entry extends EntryText>(entry: Entry): Entry | 'gone' {
    const nearness = this.#nearnessOfEntry(entry);
    if (nearness) return goesAt(this.#stage, nearness) ? 'gone' : entry;
    return sameObject(entry, {
      ...entry,
      key: this.#names.sentence(entry.key),
      operation: this.#operation(entry.operation),
      ...(entry.result ? { result: this.#result(entry.result) } : {}),
    });
  }

  /** The head stays; `rows` of the report were erased or changed, so its plan is not whole any more (R3). */
  head(head: ReportHead, rows: number): ReportHead {
    const only = head.only.map((address) => (this.#names.isAddress(address) ? ERASED : address));
    const changed = sameObject(head, {
      ...head,
      only: sameList(head.only, only),
      directory: this.#listing(head.directory),
      console: this.#listing(head.console),
      exclusions: this.#exclusions(head.exclusions),
    });
    return rows === 0 ? changed : { ...changed, erased: (head.erased ?? 0) + rows };
  }

  #exclusions(exclusions: ReportHead['exclusions']): ReportHead['exclusions'] {
    const { notes } = exclusions;
    if (notes === undefined) return exclusions;
    return sameObject(exclusions, { ...exclusions, notes: this.#names.sentences(notes) });
  }

  #listing(listing: ListingFacts): ListingFacts {
    return sameObject(listing, {
      ...listing,
      name: this.#names.sentence(listing.name),
      notes: this.#names.sentences(listing.notes),
      ...(listing.why ? { why: this.#names.failure(listing.why) } : {}),
    });
  }

  /** `undefined`: somebody else's row. */
  #nearnessOf(row: ReportRow, consoleKind: ListingOf['kind']): Nearness | undefined {
    if (row.object === 'group') return undefined;
    const { consoleIds, externalIds } = this.#names.traces;
    const person = row.object === 'membership' ? personOf(row.key) : (row.consoleRef ?? '');
    const changes = [...row.changes, ...(row.wouldBe?.changes ?? [])];
    const addresses = [row.address, ...addressesOf(changes), person];
    if (addresses.some((address) => this.#names.isAsked(address))) return 'named';
    if (externalIds.has(tidy(String(row.facts.externalId ?? '')))) return 'linked';
    if (consoleKind === 'scim' && consoleIds.has(person)) return 'linked';
    return addresses.some((address) => this.#names.isAddress(address)) ? 'distant' : undefined;
  }

  #nearnessOfEntry({ object, key, createdId }: EntryText): Nearness | undefined {
    if (object === 'group') return undefined;
    const { consoleIds } = this.#names.traces;
    const person = personOf(key);
    if (this.#names.isAsked(person)) return 'named';
    if (consoleIds.has(person) || consoleIds.has(createdId ?? '')) return 'linked';
    return this.#names.isAddress(person) ? 'distant' : undefined;
  }

  #changes(changes: readonly FieldChange[]): readonly FieldChange[] {
    return sameList(
      changes,
      changes.filter((change) => !this.#names.speakOf(change.old) && !this.#names.speakOf(change.new)),
    );
  }

  #others(texts: readonly string[]): readonly string[] {
    return sameList(
      texts,
      texts.filter((text) => !this.#names.speakOf(text)),
    );
  }

  #facts(facts: Facts): Facts {
    const pairs = Object.entries(facts).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value] as const;
      return [name, this.#names.isWhole(value) ? ERASED : this.#names.sentence(value)] as const;
    });
    return pairs.every(([name, value]) => value === facts[name]) ? facts : Object.fromEntries(pairs);
  }

  #operation(operation: Operation): Operation {
    const { manager, ...rest } = operation;
    return sameObject(operation, {
      ...rest,
      canonical: this.#canonical(operation.canonical),
      act: this.#act(operation.act),
      ...(manager === undefined || this.#isTarget(manager) ? {} : { manager }),
    });
  }

  /** Each field with old and new; what speaks of the person is taken out whole, as from the changes. */
  #canonical(canonical: string): string {
    if (!this.#names.mayConcern(canonical)) return canonical;
    const parts = partsOfCanonical(canonical);
    if (parts === undefined) return this.#names.sentence(canonical);
    const fields = parts.fields.filter(
      ([, old, now]) => !this.#names.speakOf(old) && !this.#names.speakOf(now),
    );
    const key = this.#names.sentence(parts.key);
    if (fields.length === parts.fields.length && key === parts.key) return canonical;
    return JSON.stringify([parts.object, key, fields]);
  }

  #act(act: Act): Act {
    if (act.kind !== 'create-group' && act.kind !== 'update-group') return act;
    if (act.displayName === undefined) return act;
    return sameObject(act, { ...act, displayName: this.#names.sentence(act.displayName) });
  }

  #result(result: RowResult): RowResult {
    if (result.status === 'refused') {
      return sameObject(result, { ...result, words: this.#names.sentence(result.words) });
    }
    if (result.status === 'moved' && result.now !== undefined) {
      return sameObject(result, { ...result, now: this.#names.sentence(result.now) });
    }
    return result;
  }

  #isTarget(target: Target | 'none'): boolean {
    if (target === 'none') return false;
    return 'id' in target
      ? this.#names.traces.consoleIds.has(target.id)
      : this.#names.isAddress(target.createdKey);
  }
}

/** A membership's key is the group's and the person's, on two lines; a person's is one. */
function personOf(key: string): string {
  return key.slice(key.lastIndexOf('\n') + 1);
}

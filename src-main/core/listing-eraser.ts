import { type ErasedNames, goesAt, type Nearness } from './erased-names.ts';
import { tidy } from './fold.ts';
import type { ListingOf } from './person-traces.ts';
import type { GroupRecord, PersonRecord } from './records.ts';
import { sameList, sameObject } from './unchanged.ts';

/**
 * Takes one person out of a listing (R24): the record is gone, and so are the values, managers, aliases and members
 * of others that speak of the person. What says nothing of the person comes back as the very same object.
 */
export class ListingEraser {
  readonly #names: ErasedNames;
  readonly #stage: Nearness;
  readonly #listing: ListingOf;

  constructor(names: ErasedNames, stage: Nearness, listing: ListingOf) {
    this.#names = names;
    this.#stage = stage;
    this.#listing = listing;
  }

  person(record: PersonRecord): PersonRecord | 'gone' {
    const nearness = this.#nearnessOf(record);
    if (nearness) return goesAt(this.#stage, nearness) ? 'gone' : record;
    const { manager, aliases, groups, ...rest } = record;
    const all = Object.entries(record.values);
    // Left out, a value counts as not carried; a mark in its place would be taken for what the person's is (R15).
    const values = all.filter(([, value]) => !this.#names.speakOf(value));
    return sameObject(record, {
      ...rest,
      ...(manager === undefined || this.#isManager(manager) ? {} : { manager }),
      ...(aliases ? { aliases: this.#without(aliases, (alias) => this.#names.isAddress(alias)) } : {}),
      ...(groups ? { groups: this.#names.sentences(groups) } : {}),
      values: values.length === all.length ? record.values : Object.fromEntries(values),
    });
  }

  group(group: GroupRecord): GroupRecord {
    return sameObject(group, {
      ...group,
      displayName: this.#names.sentence(group.displayName),
      members: this.#without(group.members, (member) => this.#isRef(member)),
    });
  }

  /** `undefined`: somebody else's record. */
  #nearnessOf({ ref, values: { userName, email, externalId } }: PersonRecord): Nearness | undefined {
    const { consoleIds, externalIds } = this.#names.traces;
    const { role, kind } = this.#listing;
    if (this.#names.isAsked(userName) || this.#names.isAsked(email)) return 'named';
    if (externalIds.has(tidy(externalId ?? ''))) return 'linked';
    if (role === 'console' && kind === 'scim' && consoleIds.has(ref)) return 'linked';
    return this.#names.isAddress(userName) || this.#names.isAddress(email) ? 'distant' : undefined;
  }

  #isManager(manager: string): boolean {
    return this.#names.isAddress(manager) || this.#isRef(manager.trim());
  }

  /** Only in a SCIM listing is somebody named by an id; in a file it would be the number of a line. */
  #isRef(ref: string): boolean {
    const { directoryIds, consoleIds } = this.#names.traces;
    if (this.#listing.kind !== 'scim') return this.#names.isAddress(ref);
    return (this.#listing.role === 'directory' ? directoryIds : consoleIds).has(ref);
  }

  #without(texts: readonly string[], leaves: (text: string) => boolean): readonly string[] {
    return sameList(
      texts,
      texts.filter((text) => !leaves(text)),
    );
  }
}

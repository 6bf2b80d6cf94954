import { fold, tidy } from '../core/fold.ts';
import { type KeyColumn, KeyTable } from '../core/key-table.ts';
import type { PersonRecord } from '../core/records.ts';
import { PHASES } from '../core/report.ts';
import { TextHash } from '../core/text-hash.ts';
import type { ReportReader } from './ports/report-store.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';

/**
 * What the last live sync left on the console, found by external id or address (R15). Hashes lead to the
 * person; the texts decide.
 */
export function lastSyncedLookup(
  snapshot: SnapshotReader | undefined,
  notApplied: ReadonlySet<string>,
): (address: string, externalId: string) => PersonRecord | undefined {
  if (!snapshot) return () => undefined;
  const hash = new TextHash();
  const column = (textOf: (person: PersonRecord) => string): KeyColumn => {
    const keys = { lo: new Uint32Array(snapshot.people), hi: new Uint32Array(snapshot.people) };
    for (let row = 0; row < snapshot.people; row++) {
      const text = textOf(snapshot.person(row));
      if (text === '') continue;
      hash.of(text);
      keys.lo[row] = hash.lo;
      keys.hi[row] = hash.hi;
    }
    return keys;
  };
  const addressOf = (person: PersonRecord) => fold(person.values.userName ?? '');
  const externalIdOf = (person: PersonRecord) => tidy(person.values.externalId ?? '');
  const kept = snapshot.storedKeys?.();
  const byAddress = new KeyTable(kept?.userName ?? column(addressOf), snapshot.people);
  const byExternalId = new KeyTable(kept?.externalId ?? column(externalIdOf), snapshot.people);

  const find = (table: KeyTable, text: string, textOf: (person: PersonRecord) => string) => {
    if (text === '') return undefined;
    hash.of(text);
    for (let row = table.first(hash.lo, hash.hi); row >= 0; row = table.next(row)) {
      const person = snapshot.person(row);
      if (textOf(person) === text) return person;
    }
    return undefined;
  };
  return (address, externalId) => {
    const person = find(byExternalId, externalId, externalIdOf) ?? find(byAddress, address, addressOf);
    return person && !notApplied.has(addressOf(person)) ? person : undefined;
  };
}

const PAGE = 500;

/**
 * Folded addresses of people whose row the last live sync did not apply: what the directory wanted of them never
 * stood on the console, so nobody can have edited it there.
 */
export function peopleNotApplied(report: ReportReader): ReadonlySet<string> {
  const left = new Set<string>();
  const { applied } = report.head();
  if (applied && applied.failed === 0 && applied.movedSincePreview === 0) return left;
  for (const phase of PHASES) {
    for (let level = 0; level <= report.highestLevel(phase); level++) {
      for (let after = 0; ; ) {
        const page = report.operations(phase, level, after, PAGE);
        if (page.length === 0) break;
        for (const { seq, object, address, result } of page) {
          after = seq;
          const stands = result?.status === 'applied' || result?.status === 'received';
          if (object === 'user' && !stands) left.add(fold(address));
        }
      }
    }
  }
  return left;
}

import { fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { fullName } from '../core/person-name.ts';
import type { PersonRecord } from '../core/records.ts';
import type { SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';
import type { NamedPerson } from './report-desk.ts';
import { snapshotsOf } from './snapshots-of-report.ts';

const PEOPLE_A_LOOK = 1024;

/**
 * Everyone who was in a group when the report's listings were read: in the directory's group, or in the console's
 * where the directory has none of that name. A report has rows for memberships that change only, so it cannot tell.
 */
export function peopleOfGroup(
  reportId: string,
  group: string,
  snapshots: Pick<SnapshotStore, 'has' | 'open'>,
  checkCancelled: () => void,
): Result<readonly NamedPerson[]> {
  let isRead = false;
  for (const { id, role } of snapshotsOf(reportId)) {
    if (role === 'export' || !snapshots.has(id)) continue;
    const opened = snapshots.open(id);
    if (!opened.ok) return opened;
    isRead = true;
    try {
      const people = new Map<string, string>();
      for (const person of membersOf(opened.value, group, checkCancelled)) {
        const { userName = '', email = '' } = person.values;
        const address = email || userName;
        // Whom the directory has as archived is none of today's people (ux §7).
        if (person.status !== 'archived' && address.includes('@')) {
          people.set(address, fullName(person) || address);
        }
      }
      if (people.size > 0) return succeed([...people].map(([address, name]) => ({ address, name })));
    } finally {
      opened.value.close();
    }
  }
  return isRead ? succeed([]) : fail(noListing());
}

function* membersOf(
  snapshot: SnapshotReader,
  group: string,
  checkCancelled: () => void,
): Generator<PersonRecord, void, void> {
  const wanted = fold(group);
  const refs = new Set<string>();
  for (const { displayName, members } of snapshot.groups()) {
    if (fold(displayName) === wanted) for (const ref of members) refs.add(ref);
  }
  // A CSV names a person's groups on the person; the text is looked at first, as reading it is what takes long.
  const text = JSON.stringify(wanted).slice(1, -1);
  let looked = 0;
  const mayConcern = (line: string) => {
    if (++looked % PEOPLE_A_LOOK === 0) checkCancelled();
    return refs.size > 0 || fold(line).includes(text);
  };
  for (const person of snapshot.concerning(mayConcern)) {
    const isNamed = person.groups?.some((name) => fold(name) === wanted) ?? false;
    if (isNamed || refs.has(person.ref)) yield person;
  }
}

function noListing() {
  return {
    code: 'not-found' as const,
    sentence: 'The listings of the last report are gone, so nobody can say who is in the group.',
    next: 'Force Sync Now, then add the group again.',
  };
}

import { type Managers, UNKNOWN_MANAGER } from './managers.ts';
import { type Match, NONE, PASSES } from './match.ts';
import { ACTIVE, ADMIN, EXPORT_ONLY, NEEDS_BODY, type PersonIndex, UNMANAGED } from './person-index.ts';

export interface PlainRows {
  /** For each directory row: 0 = not plain, else 1 + the index in externalId, userName, email (R9). */
  readonly matchedBy: Uint8Array;
  readonly count: number;
}

const BY_EXTERNAL_ID = PASSES.indexOf('externalId');
/** What a plain row may not have about it, on either side. */
const OUT_OF_THE_ORDINARY = UNMANAGED | ADMIN | NEEDS_BODY | EXPORT_ONLY;

/**
 * Which directory rows are Unchanged and have nothing else to say: matched, active on both sides, equal in content,
 * manager and external id, without a warning. Decided by numbers alone, so that of a million people only those are
 * read and planned one by one of whom an admin would want to read.
 */
export function plainRows(input: {
  readonly directory: PersonIndex;
  readonly console: PersonIndex;
  readonly match: Match;
  readonly managers: Managers;
  readonly managerCarried: boolean;
  readonly keepsExternalId: boolean;
}): PlainRows {
  const { directory, console, match, managers } = input;
  const { consoleOf, blocked, excludedRow } = match;
  const matchedBy = new Uint8Array(directory.size);
  let count = 0;
  for (let row = 0; row < directory.size; row++) {
    const user = consoleOf[row]!;
    if (user === NONE || blocked[row] !== 0 || excludedRow[row] !== 0) continue;
    if ((directory.flags[row]! & (OUT_OF_THE_ORDINARY | ACTIVE)) !== ACTIVE) continue;
    if ((console.flags[user]! & (OUT_OF_THE_ORDINARY | ACTIVE)) !== ACTIVE) continue;
    if (directory.content.lo[row] !== console.content.lo[user]) continue;
    if (directory.content.hi[row] !== console.content.hi[user]) continue;
    // Who was found by it has the same.
    if (
      match.matchedBy[row] !== BY_EXTERNAL_ID &&
      !sameExternalId(directory, row, console, user, input.keepsExternalId)
    )
      continue;
    if (input.managerCarried) {
      const wanted = managers.wanted[row]!;
      if (wanted !== managers.held[user] || wanted === UNKNOWN_MANAGER || wanted === user) continue;
    }
    matchedBy[row] = match.matchedBy[row]!;
    count++;
  }
  return { matchedBy, count };
}

/** No link to write (R9: adopted), and the directory's external id is the one to show. */
function sameExternalId(
  directory: PersonIndex,
  row: number,
  console: PersonIndex,
  user: number,
  keepsExternalId: boolean,
): boolean {
  const lo = directory.externalId.lo[row]!;
  const hi = directory.externalId.hi[row]!;
  if (lo === console.externalId.lo[user] && hi === console.externalId.hi[user]) return true;
  return !keepsExternalId && (lo !== 0 || hi !== 0);
}

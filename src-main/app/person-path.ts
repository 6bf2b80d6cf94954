import { fold, tidy } from '../core/fold.ts';
import { type Candidate, calledAs, type PathStep } from '../core/path-step.ts';
import { PROFILES, type ProfileName } from '../core/profile.ts';
import type { PersonRecord } from '../core/records.ts';
import type { ReportHead } from '../core/report.ts';
import { guardSentence } from '../core/run-sentences.ts';
import { verdictPath } from '../core/verdict-path.ts';
import { type Breathe, peopleWithText, personAtLine } from './listing-search.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';
import { type KeptListings, openKeptListings } from './snapshots-of-report.ts';

/** Why a person has a verdict, step by step (design §1, journey 4). */
export interface PersonPath {
  readonly reportId: string;
  readonly seq: number;
  readonly steps: readonly PathStep[];
  /** `gone`: the listings behind the report are no longer kept, so that raw values are missing. */
  readonly listings: 'kept' | 'gone';
}

/** More who share a key would not be read. */
const CANDIDATES_AT_MOST = 20;
const NOTHING_CARRIED = { attributes: [], manager: false, groups: false } as const;

/**
 * The way to the verdict of a person's row: read from the report and from the listings behind it, as far as these are
 * kept. `rows`: the person's own row first, then the memberships.
 */
export async function personPath(
  head: ReportHead,
  [row, ...others]: readonly [StoredRow, ...StoredRow[]],
  snapshots: Pick<SnapshotStore, 'has' | 'open'>,
  breathe: Breathe,
): Promise<PersonPath> {
  // The path is told without those that are gone, too.
  const open = openKeptListings(head.reportId, snapshots);
  try {
    const directoryPerson = await directoryRecord(row, open.directory, breathe);
    const consolePerson =
      (await byRef(row.consoleRef, open.console, breathe)) ??
      (row.directoryRef === undefined ? await byRef(row.key, open.export, breathe) : undefined);
    const candidates = await sharingKeys(row, directoryPerson ?? consolePerson, open, breathe);
    const end = open.directory?.facts.end;
    const profile = PROFILES[profileName(head.profile)];
    const steps = verdictPath({
      row,
      others,
      directory: {
        kind: head.directory.kind,
        name: head.directory.name,
        complete: head.directory.complete,
        ignoredColumns: head.directory.ignoredColumns,
        carried: end?.carried ?? NOTHING_CARRIED,
        columns: end?.columns,
      },
      console: { name: head.console.name },
      profile,
      profileLabel:
        consolePerson !== undefined && row.consoleRef === undefined ? ', from its user export' : '',
      directoryPerson,
      consolePerson,
      candidates,
      guard: head.guard.reasons.map((reason) =>
        guardSentence(reason, head.tenantName, undefined, head.undoes === undefined ? 'sync' : 'undo'),
      ),
    });
    const isKept = open.directory !== undefined || open.console !== undefined;
    return { reportId: head.reportId, seq: row.seq, steps, listings: isKept ? 'kept' : 'gone' };
  } finally {
    for (const listing of Object.values(open)) listing?.close();
  }
}

async function directoryRecord(
  { directoryRef }: StoredRow,
  listing: SnapshotReader | undefined,
  breathe: Breathe,
): Promise<PersonRecord | undefined> {
  if (directoryRef === undefined || listing === undefined) return undefined;
  if (listing.facts.kind === 'csv') return personAtLine(listing, Number(directoryRef));
  return byRef(directoryRef, listing, breathe);
}

async function byRef(
  ref: string | undefined,
  listing: SnapshotReader | undefined,
  breathe: Breathe,
): Promise<PersonRecord | undefined> {
  if (ref === undefined || listing === undefined) return undefined;
  for await (const person of peopleWithText(listing, [ref], (one) => one.ref === ref, breathe)) {
    return person;
  }
  return undefined;
}

/** Who has one of the person's keys: on the console, and in the directory where rows are the question (R10). */
async function sharingKeys(
  row: StoredRow,
  person: PersonRecord | undefined,
  open: KeptListings,
  breathe: Breathe,
): Promise<readonly Candidate[]> {
  if (person === undefined) return [];
  const { externalId = '', userName = '', email = '' } = person.values;
  const keys = [externalId, userName, email].map(tidy).filter((key) => key !== '');
  const addresses = new Set([userName, email].map(fold).filter((key) => key !== ''));
  const shares = ({ values }: PersonRecord) =>
    (tidy(externalId) !== '' && tidy(values.externalId ?? '') === tidy(externalId)) ||
    addresses.has(fold(values.userName ?? '')) ||
    addresses.has(fold(values.email ?? ''));
  const rowsAreTheQuestion = row.directoryRef === undefined || row.reason === 'blocked.twoRows';
  const sides = [
    ...(row.directoryRef === undefined ? [] : (['console', 'export'] as const)),
    ...(rowsAreTheQuestion ? (['directory'] as const) : []),
  ];
  const found = new Map<string, Candidate>();
  for (const side of sides) {
    const listing = open[side];
    if (listing === undefined) continue;
    for await (const one of peopleWithText(listing, keys, shares, breathe)) {
      // Whom listing and export both show is one person, known by the listing's id.
      const name = side === 'directory' ? `row ${one.ref}` : calledAs(one);
      if (!found.has(name)) found.set(name, { side, person: one });
      if (found.size === CANDIDATES_AT_MOST) return [...found.values()];
    }
  }
  return [...found.values()];
}

function profileName(name: string): ProfileName {
  return name === 'ksat' || name === 'demo' ? name : 'generic';
}

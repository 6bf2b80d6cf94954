import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSnapshotFolder } from '../../src-main/adapters/snapshots/snapshot-files.ts';
import { openReportStore } from '../../src-main/adapters/store/report-files.ts';
import { directorySnapshotId } from '../../src-main/app/snapshots-of-report.ts';
import type { TenantParts } from '../../src-main/app/tenant-parts.ts';
import { succeed } from '../../src-main/core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import type { ReportHead, ReportRow } from '../../src-main/core/report.ts';
import { openedStore, temporaryFolder } from '../adapters/store/example-store.ts';
import { exampleHead } from '../fakes/example-report.ts';
import { type FakeClock, fakeClock } from '../fakes/fake-clock.ts';
import { fakeSecretStore } from '../fakes/fake-secret-store.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A data folder with the real database, reports and listings, and a clock that moves when told. */
export function dataFolder(folder = temporaryFolder(), clock: FakeClock = fakeClock()) {
  let ids = 0;
  const parts: TenantParts = {
    store: openedStore(join(folder, 'muster.sqlite'), clock),
    reports: openReportStore({ folder: join(folder, 'reports'), clock }),
    snapshots: openSnapshotFolder(join(folder, 'snapshots')),
    secrets: fakeSecretStore(),
    clock,
    ids: { next: () => `id-${++ids}` },
    who: 'kim on desk',
    connectApi: async () => succeed(undefined),
  };
  return { folder, clock, parts };
}

export interface Listings {
  readonly directory?: readonly PersonRecord[];
  readonly console?: readonly PersonRecord[];
  readonly groups?: readonly GroupRecord[];
}

/** A finished report, searchable, with the listings that it was made from. */
export function putReport(
  parts: TenantParts,
  head: Partial<ReportHead> & Pick<ReportHead, 'reportId'>,
  rows: readonly ReportRow[] = [],
  listings: Listings = {},
): ReportHead {
  const whole = exampleHead({ tenantId: 't1', startedAtMs: parts.clock.now(), ...head });
  const writer = parts.reports.create(whole.reportId);
  for (const row of rows) writer.add(row);
  writer.finish(whole);
  writer.close();
  parts.reports.buildSearch(whole.reportId);
  putListing(
    parts,
    directorySnapshotId(whole.reportId),
    'csv',
    listings.directory ?? [],
    [],
    whole.startedAtMs,
  );
  putListing(
    parts,
    `${whole.reportId}-console`,
    whole.console.kind,
    listings.console ?? [],
    listings.groups ?? [],
    whole.startedAtMs,
  );
  return whole;
}

export function putListing(
  { snapshots }: TenantParts,
  id: string,
  kind: 'csv' | 'scim',
  people: readonly PersonRecord[],
  groups: readonly GroupRecord[],
  readAtMs: number,
): void {
  const writer = snapshots.create(id);
  for (const person of people) writer.addPerson(person);
  for (const group of groups) writer.addGroup(group);
  const carried = { attributes: [], manager: true, groups: true };
  const end = { completeness: { status: 'complete' as const }, carried, ignoredColumns: [], notes: [] };
  writer.finish({ kind, name: 'hr.csv', readAtMs, end }).close();
}

export function reportIds({ reports }: TenantParts): readonly string[] {
  return reports
    .list()
    .map(({ reportId }) => reportId)
    .sort();
}

export function listingIds({ snapshots }: TenantParts): readonly string[] {
  return snapshots
    .list()
    .map(({ id }) => id)
    .sort();
}

/** The files below a folder whose bytes hold one of these texts, in any letter case. */
export function filesThatName(folder: string, texts: readonly string[]): readonly string[] {
  const needles = texts.map((text) => Buffer.from(text.toLowerCase()));
  const found: string[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []) {
    const file = join(folder, name);
    // A file that is being made may have its last name by now.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    // Only A to Z: other bytes must stay as they are for the search.
    const bytes = bytesOf(file).map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
    if (needles.some((needle) => Buffer.from(bytes).includes(needle))) found.push(name);
  }
  return found.sort();
}

/**
 * A database is read in a process of its own: to open and close it here would drop the locks that a house of this
 * process holds on it (sqlite.org/howtocorrupt.html §2.2), and another process would take its log away.
 */
function bytesOf(file: string): Buffer {
  if (!/\.sqlite(-wal|-shm)?$/.test(file) || process.platform === 'win32') return readFileSync(file);
  return execFileSync('cat', [file], { maxBuffer: 512 * 1024 * 1024 });
}

import { newSha256 } from '../../src-main/adapters/clock/sha256.ts';
import { indexDirectory } from '../../src-main/app/index-snapshot.ts';
import { listSnapshot } from '../../src-main/app/list-snapshot.ts';
import type { OneOff } from '../../src-main/app/one-off-filter.ts';
import type { ReportStore, StoredRow } from '../../src-main/app/ports/report-store.ts';
import type { Completeness, Source } from '../../src-main/app/ports/source.ts';
import { closeInterrupted, resumeRun } from '../../src-main/app/resume-run.ts';
import { type LiveOrder, runLiveSync } from '../../src-main/app/run-live-sync.ts';
import { cancelled } from '../../src-main/app/run-stopped.ts';
import { runTestSync, runTestUndo } from '../../src-main/app/run-test-sync.ts';
import type { LiveParts, SyncParts } from '../../src-main/app/sync-parts.ts';
import { fold } from '../../src-main/core/fold.ts';
import { comparedAttributes } from '../../src-main/core/mapping.ts';
import { type ConsoleProfile, PROFILES } from '../../src-main/core/profile.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS } from '../../src-main/core/settings.ts';
import type { Tenant } from '../../src-main/core/tenant.ts';
import { type FakeClock, fakeClock } from '../fakes/fake-clock.ts';
import { FakeConsole } from '../fakes/fake-console.ts';
import { type FakeMainStore, fakeMainStore } from '../fakes/fake-main-store.ts';
import { memoryReports } from '../fakes/memory-reports.ts';
import { memorySnapshots } from '../fakes/memory-snapshots.ts';
import {
  consoleGroup,
  consolePerson,
  directoryPerson,
  type SomeGroup,
  type Someone,
} from '../worlds/people.ts';
import { rowLine } from '../worlds/row-line.ts';
import { carriedBy, EVERYTHING, exclusionsOf } from '../worlds/world.ts';

export interface DeskWorld {
  readonly directory: readonly Someone[];
  readonly console: readonly Someone[];
  /** Groups of a SCIM directory; a CSV names them on its people. */
  readonly directoryGroups?: readonly SomeGroup[];
  readonly consoleGroups?: readonly SomeGroup[];
  readonly excluded?: readonly string[];
  readonly profile?: ConsoleProfile;
  readonly tenant?: Partial<Tenant>;
}

/** A tenant on an admin's desk: everything real but the outside, which is in memory. */
export class Desk {
  readonly console: FakeConsole;
  readonly store: FakeMainStore = fakeMainStore();
  readonly reports: ReportStore = memoryReports();
  readonly clock = withoutPauses(fakeClock());
  cancel = new AbortController();
  directory: readonly Someone[];
  directoryGroups: readonly SomeGroup[] | undefined;
  directoryEnd: Completeness = { status: 'complete' };
  consoleEnd: Completeness = { status: 'complete' };
  /** A file that the console's own page exports, with what a listing does not show (R16, R21). */
  userExport: readonly Someone[] | undefined;
  excluded: readonly string[];
  readonly #profile: ConsoleProfile;
  readonly #snapshots = memorySnapshots();
  #ids = 0;

  constructor(world: DeskWorld) {
    const people = world.console.map(consolePerson);
    const groups = (world.consoleGroups ?? []).map((group, i) => consoleGroup(group, i, people));
    this.console = new FakeConsole(people, groups);
    this.directory = world.directory;
    this.directoryGroups = world.directoryGroups;
    this.excluded = world.excluded ?? [];
    this.#profile = world.profile ?? PROFILES.generic;
    this.store.tenants.add({ ...TENANT, profile: this.#profile.name, ...world.tenant });
  }

  get tenant(): Tenant {
    return this.store.tenants.find('tenant-1')!;
  }

  /** What a test-mode run is handed: there is no writer in it (R2). */
  syncParts(): SyncParts {
    const { clock, reports, store } = this;
    const profile = this.#profile;
    return {
      profile,
      readDirectory: (id) => {
        const listed = listSnapshot(this.#directorySource(), this.#snapshots, id, clock, {
          signal: this.cancel.signal,
        });
        const carried = listed.then((snapshot) => snapshot.facts.end.carried);
        return {
          carried,
          indexed: listed.then((snapshot) =>
            indexDirectory(
              snapshot,
              comparedAttributes(snapshot.facts.end.carried, profile),
              profile,
              () => {},
            ),
          ),
        };
      },
      console: this.#consoleSource(),
      userExport: this.userExport && exportSource(this.userExport),
      loadExclusions: async () => ({ ok: true, value: exclusionsOf(this.excluded) }),
      snapshots: this.#snapshots,
      reports,
      clock,
      ids: { next: () => `id-${String(++this.#ids).padStart(4, '0')}` },
      newSha256,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      signal: this.cancel.signal,
      checkCancelled: () => {
        if (this.cancel.signal.aborted) throw cancelled();
      },
      onProgress: () => {},
      tenant: this.tenant,
      store,
      api: undefined,
      who: 'ana@desk',
      pid: 1,
    };
  }

  liveParts(): LiveParts {
    return { ...this.syncParts(), writer: this.console };
  }

  testSync(oneOff?: OneOff) {
    return runTestSync(oneOff, this.syncParts());
  }

  testUndo(runId: string) {
    return runTestUndo(runId, this.syncParts());
  }

  /** A live sync, long enough after the one before it. */
  async liveSync(order: Partial<LiveOrder> = {}) {
    this.clock.pass(this.tenant.syncLimitMs);
    return runLiveSync(
      {
        planHash: undefined,
        overrideGuard: undefined,
        oneOff: undefined,
        unapproved: 'is-ordered',
        ...order,
      },
      this.liveParts(),
    );
  }

  resume(runId: string) {
    return resumeRun(runId, this.liveParts());
  }

  closeInterrupted(runId: string) {
    return closeInterrupted(runId, this.liveParts());
  }

  rows(reportId: string): readonly StoredRow[] {
    const reader = this.reports.open(reportId);
    if (!reader.ok) throw new Error(reader.failure.sentence);
    return reader.value.page({}, { limit: 10_000 }).rows;
  }

  /** Rows with how they ended, as `~ Changed ana@x.example (…) → applied`. */
  ends(reportId: string): readonly string[] {
    return this.rows(reportId).flatMap((row) => {
      if (row.operation === undefined) return [];
      return [`${rowLine(row)} → ${row.result?.status ?? 'not sent'}`];
    });
  }

  #directorySource(): Source {
    const { directory, directoryEnd, directoryGroups } = this;
    const people = directory.map(directoryPerson);
    const groups = (directoryGroups ?? []).map((group, i) => consoleGroup(group, i, people));
    const listed = { directory: people, directoryGroups: groups, console: [], consoleGroups: [] };
    const world = { directory, console: [], ...(directoryGroups ? { directoryGroups } : {}) };
    const carried = carriedBy(world, listed);
    return {
      kind: 'csv',
      name: 'directory.csv',
      async *list() {
        yield people.map((person) => ({ kind: 'person', person }) as const);
        yield groups.map((group) => ({ kind: 'group', group }) as const);
        return { completeness: directoryEnd, carried, ignoredColumns: [], notes: [] };
      },
    };
  }

  #consoleSource(): Source {
    const source = this.console.source();
    const { consoleEnd } = this;
    return {
      ...source,
      async *list(options) {
        yield* source.list(options);
        return { completeness: consoleEnd, carried: EVERYTHING, ignoredColumns: [], notes: [] };
      },
    };
  }
}

function exportSource(exported: readonly Someone[]): Source {
  const people = exported.map((one, i) => directoryPerson({ ref: fold(one.address), ...one }, i));
  return {
    kind: 'csv',
    name: 'export.csv',
    async *list() {
      yield people.map((person) => ({ kind: 'person', person }) as const);
      return { completeness: { status: 'complete' }, carried: EVERYTHING, ignoredColumns: [], notes: [] };
    },
  };
}

const LONGEST_PAUSE_MS = 2_000;

/** The pause before a request is tried again goes by at once; a heartbeat does not. */
function withoutPauses(clock: FakeClock): FakeClock {
  return {
    ...clock,
    sleep(ms, signal) {
      if (ms > LONGEST_PAUSE_MS) return clock.sleep(ms, signal);
      clock.pass(ms);
      return Promise.resolve();
    },
  };
}

const TENANT: Tenant = {
  id: 'tenant-1',
  name: 'Contoso',
  tenantUrl: 'https://console.example/scim',
  profile: 'generic',
  localSettings: { ...DEFAULT_SETTINGS, provisioningEnabled: true, testMode: false },
  guardLimits: DEFAULT_GUARD_LIMITS,
  syncLimitMs: 900_000,
  approvalLifetimeMs: 86_400_000,
  maxConcurrency: 16,
  idSourceChanged: false,
  groupsTakenOver: [],
  firstLiveDone: false,
  reportsKeptDays: 90,
  addedAtMs: 0,
};

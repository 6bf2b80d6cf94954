import { onTestFinished } from 'vitest';
import { csvSource } from '../../src-main/adapters/directory/csv/csv-directory.ts';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import { indexDirectory } from '../../src-main/app/index-snapshot.ts';
import { listSnapshot } from '../../src-main/app/list-snapshot.ts';
import { resumeRun } from '../../src-main/app/resume-run.ts';
import { runLiveSync } from '../../src-main/app/run-live-sync.ts';
import { runTestSync } from '../../src-main/app/run-test-sync.ts';
import type { ReadDirectory, SyncParts } from '../../src-main/app/sync-parts.ts';
import { openRunParts } from '../../src-main/compose/run-parts.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { comparedAttributes } from '../../src-main/core/mapping.ts';
import type { RunSpec, RunTask } from '../../src-main/engine/run-message.ts';
import { need, openWorld, TENANT, type World } from '../e2e/open-world.ts';
import type { Row } from '../e2e/people-csv.ts';
import { expired, type Identity, makeCertificate, validNow } from './certificate.ts';
import type { LineFault } from './fault.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import { SwiftClock } from './swift-clock.ts';
import { openTunnelProxy, type TunnelProxy } from './tunnel-proxy.ts';

export interface FaultWorld {
  readonly world: World;
  readonly proxy: FaultProxy;
  readonly tunnel: TunnelProxy | undefined;
  /** As it stands in sentences. */
  readonly host: string;
  readonly clock: SwiftClock;
  /** Each is a run as its thread runs it, on parts opened anew, as after a restart. */
  test(): Promise<Result<SyncOutcome>>;
  live(): Promise<Result<SyncOutcome>>;
  resume(runId: string): Promise<Result<SyncOutcome>>;
  breakLine(): Promise<void>;
  mendLine(): Promise<void>;
}

export interface FaultWorldOptions {
  readonly directory: readonly Row[];
  readonly console: readonly Row[];
  readonly line?: LineFault | undefined;
  /** `short`: a time-out of a third of a second and three attempts; absent = the product's own. */
  readonly patience?: 'short' | undefined;
  /** Hears how to tidy up, where the world outlives one test. @default onTestFinished */
  readonly atEnd?: (tidy: () => Promise<void> | void) => void;
}

const NAME = 'console.test';

const at = Date.now();
const trusted = makeCertificate({ names: ['127.0.0.1', NAME], ...validNow(at) });
const other = makeCertificate({ names: ['other.test'], ...validNow(at) });
const old = makeCertificate({ names: ['127.0.0.1', NAME], ...expired(at) });
const SHOWN: Readonly<Partial<Record<LineFault, Identity>>> = {
  'self-signed certificate': makeCertificate({ names: ['127.0.0.1', NAME], ...validNow(at) }),
  'certificate of another name': other,
  'certificate of another name behind the proxy': other,
  'expired certificate': old,
};
/** All but that which is not trusted because nobody vouches for it. */
const TRUSTED = [trusted, other, old].map(({ cert }) => cert);

const TUNNEL = {
  'proxy wants a password': 'wants a password',
  'proxy forbids': 'forbids',
  'proxy cannot reach': 'cannot reach',
  'proxy breaks off': 'breaks off',
  'proxy is away': 'is away',
  'certificate of another name behind the proxy': 'opens',
} as const;

/**
 * A demo console, a tenant on it, and the proxy of faults in between; runs happen in this process on a clock that
 * hurries, so that minutes of waiting take milliseconds. The console offers SCIM alone: all that is asked is SCIM.
 */
export async function openFaultWorld(options: FaultWorldOptions): Promise<FaultWorld> {
  const { line, atEnd = onTestFinished } = options;
  const world = await openWorld({
    directory: options.directory,
    console: options.console,
    consoleApi: 'without',
    atEnd,
  });
  const clock = new SwiftClock();
  const shown = line === undefined ? undefined : SHOWN[line];
  const treatment = line === undefined || !(line in TUNNEL) ? undefined : TUNNEL[line as keyof typeof TUNNEL];
  const isSecure = shown !== undefined || treatment !== undefined;
  const proxy = await openFaultProxy({
    target: world.wire.origin,
    now: () => clock.now(),
    ...(isSecure ? { identity: trusted } : {}),
  });
  atEnd(() => proxy.close());
  const tunnel = treatment === undefined ? undefined : await openTunnelProxy(proxy.port);
  if (tunnel) atEnd(() => tunnel.close());

  const path = new URL(world.tenantUrl).pathname;
  const origin =
    line === 'unknown name'
      ? 'https://no-such-console.invalid'
      : treatment === undefined
        ? proxy.origin
        : `https://${NAME}`;
  need(await world.house.moveTenant(TENANT, { tenantUrl: origin + path }));
  const tenant = need(world.house.findTenant(TENANT));

  const run = async (task: RunTask): Promise<Result<SyncOutcome>> => {
    const { signal } = new AbortController();
    const spec: RunSpec = {
      home: world.home,
      task,
      secrets: { scimToken: world.token, adminKey: undefined, directoryToken: undefined },
      who: 'admin on desk',
      env: tunnel === undefined ? {} : { HTTPS_PROXY: tunnel.url },
      logLevel: 'silent',
      cancelFlag: new SharedArrayBuffer(4),
    };
    const hooks = { signal, checkCancelled: () => undefined, onProgress: () => undefined };
    const opened = await openRunParts(spec, hooks, {
      clock,
      certificates: TRUSTED,
      scimLimits: options.patience === undefined ? {} : { requestTimeoutMs: 333, attempts: 3 },
    });
    if (!opened.ok) return opened;
    const parts = opened.value;
    const withDirectory = <P extends SyncParts>(sync: P): P => ({
      ...sync,
      readDirectory: directoryReader(world.directoryFile, sync),
    });
    try {
      if (parts.kind === 'test') return await runTestSync(undefined, withDirectory(parts.sync));
      if (parts.kind === 'live') return await runLiveSync(parts.order, withDirectory(parts.live));
      if (parts.kind === 'resume') return await resumeRun(parts.runId, withDirectory(parts.live));
      throw new Error(`no ${parts.kind} here`);
    } finally {
      await parts.close();
    }
  };

  const tenantId = tenant.id;
  const order = {
    planHash: undefined,
    overrideGuard: undefined,
    oneOff: undefined,
    unapproved: 'is-ordered',
  } as const;
  return {
    world,
    proxy,
    tunnel,
    clock,
    host: new URL(origin).host,
    test: () => run({ kind: 'test', tenantId, oneOff: undefined }),
    live: () => run({ kind: 'live', tenantId, order }),
    resume: (runId) => run({ kind: 'resume', tenantId, runId }),
    async breakLine() {
      if (line === 'connection refused') await proxy.stopListening();
      if (shown) proxy.showCertificate(shown);
      if (treatment) await tunnel?.treat(treatment);
      if (treatment) proxy.dropConnections();
    },
    async mendLine() {
      if (line === 'connection refused') await proxy.listenAgain();
      if (shown) proxy.showCertificate(trusted);
      await tunnel?.treat('opens');
    },
  };
}

/** As engine/side-worker.ts does it, without a thread of its own. */
function directoryReader(file: string, { snapshots, clock, signal, profile }: SyncParts): ReadDirectory {
  return (snapshotId) => {
    const listed = listSnapshot(csvSource({ file, role: 'directory' }), snapshots, snapshotId, clock, {
      signal,
    });
    const carried = listed.then((snapshot) => snapshot.facts.end.carried);
    const indexed = listed.then((snapshot) => {
      const compared = comparedAttributes(snapshot.facts.end.carried, profile);
      const index = indexDirectory(snapshot, compared, profile, () => undefined);
      snapshot.close();
      return index;
    });
    return { carried, indexed };
  };
}

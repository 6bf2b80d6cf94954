import { hasLapsed } from './approval-life.ts';
import type { ReadyLine, ReadyList } from './ready-list.ts';
import type { ReportHead } from './report.ts';
import type { ProvisioningSettings } from './settings.ts';

/** A report is fresh for 24 hours (design §6). */
export const FRESH_MS = 24 * 60 * 60 * 1000;

export interface ReadyFacts {
  readonly report: ReportHead;
  readonly settings: ProvisioningSettings;
  readonly nowMs: number;
  /** When the sources, the limits or the kind of console were set last, where that is known. */
  readonly settingsSetAtMs: number | undefined;
  readonly approval:
    | { readonly who: string; readonly atMs: number; readonly overridesGuard: boolean }
    | undefined;
  readonly approvalLifetimeMs: number;
  readonly heavy: { readonly reviewed: number; readonly rows: number };
  /** The run that is alive or undecided, if any (R7). */
  readonly run: { readonly runId: string; readonly interrupted: boolean } | undefined;
  readonly limit: { readonly endsAtMs: number | undefined; readonly local: boolean };
}

/** What is in the way of applying this plan, line by line; the limit is last (ux §5, §6). */
export function buildReadyList(facts: ReadyFacts): ReadyList {
  const lines = [
    listings(facts),
    fresh(facts),
    ...erased(facts),
    guard(facts),
    aliases(facts),
    heavy(facts),
    approved(facts),
    ...settings(facts),
    ...run(facts),
    testMode(facts),
    limit(facts),
  ];
  const open = lines.filter(({ state }) => state !== 'met');
  const [firstUnmet] = open;
  return {
    planHash: facts.report.planHash,
    lines,
    ready: open.length === 0,
    readyWhenLimitEnds: open.every(({ state }) => state === 'waiting'),
    ...(firstUnmet ? { firstUnmet } : {}),
  };
}

const met = (isMet: boolean) => (isMet ? 'met' : 'unmet');

function listings({ report }: ReadyFacts): ReadyLine {
  const incomplete = (['directory', 'console'] as const).filter((side) => !report[side].complete);
  return { code: 'listings', state: met(incomplete.length === 0 && !report.partial), incomplete };
}

function fresh({ report, nowMs, settingsSetAtMs }: ReadyFacts): ReadyLine {
  const ageMs = Math.max(0, nowMs - report.startedAtMs);
  const sourcesChanged = settingsSetAtMs !== undefined && settingsSetAtMs > report.startedAtMs;
  return {
    code: 'fresh',
    state: met(ageMs < FRESH_MS && !sourcesChanged),
    ageMs,
    limitMs: FRESH_MS,
    sourcesChanged,
  };
}

function erased({ report }: ReadyFacts): readonly ReadyLine[] {
  return report.erased === undefined ? [] : [{ code: 'erased', state: 'unmet', rows: report.erased }];
}

function guard({ report, approval }: ReadyFacts): ReadyLine {
  const { halted, reasons } = report.guard;
  const overridden = halted && approval?.overridesGuard === true;
  return {
    code: 'guard',
    state: met(!halted || overridden),
    reasons,
    ...(overridden ? { overridden: { who: approval.who, atMs: approval.atMs } } : {}),
  };
}

/** Whom an undo writes to, the sync that it takes back has written to before (R16, R23). */
function aliases({ report, settings }: ReadyFacts): ReadyLine {
  const { known, aliases, people, hash } = report.aliases;
  const wanted = settings.movedFromAdi && report.undoes === undefined && !(known && aliases === 0);
  const isMet = !wanted || settings.acknowledgedAliases === hash;
  return { code: 'aliases', state: met(isMet), known, aliases, people, hash };
}

function heavy({ heavy: { reviewed, rows: total } }: ReadyFacts): ReadyLine {
  return { code: 'heavy', state: met(reviewed >= total), reviewed, total };
}

function approved({ approval, approvalLifetimeMs, nowMs }: ReadyFacts): ReadyLine {
  if (!approval) return { code: 'approved', state: 'unmet', lapsed: false };
  const { who, atMs } = approval;
  const lapsesAtMs = atMs + approvalLifetimeMs;
  const lapsed = hasLapsed(atMs, approvalLifetimeMs, nowMs);
  return { code: 'approved', state: met(!lapsed), approved: { who, atMs, lapsesAtMs }, lapsed };
}

/** Either would have the sync skipped (design §6). */
function settings({ settings: { provisioningEnabled, mode } }: ReadyFacts): readonly ReadyLine[] {
  return [
    ...(provisioningEnabled ? [] : [{ code: 'provisioning' as const, state: 'unmet' as const }]),
    ...(mode === 'scim' ? [] : [{ code: 'mode' as const, state: 'unmet' as const }]),
  ];
}

function run({ run: inTheWay }: ReadyFacts): readonly ReadyLine[] {
  return inTheWay ? [{ code: 'run', state: 'unmet', ...inTheWay }] : [];
}

function testMode({ settings: { testMode: on } }: ReadyFacts): ReadyLine {
  return { code: 'test-mode', state: met(!on), on };
}

function limit({ limit: { endsAtMs, local }, nowMs }: ReadyFacts): ReadyLine {
  const runs = endsAtMs !== undefined && endsAtMs > nowMs;
  return { code: 'limit', state: runs ? 'waiting' : 'met', ...(runs ? { endsAtMs } : {}), local };
}

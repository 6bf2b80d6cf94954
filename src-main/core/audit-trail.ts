/** What an act was about, in single values: never a person's data, a token, a path or an address (R18, R24). */
export type AuditFacts = Readonly<Record<string, string | number | boolean>>;

/** An act as it is told; the trail adds number and time. */
export interface AuditAct {
  /** The operating-system account and computer. */
  readonly who: string;
  /** e.g. `run-ended`, `settings-saved`, `token-generated`. */
  readonly act: string;
  readonly tenantId?: string;
  readonly tenantName?: string;
  readonly runId?: string;
  readonly planHash?: string;
  readonly facts?: AuditFacts;
}

export interface AuditEntry extends AuditAct {
  /** Counts 1, 2, 3 … without a gap. */
  readonly number: number;
  readonly atMs: number;
}

/** An entry as it stands in the trail: its text, and the hash that chains it to the one before. */
export interface TrailEntry {
  readonly number: number;
  readonly text: string;
  readonly hash: string;
}

/** The last entry of a trail, as somebody wrote it down. */
export type TrailEnd = Pick<TrailEntry, 'number' | 'hash'>;

/** SHA-256 of a text as UTF-8, in lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

/** Stands before the first entry. */
export const NO_HASH = '0'.repeat(64);

/** An entry in its one form: JSON on one line, fields in this order, facts by name (docs/audit-trail.md). */
export function canonicalEntry(entry: AuditEntry): string {
  const { number, atMs, who, act, tenantId, tenantName, runId, planHash, facts } = entry;
  const sorted = Object.entries(facts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    number,
    time: new Date(atMs).toISOString(),
    who,
    act,
    ...(tenantId === undefined ? {} : { tenant: tenantId }),
    ...(tenantName === undefined ? {} : { tenantName }),
    ...(runId === undefined ? {} : { run: runId }),
    ...(planHash === undefined ? {} : { plan: planHash }),
    ...(sorted.length === 0 ? {} : { facts: Object.fromEntries(sorted) }),
  });
}

/** Hash of an entry: over the hash before it, a line feed, and its text. */
export function chainHash(previous: string, text: string, sha256: Sha256): string {
  return sha256(`${previous}\n${text}`);
}

/** What an entry's text says; `undefined` for a text that no entry has. */
export function readEntry(text: string): AuditEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Whatever stands there, it is no entry; the check names the place.
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { number, time, who, act, tenant, tenantName, run, plan } = value;
  const atMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (typeof number !== 'number' || Number.isNaN(atMs)) return undefined;
  if (typeof who !== 'string' || typeof act !== 'string') return undefined;
  const facts = factsOf(value.facts);
  return {
    ...{ number, atMs, who, act },
    ...(typeof tenant === 'string' ? { tenantId: tenant } : {}),
    ...(typeof tenantName === 'string' ? { tenantName } : {}),
    ...(typeof run === 'string' ? { runId: run } : {}),
    ...(typeof plan === 'string' ? { planHash: plan } : {}),
    ...(facts === undefined ? {} : { facts }),
  };
}

function factsOf(value: unknown): AuditFacts | undefined {
  if (!isRecord(value)) return undefined;
  const facts: Record<string, string | number | boolean> = {};
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'boolean') facts[name] = fact;
  }
  return facts;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

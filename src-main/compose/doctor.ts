import { accessSync, constants, statfsSync } from 'node:fs';
import type { Network } from '../adapters/network/network.ts';
import type { DoctorLine } from '../app/house.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import type { Result } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import { TRAIL_NEXT, type TrailReport, trailNotes, trailSentence } from '../core/trail-sentences.ts';
import { scimClientOf } from './console-link.ts';

const LEAST_FREE_BYTES = 500 * 1024 * 1024;
const MOST_CLOCK_DRIFT_MS = 2 * 60 * 1000;

/** What is wrong on this computer and what to do: data folder, disk, database, keychain, clock, audit trail, each tenant's link. */
export async function examine(
  {
    home,
    parts,
    network,
    trail,
  }: {
    readonly home: string;
    readonly parts: TenantParts;
    readonly network: Network;
    readonly trail: () => Promise<Result<TrailReport>>;
  },
  signal: AbortSignal,
): Promise<readonly DoctorLine[]> {
  const lines: DoctorLine[] = [folderLine(home), diskLine(home), databaseLine(parts)];
  const keychain = await parts.secrets.check();
  lines.push(
    keychain.ok
      ? {
          what: 'Keychain',
          state: 'ok',
          sentence: 'The keychain of this computer keeps and gives back secrets.',
        }
      : {
          what: 'Keychain',
          state: 'failed',
          sentence: keychain.failure.sentence,
          next: keychain.failure.next,
        },
  );
  lines.push(clockLine(parts), trailLine(await trail()));
  for (const tenant of parts.store.tenants.list())
    lines.push(...(await tenantLines(tenant, parts, network, signal)));
  return lines;
}

function folderLine(home: string): DoctorLine {
  try {
    accessSync(home, constants.R_OK | constants.W_OK);
    return { what: 'Data folder', state: 'ok', sentence: 'The data folder can be read and written.' };
  } catch {
    return {
      what: 'Data folder',
      state: 'failed',
      sentence: 'The data folder cannot be written.',
      next: 'Give this user the right to write there, or set MUSTER_HOME to another folder.',
    };
  }
}

function diskLine(home: string): DoctorLine {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  const sentence = `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(free / 1e9)} GB are free for reports and snapshots.`;
  return free >= LEAST_FREE_BYTES
    ? { what: 'Disk', state: 'ok', sentence }
    : { what: 'Disk', state: 'warning', sentence, next: 'Free some space before a large sync.' };
}

function databaseLine(parts: TenantParts): DoctorLine {
  const tenants = parts.store.tenants.list().length;
  const known = `${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}`;
  return { what: 'Database', state: 'ok', sentence: `The database is open and knows ${known}.` };
}

/** A run that began in the future shows a clock that was set back; countdowns then start anew (design §6). */
function clockLine(parts: TenantParts): DoctorLine {
  const now = parts.clock.now();
  const ahead = parts.store.tenants
    .list()
    .flatMap((tenant) => parts.store.runs.list(tenant.id, { limit: 20 }))
    .some((run) => run.startedAtMs - now > MOST_CLOCK_DRIFT_MS);
  return ahead
    ? {
        what: 'Clock',
        state: 'warning',
        sentence: 'A sync in the history lies in the future: the clock of this computer was set back.',
        next: 'Check date and time; the wait for the next sync is counted from now until then.',
      }
    : { what: 'Clock', state: 'ok', sentence: 'The clock agrees with the history.' };
}

function trailLine(checked: Result<TrailReport>): DoctorLine {
  const what = 'Audit trail';
  if (!checked.ok) {
    return { what, state: 'failed', sentence: checked.failure.sentence, next: checked.failure.next };
  }
  const sentence = [trailSentence(checked.value), ...trailNotes(checked.value)].join(' ');
  if (checked.value.fault) return { what, state: 'failed', sentence, next: TRAIL_NEXT };
  return { what, state: checked.value.remembered === 'kept' ? 'ok' : 'warning', sentence };
}

async function tenantLines(
  tenant: Tenant,
  parts: TenantParts,
  network: Network,
  signal: AbortSignal,
): Promise<readonly DoctorLine[]> {
  const what = `Tenant ${tenant.name}`;
  const interrupted = parts.store.runs
    .list(tenant.id, { limit: 20 })
    .find(({ status }) => status === 'Interrupted');
  const lines: DoctorLine[] = interrupted
    ? [
        {
          what,
          state: 'warning',
          sentence: 'A live sync was interrupted and waits for a decision; no other sync runs before.',
          next: `muster run resume ${interrupted.id}, or: muster run close ${interrupted.id}`,
        },
      ]
    : [];
  const token = await parts.secrets.read(tenant.id, 'scim-token');
  const client = token.ok ? scimClientOf(tenant, token.value, network) : token;
  if (!client.ok) {
    lines.push({ what, state: 'failed', sentence: client.failure.sentence, next: client.failure.next });
    return lines;
  }
  const answer = await client.value.send({ method: 'GET', path: '/Users?count=1', signal, attempts: 1 });
  lines.push(
    answer.ok
      ? { what, state: 'ok', sentence: 'The console answers and accepts the token.' }
      : { what, state: 'failed', sentence: answer.failure.sentence, next: answer.failure.next },
  );
  return lines;
}

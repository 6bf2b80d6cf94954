import type { FastifyInstance } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import type { NewSync, StoredSync, SyncClosing } from '../database/syncs.ts';
import type { Json } from '../scim/schema/attribute.ts';
import { Problem } from './problem.ts';
import { choiceIn, countsIn, flagIn, objectIn, refused, textIn } from './read-body.ts';

/** A run that died leaves its sync open; after this long the console closes it by itself. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

interface Skip {
  readonly cause: 'limit' | 'mode' | 'settings';
  readonly detail: string;
  readonly nextAllowedAt: string | null;
}

/** Force Sync Now, the limit, and the history (design §6, §7). */
export function syncRoutes(
  server: FastifyInstance,
  store: ConsoleStore,
  options: { readonly syncLimitMs: number; readonly now: () => number },
): void {
  const { syncs, provisioning } = store;

  /** Settings first, so that a request that cannot succeed is told why and not to wait (design §6). */
  function reasonToSkip(asked: NewSync): Skip | undefined {
    const settings = provisioning.read();
    if (!settings.provisioningEnabled)
      return skip('settings', 'User Provisioning is not enabled on this console.');
    if (settings.mode !== asked.service)
      return skip(
        'mode',
        `${settings.mode.toUpperCase()} is selected on this console, so ${asked.service.toUpperCase()} syncs are skipped.`,
      );
    if (settings.testMode && !asked.testMode)
      return skip('settings', 'Test Mode is on on this console, so a live sync is skipped.');
    const slotFromMs = syncs.slotFromMs();
    const nextAllowedAtMs = (slotFromMs ?? 0) + options.syncLimitMs;
    if (slotFromMs === undefined || options.now() >= nextAllowedAtMs) return undefined;
    return {
      cause: 'limit',
      detail: `The newest sync is less than ${spell(options.syncLimitMs)} old.`,
      nextAllowedAt: timeText(nextAllowedAtMs),
    };
  }

  const claim = store.database.transaction((asked: NewSync) => {
    syncs.failAbandoned(ABANDONED_AFTER_MS);
    const reason = reasonToSkip(asked);
    if (reason) {
      syncs.skip(asked, `${reason.cause}: ${reason.detail}`);
      return { skipped: reason };
    }
    const claimed = syncs.claim(asked);
    store.audit.write(asked.by, asked.testMode ? 'sync.claimed.test' : 'sync.claimed.live', claimed.id);
    return { claimed };
  });

  const close = store.database.transaction((id: string, closing: SyncClosing) => {
    syncs.failAbandoned(ABANDONED_AFTER_MS);
    const sync = syncs.find(id);
    if (!sync) throw new Problem(404, 'not-found', 'There is no sync with this id.');
    if (sync.status !== 'Processing')
      throw new Problem(409, 'sync-closed', `This sync is closed already: ${sync.status}.`);
    if (closing.status === 'Released' && sync.testMode)
      throw new Problem(409, 'sync-not-live', 'Only a live sync can give its slot back.');
    if (closing.status === 'Released' && sync.wrote)
      throw new Problem(409, 'sync-wrote', 'This sync has written to the console, so its slot is used.');
    if (closing.status === 'Completed' && !sync.testMode) {
      // The first live sync takes the aliases of everybody whom SCIM manages (R16, fact sheet §7).
      store.people.dropAliasesOfManaged();
      provisioning.settleMoveFromAdi();
    }
    store.audit.write(sync.by, `sync.${closing.status.toLowerCase()}`, id);
    return syncs.close(id, closing);
  });

  server.post<{ Body: Json | undefined }>('/syncs', (request, reply) => {
    const body = objectIn(request.body);
    const asked: NewSync = {
      service: choiceIn(body, 'service', ['scim', 'adi']),
      testMode: flagIn(body, 'testMode'),
      by: textIn(body, 'by', 200),
    };
    if (asked.by === '') throw refused('by must say who asks.');
    const outcome = claim(asked);
    if (outcome.skipped) return reply.code(200).send({ status: 'Skipped', ...outcome.skipped });
    const { id, startedAtMs } = outcome.claimed;
    return reply
      .code(201)
      .header('Location', `${request.url}/${id}`)
      .send({ status: 'Processing', id, nextAllowedAt: timeText(startedAtMs + options.syncLimitMs) });
  });

  server.patch<{ Params: { id: string }; Body: Json | undefined }>('/syncs/:id', (request, reply) => {
    const body = objectIn(request.body);
    const counts = countsIn(body, 'counts');
    const closing: SyncClosing = {
      status: choiceIn(body, 'status', ['Completed', 'Failed', 'Cancelled', 'Released']),
      ...(body.cause === undefined ? {} : { cause: textIn(body, 'cause', 1000) }),
      ...(counts === undefined ? {} : { counts }),
    };
    return reply.send(shown(close(request.params.id, closing)));
  });

  server.get<{ Querystring: { limit?: string; before?: string } }>('/syncs', (request, reply) => {
    const limit = wholeNumber(request.query.limit ?? '50', 'limit');
    if (limit < 1 || limit > 200) throw refused('limit must be from 1 to 200.');
    const before = wholeNumber(request.query.before ?? String(Number.MAX_SAFE_INTEGER), 'before');
    syncs.failAbandoned(ABANDONED_AFTER_MS);
    const page = syncs.page(limit + 1, before);
    const seen = page.slice(0, limit);
    return reply.send({
      syncs: seen.map(shown),
      next: page.length > limit ? String(seen.at(-1)?.row) : null,
    });
  });
}

function skip(cause: 'mode' | 'settings', detail: string): Skip {
  return { cause, detail, nextAllowedAt: null };
}

function shown(sync: StoredSync) {
  return {
    id: sync.id,
    service: sync.service,
    testMode: sync.testMode,
    status: sync.status,
    by: sync.by,
    cause: sync.cause,
    counts: sync.counts,
    startedAt: timeText(sync.startedAtMs),
    endedAt: sync.endedAtMs === null ? null : timeText(sync.endedAtMs),
  };
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

function spell(ms: number): string {
  const minutes = ms / 60_000;
  if (Number.isInteger(minutes)) return minutes === 1 ? 'one minute' : `${minutes} minutes`;
  return `${ms / 1000} seconds`;
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,16}$/.test(text)) throw refused(`${name} must be a whole number.`);
  return Number(text);
}

import type { FastifyInstance } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import { readExclusionCsv, writeExclusionCsv } from './exclusion-csv.ts';
import { Problem } from './problem.ts';
import { refused, requireIfMatch } from './read-body.ts';

/** A list of any size must fit: a million addresses are about 30 MB. */
const LARGEST_LIST_BYTES = 64 * 1024 * 1024;

/** The exclusion list, read and replaced as a whole (design §7, §9). */
export function exclusionRoutes(server: FastifyInstance, store: ConsoleStore): void {
  const { exclusions } = store;

  server.get('/exclusions', (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('ETag', etagOf(exclusions.version()))
      .send(writeExclusionCsv(exclusions.list())),
  );

  server.put<{ Body: unknown }>('/exclusions', { bodyLimit: LARGEST_LIST_BYTES }, (request, reply) => {
    const ifMatch = requireIfMatch(request.headers['if-match']);
    if (typeof request.body !== 'string') throw refused('The body must be a CSV.');
    const rows = readExclusionCsv(request.body);
    const newest = exclusions.version();
    if (ifMatch !== etagOf(newest)) {
      void reply.header('ETag', etagOf(newest));
      throw new Problem(
        412,
        'version-conflict',
        'Somebody else has changed the exclusions since you read them; nothing was changed.',
      );
    }
    const version = store.database.transaction(() => {
      store.audit.write('Console API', 'exclusions.replaced', `${rows.length} rows`);
      return exclusions.replace(rows);
    })();
    return reply.code(204).header('ETag', etagOf(version)).send();
  });
}

function etagOf(version: number): string {
  return `"x${version}"`;
}

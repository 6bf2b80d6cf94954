import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import { discoveryAt, type NamedJson } from './discovery.ts';
import { groupRoutes } from './group-routes.ts';
import { listBody } from './list-query.ts';
import { ScimError } from './scim-error.ts';
import { userRoutes } from './user-routes.ts';

export const SCIM_TYPE = 'application/scim+json; charset=utf-8';

/** Mounts everything under the Tenant URL. `baseUrl` is that URL, for `meta.location` and Location. */
export function scimRoutes(
  server: FastifyInstance,
  store: ConsoleStore,
  baseUrl: string,
  mostPerPage?: number,
): void {
  const discovery = discoveryAt(baseUrl, mostPerPage);
  const send = (reply: FastifyReply, json: string) => reply.type(SCIM_TYPE).send(json);

  function serveList(path: string, entries: readonly NamedJson[]): void {
    server.get(path, (request: FastifyRequest<{ Querystring: { filter?: string } }>, reply) => {
      // These lists take no filter: 403, so that nobody believes that it was applied (RFC 7644 §4).
      if (request.query.filter !== undefined) throw new ScimError(403, 'This list takes no filter.');
      const texts = entries.map((entry) => entry.json);
      return send(reply, listBody(texts.length, 1, texts));
    });
    server.get(`${path}/:id`, (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      const wanted = request.params.id.toLowerCase();
      const entry = entries.find(({ id }) => id.toLowerCase() === wanted);
      if (!entry) throw new ScimError(404, 'There is nothing of that name.');
      return send(reply, entry.json);
    });
  }

  server.get('/ServiceProviderConfig', (_request, reply) => send(reply, discovery.serviceProviderConfig));
  serveList('/ResourceTypes', discovery.resourceTypes);
  serveList('/Schemas', discovery.schemas);
  userRoutes(server, store, baseUrl, mostPerPage);
  groupRoutes(server, store, baseUrl, mostPerPage);

  // Optional parts of the standard that this console does not have (RFC 7644 §3.7, §3.11).
  const notImplemented = () => {
    throw new ScimError(501, 'This console does not have that part of SCIM.');
  };
  server.all('/Bulk', notImplemented);
  server.all('/Me', notImplemented);
  server.post('/.search', notImplemented);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import type { GroupRow } from '../database/groups.ts';
import { listGroups } from './list-groups.ts';
import { one, type QueryString, readListQuery, readSearchRequest } from './list-query.ts';
import { readPatch } from './patch/read-patch.ts';
import { isKnown } from './preconditions.ts';
import { readProjection } from './projection.ts';
import { etagOf, renderGroup } from './render.ts';
import type { Json } from './schema/attribute.ts';
import { readResource } from './schema/read-value.ts';
import { GROUP_MODEL } from './schema/resource-model.ts';
import { SCIM_TYPE } from './scim-routes.ts';
import { noSuchGroup, writeGroup } from './write-group.ts';

interface ById {
  Params: { id: string };
  Querystring: QueryString;
  Body: Json | undefined;
}

/** /Groups (RFC 7644 §3). */
export function groupRoutes(
  server: FastifyInstance,
  store: ConsoleStore,
  baseUrl: string,
  mostPerPage?: number,
): void {
  const list = listGroups(store, baseUrl);
  const write = writeGroup(store);

  function send(request: FastifyRequest<ById>, reply: FastifyReply, group: GroupRow): FastifyReply {
    const projection = readProjection(
      GROUP_MODEL,
      one(request.query.attributes),
      one(request.query.excludedAttributes),
    );
    const members = projection.shows('members') ? store.groups.members(group.row) : undefined;
    return withHeaders(reply, group)
      .type(SCIM_TYPE)
      .send(projection.apply(renderGroup(group, members, baseUrl)));
  }

  function withHeaders(reply: FastifyReply, group: GroupRow): FastifyReply {
    return reply.header('ETag', etagOf(group)).header('Location', `${baseUrl}/Groups/${group.id}`);
  }

  server.get<ById>('/Groups', async (request, reply) => {
    const body = await list(readListQuery(GROUP_MODEL, request.query, mostPerPage));
    return reply.type(SCIM_TYPE).send(body);
  });

  server.post<ById>('/Groups/.search', async (request, reply) => {
    const body = await list(readSearchRequest(GROUP_MODEL, request.body, mostPerPage));
    return reply.type(SCIM_TYPE).send(body);
  });

  server.get<ById>('/Groups/:id', (request, reply) => {
    const group = store.groups.find(request.params.id);
    if (!group) throw noSuchGroup();
    if (isKnown(request.headers['if-none-match'], etagOf(group)))
      return reply.code(304).header('ETag', etagOf(group)).send();
    return send(request, reply, group);
  });

  server.post<ById>('/Groups', (request, reply) =>
    send(request, reply.code(201), write.create(readResource(GROUP_MODEL, request.body))),
  );

  server.put<ById>('/Groups/:id', (request, reply) =>
    send(
      request,
      reply,
      write.replace(request.params.id, request.headers['if-match'], readResource(GROUP_MODEL, request.body)),
    ),
  );

  server.patch<ById>('/Groups/:id', (request, reply) => {
    const group = write.patch(request.params.id, request.headers['if-match'], readPatch(request.body));
    // A group may have very many members, so it is not sent back unless asked for (RFC 7644 §3.5.2).
    if (request.query.attributes === undefined) return withHeaders(reply, group).code(204).send();
    return send(request, reply, group);
  });

  server.delete<ById>('/Groups/:id', (request, reply) => {
    write.remove(request.params.id, request.headers['if-match']);
    return reply.code(204).send();
  });
}

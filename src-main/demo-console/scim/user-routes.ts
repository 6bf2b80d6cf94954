import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import type { PersonRow } from '../database/people.ts';
import { listPeople } from './list-people.ts';
import { one, type QueryString, readListQuery, readSearchRequest } from './list-query.ts';
import { readPatch } from './patch/read-patch.ts';
import { isKnown } from './preconditions.ts';
import { readProjection } from './projection.ts';
import { etagOf, renderUser } from './render.ts';
import type { Json } from './schema/attribute.ts';
import { readResource } from './schema/read-value.ts';
import { USER_MODEL } from './schema/resource-model.ts';
import { SCIM_TYPE } from './scim-routes.ts';
import { noSuchUser, writePerson } from './write-person.ts';

interface ById {
  Params: { id: string };
  Querystring: QueryString;
  Body: Json | undefined;
}

/** /Users (RFC 7644 §3). */
export function userRoutes(
  server: FastifyInstance,
  store: ConsoleStore,
  baseUrl: string,
  mostPerPage?: number,
): void {
  const list = listPeople(store, baseUrl);
  const write = writePerson(store);

  function send(request: FastifyRequest<ById>, reply: FastifyReply, person: PersonRow): FastifyReply {
    const projection = readProjection(
      USER_MODEL,
      one(request.query.attributes),
      one(request.query.excludedAttributes),
    );
    const groups = projection.shows('groups') ? store.people.groupsOf([person.row]) : [];
    return reply
      .type(SCIM_TYPE)
      .header('ETag', etagOf(person))
      .header('Location', `${baseUrl}/Users/${person.id}`)
      .send(projection.apply(renderUser(person, groups, baseUrl)));
  }

  server.get<ById>('/Users', async (request, reply) => {
    const body = await list(readListQuery(USER_MODEL, request.query, mostPerPage));
    return reply.type(SCIM_TYPE).send(body);
  });

  server.post<ById>('/Users/.search', async (request, reply) => {
    const body = await list(readSearchRequest(USER_MODEL, request.body, mostPerPage));
    return reply.type(SCIM_TYPE).send(body);
  });

  server.get<ById>('/Users/:id', (request, reply) => {
    const person = store.people.find(request.params.id);
    if (!person) throw noSuchUser();
    if (isKnown(request.headers['if-none-match'], etagOf(person)))
      return reply.code(304).header('ETag', etagOf(person)).send();
    return send(request, reply, person);
  });

  server.post<ById>('/Users', (request, reply) =>
    send(request, reply.code(201), write.create(readResource(USER_MODEL, request.body))),
  );

  server.put<ById>('/Users/:id', (request, reply) =>
    send(
      request,
      reply,
      write.replace(request.params.id, request.headers['if-match'], readResource(USER_MODEL, request.body)),
    ),
  );

  server.patch<ById>('/Users/:id', (request, reply) =>
    send(
      request,
      reply,
      write.patch(request.params.id, request.headers['if-match'], readPatch(request.body)),
    ),
  );

  server.delete<ById>('/Users/:id', (request, reply) => {
    write.archive(request.params.id, request.headers['if-match']);
    return reply.code(204).send();
  });
}

import type { Server } from 'node:http';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { exclusionRoutes } from './console-api/exclusion-routes.ts';
import { Problem, type ProblemCode, problemBody } from './console-api/problem.ts';
import { provisioningRoutes } from './console-api/provisioning-routes.ts';
import { syncRoutes } from './console-api/sync-routes.ts';
import { userExport } from './console-api/user-export.ts';
import type { ConsoleStore } from './database/console-store.ts';
import type { SecretKind } from './database/secrets.ts';
import { requestLimit } from './request-limit.ts';
import { ScimError, scimErrorBody } from './scim/scim-error.ts';
import { SCIM_TYPE, scimRoutes } from './scim/scim-routes.ts';

export const SCIM_PATH = '/scim/v2';
export const CONSOLE_API_PATH = '/console/v1';

const LARGEST_BODY_BYTES = 1024 * 1024;
const RETRY_AFTER_SECONDS = 1;

export interface HttpServerOptions {
  readonly store: ConsoleStore;
  readonly httpServer: Server;
  /** Where `httpServer` is reached, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly syncLimitMs: number;
  readonly requestsPerSecond: number;
  readonly mostPerPage: number | undefined;
  readonly now: () => number;
  readonly onRequest: ((method: string, path: string, status: number) => void) | undefined;
}

/** Puts the two doors, SCIM and the Console API, behind one request limit, each with its keys and its errors. */
export function buildHttpServer(options: HttpServerOptions): FastifyInstance {
  const { store, onRequest } = options;
  const server = Fastify({
    logger: false,
    bodyLimit: LARGEST_BODY_BYTES,
    exposeHeadRoutes: false,
    serverFactory: (handler) => options.httpServer.on('request', handler),
    routerOptions: { maxParamLength: 300 },
  });
  const limit = requestLimit(options.requestsPerSecond, () => performance.now());

  server.removeAllContentTypeParsers();
  server.addHook('onRequest', async (request, reply) => {
    if (limit() === 'pass') return;
    void reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
    throw refusalFor(
      request,
      429,
      'too-many-requests',
      'Too many requests; wait as long as Retry-After says.',
    );
  });
  if (onRequest)
    server.addHook('onResponse', async (request, reply) => {
      onRequest(request.method, request.url.split('?', 1)[0] ?? '', reply.statusCode);
    });
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(nothingHere);

  void server.register(
    async (scim) => {
      takeJson(scim, ['application/scim+json', 'application/json']);
      scim.addHook('onRequest', async (request, reply) =>
        requireSecret(store, request, reply, ['scim-token']),
      );
      scim.setNotFoundHandler(nothingHere);
      scimRoutes(scim, store, options.origin + SCIM_PATH, options.mostPerPage);
    },
    { prefix: SCIM_PATH },
  );
  void server.register(
    async (api) => {
      takeJson(api, ['application/json']);
      api.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      api.addHook('onRequest', async (request, reply) => {
        // A sync is the link's own business, so the link's own key opens it too (design §7).
        const isSync = request.routeOptions.url?.startsWith(`${CONSOLE_API_PATH}/syncs`);
        requireSecret(store, request, reply, isSync ? ['admin-key', 'scim-token'] : ['admin-key']);
      });
      api.setNotFoundHandler(nothingHere);
      provisioningRoutes(api, store, options.origin + SCIM_PATH);
      syncRoutes(api, store, options);
      exclusionRoutes(api, store);
      userExport(api, store);
    },
    { prefix: CONSOLE_API_PATH },
  );
  return server;
}

/** An empty body is fine where none is needed; what needs one says so itself. */
function takeJson(server: FastifyInstance, types: string[]): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser(types, { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, typeof body === 'string' ? body : body.toString('utf8'), done);
  });
}

function requireSecret(
  store: ConsoleStore,
  request: FastifyRequest,
  reply: FastifyReply,
  accepted: readonly SecretKind[],
): void {
  const [, presented] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const kind = presented === undefined ? undefined : store.secrets.kindOf(presented);
  if (kind !== undefined && accepted.includes(kind)) return;
  void reply.header('WWW-Authenticate', 'Bearer');
  throw refusalFor(
    request,
    401,
    'unauthorized',
    accepted.length === 1 && accepted[0] === 'scim-token'
      ? 'The SCIM token is missing, wrong or no longer valid.'
      : 'The key is missing, wrong or no longer valid.',
  );
}

/** Set behind each door as well, so that without a key an unknown address is 401 and not 404. */
function nothingHere(request: FastifyRequest): never {
  throw refusalFor(request, 404, 'not-found', 'There is nothing at this address.');
}

function isScim(request: FastifyRequest): boolean {
  return request.url.startsWith(SCIM_PATH);
}

function refusalFor(request: FastifyRequest, status: number, code: ProblemCode, sentence: string): Error {
  return isScim(request) ? new ScimError(status, sentence) : new Problem(status, code, sentence);
}

/** The one place where a refusal becomes an answer, in the words of the door it came through. */
function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = error instanceof ScimError || error instanceof Problem ? error : fromServer(error, request);
  if (refusal instanceof ScimError)
    return reply
      .code(refusal.status)
      .type(SCIM_TYPE)
      .send(scimErrorBody(refusal.status, refusal.message, refusal.scimType));
  return reply
    .code(refusal.status)
    .type('application/problem+json; charset=utf-8')
    .send(problemBody(refusal));
}

function fromServer(error: FastifyError | Error, request: FastifyRequest): ScimError | Problem {
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  const scim = isScim(request);
  if (status === 413)
    return scim
      ? new ScimError(413, 'The request is too large.')
      : new Problem(413, 'too-large', 'The request is too large.');
  if (status === 415)
    return scim
      ? new ScimError(415, 'Send application/scim+json.')
      : new Problem(415, 'unsupported-media-type', 'That content type is not taken here.');
  if (status >= 400 && status < 500)
    return scim
      ? new ScimError(400, 'The body is not readable JSON.', 'invalidSyntax')
      : new Problem(400, 'bad-request', 'The body is not readable JSON.');
  // Our own bug. Its words may hold a person's data, so they go to no client; the stack goes to the terminal.
  console.error(error.stack ?? error.message);
  return scim
    ? new ScimError(500, 'The console failed; nothing was written.')
    : new Problem(500, 'internal-error', 'The console failed; nothing was changed.');
}

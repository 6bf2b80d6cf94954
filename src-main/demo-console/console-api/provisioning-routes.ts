import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ConsoleStore } from '../database/console-store.ts';
import type { StoredProvisioning } from '../database/provisioning.ts';
import type { Json } from '../scim/schema/attribute.ts';
import { Problem } from './problem.ts';
import { choiceIn, flagIn, objectIn, requireIfMatch, textIn } from './read-body.ts';

const UNNAMED = 'Console API';

/** The User Provisioning settings and the SCIM token (design §5, §7). */
export function provisioningRoutes(server: FastifyInstance, store: ConsoleStore, tenantUrl: string): void {
  const { provisioning, secrets, audit } = store;

  function shown(settings: StoredProvisioning) {
    return {
      provisioningEnabled: settings.provisioningEnabled,
      mode: settings.mode,
      testMode: settings.testMode,
      acknowledgedAliases: settings.acknowledgedAliases,
      movedFromAdi: settings.movedFromAdi,
      hasToken: secrets.has('scim-token'),
      tenantUrl,
      changedBy: settings.changedBy,
      changedAt: settings.changedAtMs === null ? null : new Date(settings.changedAtMs).toISOString(),
    };
  }

  function send(reply: FastifyReply, settings: StoredProvisioning): FastifyReply {
    return reply.header('ETag', etagOf(settings)).send(shown(settings));
  }

  server.get('/provisioning', (_request, reply) => send(reply, provisioning.read()));

  server.put<{ Body: Json | undefined }>('/provisioning', (request, reply) => {
    const ifMatch = requireIfMatch(request.headers['if-match']);
    const body = objectIn(request.body);
    const edited = {
      provisioningEnabled: flagIn(body, 'provisioningEnabled'),
      mode: choiceIn(body, 'mode', ['scim', 'adi']),
      testMode: flagIn(body, 'testMode'),
      acknowledgedAliases: textIn(body, 'acknowledgedAliases', 200),
    };
    const changedBy = typeof body.changedBy === 'string' ? textIn(body, 'changedBy', 200) : UNNAMED;
    const newest = provisioning.read();
    if (ifMatch !== etagOf(newest)) {
      void reply.header('ETag', etagOf(newest));
      throw new Problem(
        412,
        'version-conflict',
        'Somebody else has changed the settings since you read them; nothing was changed.',
        { current: shown(newest) },
      );
    }
    const saved = store.database.transaction(() => {
      audit.write(changedBy, 'provisioning.saved', etagOf(newest));
      return provisioning.save(edited, changedBy);
    })();
    return send(reply, saved);
  });

  server.post('/provisioning/token', (_request, reply) => {
    if (!provisioning.read().provisioningEnabled)
      throw new Problem(
        409,
        'provisioning-disabled',
        'A SCIM token can be generated once Enable User Provisioning is saved.',
      );
    const token = store.database.transaction(() => {
      audit.write(UNNAMED, secrets.has('scim-token') ? 'token.regenerated' : 'token.generated', 'scim-token');
      return secrets.make('scim-token');
    })();
    return reply.code(201).header('Cache-Control', 'no-store').send({ token, tenantUrl });
  });

  server.delete('/provisioning/token', (_request, reply) => {
    store.database.transaction(() => {
      secrets.revoke('scim-token');
      audit.write(UNNAMED, 'token.revoked', 'scim-token');
    })();
    return reply.code(204).send();
  });
}

function etagOf(settings: StoredProvisioning): string {
  return `"p${settings.version}"`;
}

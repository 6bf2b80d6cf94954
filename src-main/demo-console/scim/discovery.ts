import { MOST_PER_PAGE } from './list-query.ts';
import type { Schema } from './schema/attribute.ts';
import { GROUP_MODEL, type ResourceModel, USER_MODEL } from './schema/resource-model.ts';

const SCHEMA_URN = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE_URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SERVICE_PROVIDER_URN = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/** What the console says about itself (RFC 7644 §4, RFC 7643 §5–7), as JSON texts that are made once. */
export interface Discovery {
  readonly serviceProviderConfig: string;
  readonly resourceTypes: readonly NamedJson[];
  readonly schemas: readonly NamedJson[];
}

export interface NamedJson {
  readonly id: string;
  readonly json: string;
}

export function discoveryAt(baseUrl: string, mostPerPage = MOST_PER_PAGE): Discovery {
  const models = [USER_MODEL, GROUP_MODEL];
  return {
    serviceProviderConfig: JSON.stringify({
      schemas: [SERVICE_PROVIDER_URN],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: mostPerPage },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'SCIM token',
          description: 'The token from + SCIM Settings, sent as a bearer token.',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
    }),
    resourceTypes: models.map((model) => ({ id: model.name, json: resourceType(model, baseUrl) })),
    schemas: models
      .flatMap((model) => [model.schema, ...model.extensions])
      .map((schema) => ({ id: schema.id, json: schemaJson(schema, baseUrl) })),
  };
}

function resourceType(model: ResourceModel, baseUrl: string): string {
  return JSON.stringify({
    schemas: [RESOURCE_TYPE_URN],
    id: model.name,
    name: model.name,
    description: model.schema.description,
    endpoint: model.endpoint,
    schema: model.schema.id,
    schemaExtensions: model.extensions.map((extension) => ({ schema: extension.id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${model.name}` },
  });
}

function schemaJson(schema: Schema, baseUrl: string): string {
  return JSON.stringify({
    schemas: [SCHEMA_URN],
    ...schema,
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  });
}

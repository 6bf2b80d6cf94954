import { expect, it } from 'vitest';
import {
  ENTERPRISE_URN,
  GROUP_URN,
  KMSAT_URN,
  startConsole,
  streamOf,
  USER_URN,
} from './console-under-test.ts';

const KMSAT_GROUP_URN = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group';

it('says what it can do', async () => {
  const console = await startConsole();
  const { body, headers } = await console.scim('GET', '/ServiceProviderConfig');
  expect(headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
  expect(body).toMatchObject({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 500 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
  });
});

it('gives no more people at a time than it says', async () => {
  const people = Array.from({ length: 501 }, (_, n) => ({
    email: `p${n}@a.example`,
    active: true,
    values: {},
  }));

  const console = await startConsole({ seed: streamOf(people) });
  const { body } = await console.scim('GET', '/Users?count=10000');
  expect([body.totalResults, body.itemsPerPage, body.Resources?.length]).toEqual([501, 500, 500]);
});

it('names its resource types with their extensions', async () => {
  const console = await startConsole();
  const { body } = await console.scim('GET', '/ResourceTypes');
  expect(
    body.Resources?.map(({ id, endpoint, schema, schemaExtensions }) => ({
      id,
      endpoint,
      schema,
      schemaExtensions,
    })),
  ).toEqual([
    {
      id: 'User',
      endpoint: '/Users',
      schema: USER_URN,
      schemaExtensions: [
        { schema: ENTERPRISE_URN, required: false },
        { schema: KMSAT_URN, required: false },
      ],
    },
    {
      id: 'Group',
      endpoint: '/Groups',
      schema: GROUP_URN,
      schemaExtensions: [{ schema: KMSAT_GROUP_URN, required: false }],
    },
  ]);
  expect((await console.scim('GET', '/ResourceTypes/User')).body).toEqual(body.Resources?.[0]);
});

it('gives its schemas, the KSAT extension among them, one by one too', async () => {
  const console = await startConsole();
  const { body } = await console.scim('GET', '/Schemas');
  expect(body.Resources?.map((schema) => schema.id)).toEqual([
    USER_URN,
    ENTERPRISE_URN,
    KMSAT_URN,
    GROUP_URN,
    KMSAT_GROUP_URN,
  ]);
  for (const schema of body.Resources ?? [])
    expect((await console.scim('GET', `/Schemas/${schema.id}`)).body).toEqual(schema);
  const kmsat = body.Resources?.[2]?.attributes as readonly { name: string; mutability: string }[];
  expect(kmsat.filter(({ mutability }) => mutability === 'readOnly').map(({ name }) => name)).toEqual([
    'provisioningManaged',
    'isAdmin',
  ]);
  expect(kmsat.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'customField4',
      'customDate2',
      'phishingLanguage',
      'trainingLanguage',
      'outOfOfficeEnd',
    ]),
  );
});

it('refuses to filter these lists rather than pretend (RFC 7644 §4), and names nothing that is not there', async () => {
  const console = await startConsole();
  expect((await console.scim('GET', '/Schemas?filter=name%20eq%20%22User%22')).status).toBe(403);
  expect((await console.scim('GET', '/Schemas/urn:other')).status).toBe(404);
});

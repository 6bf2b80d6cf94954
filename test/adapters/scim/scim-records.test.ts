import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readerOf } from '../../../src-main/adapters/scim/attribute-path.ts';
import { ENTERPRISE_USER, KSAT_USER, personReader } from '../../../src-main/adapters/scim/scim-records.ts';
import { ATTRIBUTE_NAMES } from '../../../src-main/core/attributes.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';

/** Names as consoles spell them, in any case, among others that mean nothing. */
const NAMES = [
  'id',
  'userName',
  'externalId',
  'name',
  'givenName',
  'familyName',
  'title',
  'displayName',
  'active',
  'emails',
  'phoneNumbers',
  'addresses',
  'type',
  'value',
  'formatted',
  'department',
  'customField1',
  'manager',
  'isAdmin',
  'provisioningManaged',
  'preferredLanguage',
  ENTERPRISE_USER,
  KSAT_USER,
  `${ENTERPRISE_USER}:department`,
  `${KSAT_USER}:customField1`,
];
const name = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom('as-is', 'as-is', 'upper', 'lower'))
  .map(([text, how]) => (how === 'upper' ? text.toUpperCase() : how === 'lower' ? text.toLowerCase() : text));
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('work', 'Work', 'mobile', 'true', 'False'),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(name, tie('value'), { maxKeys: 8, noNullPrototype: true }),
}));
const resource = fc
  .tuple(fc.string({ minLength: 1 }), json.object)
  .map(([id, rest]) => ({ ...Object(rest), id }) as Record<string, unknown>);

it('a person is read from any JSON as each path by itself would be', () => {
  for (const { paths } of [PROFILES.generic, PROFILES.ksat]) {
    const read = personReader(paths);
    fc.assert(
      fc.property(resource, (one) => {
        const values = Object.fromEntries(
          ATTRIBUTE_NAMES.flatMap((attribute) => {
            const path = paths[attribute];
            return path === undefined ? [] : [[attribute, readerOf(path)(one)]];
          }),
        );
        expect(read(one)?.values).toEqual(values);
      }),
      { numRuns: 500 },
    );
  }
});

it('nobody is read from what has no id', () => {
  const read = personReader(PROFILES.generic.paths);
  for (const one of [null, 'text', 7, [], {}, { id: '' }, { id: null }, { id: {} }]) {
    expect(read(one)).toBeUndefined();
  }
});

import { type Attribute, complex, dateTime, reference, type Schema, text } from './attribute.ts';
import { GROUP_SCHEMA, KMSAT_GROUP_SCHEMA } from './group-schema.ts';
import { ENTERPRISE_SCHEMA, KMSAT_SCHEMA, USER_SCHEMA } from './user-schema.ts';

/** A kind of resource: its schema, its extensions, and attribute names found without regard to case (RFC 7643 §2.1). */
export interface ResourceModel {
  readonly name: 'User' | 'Group';
  readonly endpoint: '/Users' | '/Groups';
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
}

/** Common to every resource, so in no schema of their own (RFC 7643 §3.1). */
const COMMON: readonly Attribute[] = [
  text('id', 'The id that the console gave.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
  }),
  text('externalId', "The client's own id.", { caseExact: true }),
  { ...reference('schemas', 'The schemas of the resource.', ['uri']), multiValued: true, returned: 'always' },
  complex(
    'meta',
    'About the resource.',
    [
      text('resourceType', 'User or Group.', { mutability: 'readOnly', caseExact: true }),
      dateTime('created', 'When it was made.', { mutability: 'readOnly' }),
      dateTime('lastModified', 'When it was last changed.', { mutability: 'readOnly' }),
      text('location', 'Where it is.', { mutability: 'readOnly', caseExact: true }),
      text('version', 'Its ETag.', { mutability: 'readOnly', caseExact: true }),
    ],
    { mutability: 'readOnly' },
  ),
];

export const USER_MODEL: ResourceModel = {
  name: 'User',
  endpoint: '/Users',
  schema: USER_SCHEMA,
  extensions: [ENTERPRISE_SCHEMA, KMSAT_SCHEMA],
};

export const GROUP_MODEL: ResourceModel = {
  name: 'Group',
  endpoint: '/Groups',
  schema: GROUP_SCHEMA,
  extensions: [KMSAT_GROUP_SCHEMA],
};

const namesIn = new WeakMap<object, ReadonlyMap<string, Attribute>>();

/** The attribute of that name in a list of attributes, whatever its letter case. */
export function attributeNamed(attributes: readonly Attribute[], name: string): Attribute | undefined {
  let names = namesIn.get(attributes);
  if (!names) {
    names = new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute]));
    namesIn.set(attributes, names);
  }
  return names.get(name.toLowerCase());
}

/** An attribute of the core schema, or one common to all resources. */
export function coreAttributeNamed(model: ResourceModel, name: string): Attribute | undefined {
  return attributeNamed(model.schema.attributes, name) ?? attributeNamed(COMMON, name);
}

/** Where an attribute path leads: `[urn:]attribute[.sub]`, or an extension's URN alone (RFC 7644 §3.10). */
export interface AttributePlace {
  /** Set where the attribute stands in an extension. */
  readonly extension?: Schema;
  /** Absent where the path is an extension's URN alone. */
  readonly attribute?: Attribute;
  readonly sub?: Attribute;
}

/** `undefined` = there is no such attribute. */
export function findPlace(model: ResourceModel, path: string): AttributePlace | undefined {
  const { schema, rest } = splitUrn(model, path);
  const extension = schema === undefined || schema === model.schema ? undefined : schema;
  if (rest === '') return extension ? { extension } : undefined;
  const [name = '', subName, ...more] = rest.split('.');
  if (more.length > 0) return undefined;
  const attribute = extension ? attributeNamed(extension.attributes, name) : coreAttributeNamed(model, name);
  if (!attribute) return undefined;
  const found = extension ? { extension, attribute } : { attribute };
  if (subName === undefined) return found;
  const sub = attributeNamed(attribute.subAttributes ?? [], subName);
  return sub && { ...found, sub };
}

export function schemaByUrn(model: ResourceModel, urn: string): Schema | undefined {
  const lower = urn.toLowerCase();
  return [model.schema, ...model.extensions].find((schema) => schema.id.toLowerCase() === lower);
}

/** A URN holds colons and a point ("2.0:User"), so it is recognised whole, never by splitting. */
function splitUrn(model: ResourceModel, path: string): { schema: Schema | undefined; rest: string } {
  const lower = path.toLowerCase();
  for (const schema of [model.schema, ...model.extensions]) {
    const urn = schema.id.toLowerCase();
    if (lower === urn) return { schema, rest: '' };
    if (lower.startsWith(`${urn}:`)) return { schema, rest: path.slice(urn.length + 1) };
  }
  return { schema: undefined, rest: path };
}

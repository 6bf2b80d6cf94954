import { badRequest } from '../scim-error.ts';
import type { Attribute, Json, JsonObject, Schema } from './attribute.ts';
import { attributeNamed, coreAttributeNamed, type ResourceModel, schemaByUrn } from './resource-model.ts';

const LONGEST_TEXT = 1024;
const LONGEST_BINARY = 100_000;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads what a client sent for one attribute. `undefined` = unassigned: null, an empty array, an empty text
 * and absence are one state (RFC 7643 §2.5). Refuses a wrong type with invalidValue.
 */
export function readValue(attribute: Attribute, value: Json): Json | undefined {
  if (value === null || value === '') return undefined;
  if (!attribute.multiValued) return readSingle(attribute, value);
  const list = Array.isArray(value) ? value : [value];
  const read: Json[] = [];
  for (const element of list) {
    const single = element === null ? undefined : readSingle(attribute, element);
    if (single === undefined) throw badRequest('invalidValue', `${attribute.name} holds an empty value.`);
    read.push(single);
  }
  return read.length === 0 ? undefined : read;
}

export function readSingle(attribute: Attribute, value: Json): Json | undefined {
  if (attribute.type === 'complex') return readComplex(attribute, value);
  if (attribute.type === 'boolean') {
    // "False" as a text would archive nobody, or everybody: refuse it (fact sheet §5).
    if (typeof value !== 'boolean')
      throw badRequest('invalidValue', `${attribute.name} must be true or false, without quotation marks.`);
    return value;
  }
  if (typeof value !== 'string') throw badRequest('invalidValue', `${attribute.name} must be a text.`);
  if (value.length > (attribute.type === 'binary' ? LONGEST_BINARY : LONGEST_TEXT))
    throw badRequest('invalidValue', `${attribute.name} is too long.`);
  if (attribute.type === 'dateTime' && (!DATE_TIME.test(value) || Number.isNaN(Date.parse(value))))
    throw badRequest('invalidValue', `${attribute.name} must be a date and time in ISO 8601.`);
  return value;
}

function readComplex(attribute: Attribute, value: Json): Json | undefined {
  const subs = attribute.subAttributes ?? [];
  if (Array.isArray(value))
    throw badRequest('invalidValue', `${attribute.name} takes one value, not a list.`);
  if (value === null || typeof value !== 'object') {
    // Some clients send a manager or an e-mail as plain text instead of {"value": …}.
    const main = attributeNamed(subs, 'value');
    if (!main) throw badRequest('invalidValue', `${attribute.name} must be an object.`);
    const read = value === null ? undefined : readSingle(main, value);
    return read === undefined ? undefined : { value: read };
  }
  const read: JsonObject = {};
  for (const [name, element] of Object.entries(value)) {
    const sub = attributeNamed(subs, name);
    if (!sub || sub.mutability === 'readOnly') continue;
    const subValue = readValue(sub, element);
    if (subValue !== undefined) read[sub.name] = subValue;
  }
  return Object.keys(read).length === 0 ? undefined : read;
}

/**
 * Reads a whole resource (POST, PUT). Names get the schema's own letter case, read-only attributes are
 * ignored (RFC 7644 §3.3), and so are attributes that the console does not know.
 */
export function readResource(model: ResourceModel, body: Json | undefined): JsonObject {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body))
    throw badRequest('invalidSyntax', 'The body must be a JSON object.');
  requireSchema(body, model.schema.id);
  const resource: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes(':')) readSchemaBlock(model, resource, name, value);
    else assign(coreAttributeNamed(model, name), resource, value);
  }
  rejectTwoPrimaries(model.schema, resource);
  requireRequired(model.schema, resource);
  return resource;
}

function readSchemaBlock(model: ResourceModel, resource: JsonObject, urn: string, value: Json): void {
  const schema = schemaByUrn(model, urn);
  if (!schema || value === null) return;
  if (typeof value !== 'object' || Array.isArray(value))
    throw badRequest('invalidValue', `${schema.name} must be an object.`);
  const target: JsonObject = schema === model.schema ? resource : {};
  for (const [name, element] of Object.entries(value))
    assign(attributeNamed(schema.attributes, name), target, element);
  if (target !== resource && Object.keys(target).length > 0) resource[schema.id] = target;
}

function assign(attribute: Attribute | undefined, target: JsonObject, value: Json): void {
  if (!attribute || attribute.mutability === 'readOnly' || attribute.name === 'schemas') return;
  const read = readValue(attribute, value);
  if (read !== undefined && attribute.mutability !== 'writeOnly') target[attribute.name] = read;
}

export function requireSchema(body: JsonObject, urn: string): void {
  const schemas = body.schemas;
  const lower = urn.toLowerCase();
  if (
    !Array.isArray(schemas) ||
    !schemas.some((schema) => typeof schema === 'string' && schema.toLowerCase() === lower)
  )
    throw badRequest('invalidSyntax', `schemas must name ${urn}.`);
}

export function requireRequired(schema: Schema, resource: JsonObject): void {
  for (const attribute of schema.attributes) {
    const value = resource[attribute.name];
    if (attribute.required && (typeof value !== 'string' || value.trim() === ''))
      throw badRequest('invalidValue', `${attribute.name} is required.`);
  }
}

function rejectTwoPrimaries(schema: Schema, resource: JsonObject): void {
  for (const attribute of schema.attributes) {
    const value = attribute.multiValued ? resource[attribute.name] : undefined;
    if (Array.isArray(value) && value.filter(isPrimary).length > 1)
      throw badRequest('invalidValue', `${attribute.name} has more than one primary value.`);
  }
}

/** Whether a value of a multi-valued attribute is the preferred one (RFC 7643 §2.4). */
export function isPrimary(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.primary === true;
}

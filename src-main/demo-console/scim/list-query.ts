import type { Filter } from 'scim2-parse-filter';
import { isObject } from './filter/matches-filter.ts';
import { parseFilter } from './filter/parse-filter.ts';
import { type Projection, readProjection } from './projection.ts';
import type { Json, JsonObject } from './schema/attribute.ts';
import { requireSchema } from './schema/read-value.ts';
import type { ResourceModel } from './schema/resource-model.ts';
import { badRequest } from './scim-error.ts';

export const MOST_PER_PAGE = 500;
const DEFAULT_PER_PAGE = 100;
const SEARCH_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** A listing as it was asked for (RFC 7644 §3.4.2). */
export interface ListQuery {
  readonly filter: Filter | undefined;
  readonly startIndex: number;
  readonly count: number;
  readonly projection: Projection;
}

export type QueryString = Readonly<Record<string, string | string[] | undefined>>;

/** `most`: the largest page this console gives. */
export function readListQuery(model: ResourceModel, query: QueryString, most = MOST_PER_PAGE): ListQuery {
  const filter = one(query.filter);
  return {
    filter: filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter),
    // Less than 1 means 1, a negative count means 0 (RFC 7644 §3.4.2.4).
    startIndex: Math.max(1, readInteger(one(query.startIndex), 'startIndex') ?? 1),
    count: Math.min(most, Math.max(0, readInteger(one(query.count), 'count') ?? DEFAULT_PER_PAGE)),
    projection: readProjection(model, one(query.attributes), one(query.excludedAttributes)),
  };
}

/** The same question asked by POST …/.search (RFC 7644 §3.4.3). */
export function readSearchRequest(
  model: ResourceModel,
  body: Json | undefined,
  most = MOST_PER_PAGE,
): ListQuery {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object.');
  requireSchema(body, SEARCH_URN);
  const asked = {
    filter: textIn(body, 'filter'),
    startIndex: textIn(body, 'startIndex'),
    count: textIn(body, 'count'),
    attributes: textIn(body, 'attributes'),
    excludedAttributes: textIn(body, 'excludedAttributes'),
  };
  return readListQuery(model, asked, most);
}

export function listBody(total: number, startIndex: number, resources: readonly string[]): string {
  return (
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],' +
    `"totalResults":${total},"startIndex":${startIndex},"itemsPerPage":${resources.length},` +
    `"Resources":[${resources.join(',')}]}`
  );
}

export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function readInteger(text: string | undefined, name: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest('invalidValue', `${name} must be a whole number.`);
  return Number(text);
}

function textIn(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw badRequest('invalidValue', `${name} cannot be read.`);
}

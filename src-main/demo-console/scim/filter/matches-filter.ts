import type { Compare, Filter } from 'scim2-parse-filter';
import { fold } from '../../../core/fold.ts';
import type { Attribute, Json, JsonObject } from '../schema/attribute.ts';
import { attributeNamed, findPlace, type ResourceModel } from '../schema/resource-model.ts';
import { badRequest } from '../scim-error.ts';

export type Matches = (resource: JsonObject) => boolean;

/**
 * Turns a filter into a test of a resource, by the schema: names in any case, texts folded unless the
 * attribute is case exact, dates as points in time (RFC 7643 §2.2, RFC 7644 §3.4.2.2). The library's own
 * tester compares every text exactly, so only its parser is used. Unknown attributes are refused here, once.
 */
export function matchesFilter(model: ResourceModel, filter: Filter): Matches {
  return compile(filter, (path) => {
    const place = findPlace(model, path);
    if (!place?.attribute) throw badRequest('invalidFilter', `There is no attribute ${path}.`);
    const { extension, attribute, sub } = place;
    const names = [...(extension ? [extension.id] : []), attribute.name, ...(sub ? [sub.name] : [])];
    return { names, attribute: sub ?? attribute, holder: sub ? undefined : attribute };
  });
}

/** The same for the filter of a value path, which names the sub-attributes of one attribute. */
export function matchesValue(attribute: Attribute, filter: Filter): Matches {
  return compile(filter, (path) => {
    const sub = attributeNamed(attribute.subAttributes ?? [], path);
    if (!sub) throw badRequest('invalidFilter', `${attribute.name} has no ${path}.`);
    return { names: [sub.name], attribute: sub, holder: undefined };
  });
}

interface Target {
  readonly names: readonly string[];
  readonly attribute: Attribute;
  /** Set where a complex attribute is named as a whole: its `value` is meant. */
  readonly holder: Attribute | undefined;
}

function compile(filter: Filter, find: (path: string) => Target): Matches {
  switch (filter.op) {
    case 'and': {
      const parts = filter.filters.map((part) => compile(part, find));
      return (resource) => parts.every((part) => part(resource));
    }
    case 'or': {
      const parts = filter.filters.map((part) => compile(part, find));
      return (resource) => parts.some((part) => part(resource));
    }
    case 'not': {
      const part = compile(filter.filter, find);
      return (resource) => !part(resource);
    }
    case '[]': {
      const target = find(filter.attrPath);
      const part = matchesValue(target.attribute, filter.valFilter);
      return (resource) => valuesAt(resource, target.names).some((value) => isObject(value) && part(value));
    }
    case 'pr': {
      const target = find(filter.attrPath);
      return (resource) => valuesAt(resource, target.names).length > 0;
    }
    default:
      return compileCompare(filter, find(filter.attrPath));
  }
}

function compileCompare(filter: Compare, target: Target): Matches {
  const { names, attribute } = mainValueOf(target, filter.attrPath);
  // Absence and null are one state (RFC 7643 §2.5).
  if (filter.compValue === null) {
    if (filter.op === 'eq') return (resource) => valuesAt(resource, names).length === 0;
    if (filter.op === 'ne') return (resource) => valuesAt(resource, names).length > 0;
    throw badRequest('invalidFilter', `null cannot be compared with ${filter.op}.`);
  }
  if (filter.op === 'ne') {
    const equal = compileCompare({ ...filter, op: 'eq' }, target);
    return (resource) => !equal(resource);
  }
  const key = keyOf(attribute);
  const wanted = key(filter.compValue);
  if (wanted === undefined)
    throw badRequest(
      'invalidFilter',
      `${filter.attrPath} cannot be compared with ${String(filter.compValue)}.`,
    );
  const holds = comparison(filter, wanted);
  return (resource) =>
    valuesAt(resource, names).some((value) => {
      const found = key(value);
      return found !== undefined && holds(found);
    });
}

function mainValueOf(target: Target, path: string): { names: readonly string[]; attribute: Attribute } {
  if (target.attribute.type !== 'complex') return target;
  const main = attributeNamed(target.attribute.subAttributes ?? [], 'value');
  if (!main) throw badRequest('invalidFilter', `${path} needs a sub-attribute.`);
  return { names: [...target.names, main.name], attribute: main };
}

type Key = string | number | boolean;

function keyOf(attribute: Attribute): (value: Json) => Key | undefined {
  if (attribute.type === 'boolean') return (value) => (typeof value === 'boolean' ? value : undefined);
  if (attribute.type === 'dateTime')
    return (value) => {
      const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? undefined : time;
    };
  return (value) =>
    typeof value !== 'string' ? undefined : attribute.caseExact ? value.trim() : fold(value);
}

function comparison(filter: Compare, wanted: Key): (found: Key) => boolean {
  const { op } = filter;
  if (op === 'eq') return (found) => found === wanted;
  if (typeof wanted === 'boolean')
    throw badRequest(
      'invalidFilter',
      `${filter.attrPath} is true or false and cannot be compared with ${op}.`,
    );
  if (op === 'gt') return (found) => found > wanted;
  if (op === 'ge') return (found) => found >= wanted;
  if (op === 'lt') return (found) => found < wanted;
  if (op === 'le') return (found) => found <= wanted;
  if (typeof wanted === 'number')
    throw badRequest('invalidFilter', `${filter.attrPath} is a date and cannot be compared with ${op}.`);
  if (op === 'sw') return (found) => typeof found === 'string' && found.startsWith(wanted);
  if (op === 'ew') return (found) => typeof found === 'string' && found.endsWith(wanted);
  return (found) => typeof found === 'string' && found.includes(wanted);
}

/** All values that a path leads to; a multi-valued attribute on the way opens out. */
function valuesAt(resource: JsonObject, names: readonly string[]): Json[] {
  let values: Json[] = [resource];
  for (const name of names) {
    const next: Json[] = [];
    for (const value of values) {
      const found = isObject(value) ? value[name] : undefined;
      if (Array.isArray(found)) next.push(...found);
      else if (found !== undefined && found !== null) next.push(found);
    }
    values = next;
  }
  return values;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

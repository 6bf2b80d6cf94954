import { isObject } from './filter/matches-filter.ts';
import type { Json, JsonObject } from './schema/attribute.ts';
import { findPlace, type ResourceModel } from './schema/resource-model.ts';
import { badRequest } from './scim-error.ts';

/** What a client wants to see of a resource (RFC 7644 §3.9). */
export interface Projection {
  /** Whether that top-level attribute can appear in the answer at all; saves reading what nobody sees. */
  shows(attribute: string): boolean;
  /** Takes and gives JSON text. */
  apply(json: string): string;
}

const EVERYTHING: Projection = { shows: () => true, apply: (json) => json };

export function readProjection(
  model: ResourceModel,
  attributes: string | undefined,
  excludedAttributes: string | undefined,
): Projection {
  const wanted = namesIn(attributes);
  const unwanted = namesIn(excludedAttributes);
  if (wanted.length > 0 && unwanted.length > 0)
    throw badRequest('invalidValue', 'attributes and excludedAttributes exclude each other.');
  if (wanted.length > 0) return onlyThese(placesOf(model, wanted));
  if (unwanted.length > 0) return allButThese(placesOf(model, unwanted));
  return EVERYTHING;
}

/** Names from the top of the resource down: [urn?, attribute?, sub?]. */
type Place = readonly string[];

function onlyThese(places: readonly Place[]): Projection {
  const tops = new Set(['schemas', 'id', ...places.map((place) => place[0])]);
  return {
    shows: (attribute) => tops.has(attribute),
    apply(json) {
      const resource = JSON.parse(json) as JsonObject;
      const shown: JsonObject = { schemas: resource.schemas ?? [], id: resource.id ?? '' };
      for (const place of places) copyAt(resource, shown, place);
      return JSON.stringify(shown);
    },
  };
}

function allButThese(places: readonly Place[]): Projection {
  // id and schemas are always returned (RFC 7643 §7, "returned").
  const gone = places.filter((place) => place[0] !== 'id' && place[0] !== 'schemas');
  const tops = new Set(gone.filter((place) => place.length === 1).map((place) => place[0]));
  return {
    shows: (attribute) => !tops.has(attribute),
    apply(json) {
      const resource = JSON.parse(json) as JsonObject;
      for (const place of gone) removeAt(resource, place);
      return JSON.stringify(resource);
    },
  };
}

function copyAt(from: JsonObject, to: JsonObject, place: Place): void {
  const [name, ...rest] = place;
  const value = name === undefined ? undefined : from[name];
  if (name === undefined || value === undefined) return;
  if (rest.length === 0) {
    to[name] = value;
  } else if (Array.isArray(value)) {
    const before = to[name];
    to[name] = value.map((element, index) =>
      copied(element, Array.isArray(before) ? (before[index] ?? {}) : {}, rest),
    );
  } else {
    to[name] = copied(value, to[name] ?? {}, rest);
  }
}

function copied(from: Json, to: Json, place: Place): Json {
  const target = isObject(to) ? to : {};
  if (isObject(from)) copyAt(from, target, place);
  return target;
}

function removeAt(resource: JsonObject, place: Place): void {
  const [name, ...rest] = place;
  if (name === undefined) return;
  const value = resource[name];
  if (rest.length === 0) delete resource[name];
  else if (Array.isArray(value)) for (const element of value) if (isObject(element)) removeAt(element, rest);
  if (rest.length > 0 && isObject(value)) removeAt(value, rest);
}

function namesIn(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Names that the console does not know are passed over: there is nothing to show or hide. */
function placesOf(model: ResourceModel, names: readonly string[]): Place[] {
  return names.flatMap((name) => {
    const place = findPlace(model, name);
    if (!place) return [];
    return [
      [place.extension?.id, place.attribute?.name, place.sub?.name].filter((part) => part !== undefined),
    ];
  });
}

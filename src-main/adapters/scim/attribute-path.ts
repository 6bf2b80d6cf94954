/**
 * An attribute path of RFC 7644 §3.10, of the kinds that profiles use: `title`, `name.givenName`,
 * `phoneNumbers[type eq "work"].value`, and each of them behind a schema URN.
 */
export interface AttributePath {
  readonly text: string;
  readonly urn?: string;
  readonly attribute: string;
  /** `[type eq "work"]`, as its two halves. */
  readonly filter?: { readonly attribute: string; readonly value: string };
  readonly sub?: string;
}

const PATH =
  /^(?:(urn:[^[\]"]*):)?([A-Za-z$][\w$-]*)(?:\[\s*([\w$-]+)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*\])?(?:\.([\w$-]+))?$/i;

/** Profiles have a few dozen paths, and each is asked for with every row that is sent. */
const PARSED = new Map<string, AttributePath>();

/** Throws for a path it cannot read: profiles are part of the program, so that is our own bug. */
export function parseAttributePath(text: string): AttributePath {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const path = readPath(text);
  PARSED.set(text, path);
  return path;
}

function readPath(text: string): AttributePath {
  const match = PATH.exec(text);
  const attribute = match?.[2];
  if (match === null || attribute === undefined) throw new Error(`Not an attribute path: ${text}`);
  const [, urn, , filterAttribute, filterValue, sub] = match;
  return {
    text,
    attribute,
    ...(urn === undefined ? {} : { urn }),
    ...(filterAttribute === undefined || filterValue === undefined
      ? {}
      : { filter: { attribute: filterAttribute, value: filterValue } }),
    ...(sub === undefined ? {} : { sub }),
  };
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a name, without regard to its case (RFC 7643 §2.1). */
export function pick(from: JsonObject, name: string): unknown {
  const exact = from[name];
  if (exact !== undefined) return exact;
  for (const key in from) {
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) return from[key];
  }
  return undefined;
}

/** A single value as text; absent, null and empty are the same '' (RFC 7643 §2.5, R13). */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Where a path's attribute stands in a resource: the resource itself, or its extension's object. */
export function holderOf(resource: JsonObject, path: AttributePath): JsonObject | undefined {
  if (path.urn === undefined) return resource;
  const extension = pick(resource, path.urn);
  if (isObject(extension)) return extension;
  // Some consoles write an extension attribute flat, under its full name.
  const flat = pick(resource, `${path.urn}:${path.attribute}`);
  return flat === undefined ? undefined : { [path.attribute]: flat };
}

/** The element of a multi-valued attribute that a path's filter names. */
export function elementOf(holder: JsonObject, path: AttributePath): JsonObject | undefined {
  const list = pick(holder, path.attribute);
  const { filter } = path;
  if (filter === undefined || !Array.isArray(list)) return undefined;
  for (const element of list) {
    if (isObject(element) && isSame(textOf(pick(element, filter.attribute)), filter.value)) return element;
  }
  return undefined;
}

function isSame(word: string, other: string): boolean {
  return word === other || (word.length === other.length && word.toLowerCase() === other.toLowerCase());
}

export type ReadText = (resource: JsonObject) => string;

/** Compiles a path once; the reader gives '' where nothing stands. */
export function readerOf(text: string): ReadText {
  const path = parseAttributePath(text);
  const read = holderReaderOf(path);
  return (resource) => {
    const holder = holderOf(resource, path);
    return holder === undefined ? '' : read(holder);
  };
}

/** The same for an object in which the path's attribute stands (`holderOf`). */
export function holderReaderOf(path: AttributePath): ReadText {
  const { attribute, sub } = path;
  if (path.filter !== undefined) {
    return (holder) => {
      const element = elementOf(holder, path);
      return element === undefined ? '' : textOf(pick(element, sub ?? 'value'));
    };
  }
  if (sub === undefined) return (holder) => textOf(pick(holder, attribute));
  return (holder) => {
    const value = pick(holder, attribute);
    return isObject(value) ? textOf(pick(value, sub)) : '';
  };
}

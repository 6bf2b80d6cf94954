import { type AttributePath, isObject, pick, textOf } from './attribute-path.ts';

/** A resource while it is being made or changed; only its own copies are written to. */
export type Draft = Record<string, unknown>;

/** A draft of a resource as it was read, without what only the server may say (RFC 7643 §3.1). */
export function draftOf(resource: Readonly<Record<string, unknown>>): Draft {
  const draft: Draft = structuredClone(resource);
  for (const name of ['meta', 'groups']) {
    const key = keyOf(draft, name);
    if (key in draft) delete draft[key];
  }
  return draft;
}

/** Writes a value where a path points, making what is missing on the way; '' takes it out. */
export function setAtPath(draft: Draft, path: AttributePath, value: unknown): void {
  const holder = path.urn === undefined ? draft : childOf(draft, path.urn);
  if (path.urn !== undefined) noteSchema(draft, path.urn);
  if (path.filter !== undefined) {
    setInElement(holder, path, path.filter, value);
    return;
  }
  if (path.sub === undefined) setOrRemove(holder, path.attribute, value);
  else setOrRemove(childOf(holder, path.attribute), path.sub, value);
}

function setInElement(
  holder: Draft,
  path: AttributePath,
  filter: { readonly attribute: string; readonly value: string },
  value: unknown,
): void {
  const key = keyOf(holder, path.attribute);
  const list = holder[key];
  const elements: unknown[] = Array.isArray(list) ? list : [];
  const sub = path.sub ?? 'value';
  const index = elements.findIndex(
    (element) =>
      isObject(element) &&
      textOf(pick(element, filter.attribute)).toLowerCase() === filter.value.toLowerCase(),
  );
  const found = elements[index];
  const element: Draft = isObject(found) ? { ...found } : { [filter.attribute]: filter.value };
  setOrRemove(element, sub, value);
  const isLeftEmpty = value === '' && Object.keys(element).every((name) => isOnlyALabel(name));
  const rest = elements.filter((_, at) => at !== index);
  holder[key] = isLeftEmpty ? rest : [...rest, element];
}

/** `type`, `primary` and `display` say something about a value, and nothing without one (RFC 7643 §2.4). */
function isOnlyALabel(name: string): boolean {
  return ['type', 'primary', 'display'].includes(name.toLowerCase());
}

function setOrRemove(holder: Draft, name: string, value: unknown): void {
  const key = keyOf(holder, name);
  if (value === '') delete holder[key];
  else holder[key] = value;
}

function childOf(holder: Draft, name: string): Draft {
  const key = keyOf(holder, name);
  const child = holder[key];
  const copy: Draft = isObject(child) ? { ...child } : {};
  holder[key] = copy;
  return copy;
}

/** The name as the resource spells it already, else as the profile does. */
function keyOf(holder: Draft, name: string): string {
  if (name in holder) return name;
  for (const key in holder) {
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) return key;
  }
  return name;
}

function noteSchema(draft: Draft, urn: string): void {
  const schemas: unknown[] = Array.isArray(draft.schemas) ? draft.schemas : [];
  const isNoted = schemas.some((schema) => textOf(schema).toLowerCase() === urn.toLowerCase());
  if (!isNoted) draft.schemas = [...schemas, urn];
}

import { isObject } from '../filter/matches-filter.ts';
import type { Attribute, Json, JsonObject } from '../schema/attribute.ts';
import { isPrimary, readSingle, readValue } from '../schema/read-value.ts';
import { attributeNamed, findPlace, type ResourceModel } from '../schema/resource-model.ts';
import { badRequest } from '../scim-error.ts';
import { type PatchPath, parsePatchPath } from './patch-path.ts';
import type { PatchOperation } from './read-patch.ts';

/**
 * Applies the operations of a PATCH, in order, to `resource` in place (RFC 7644 §3.5.2). The caller hands in a
 * copy and throws it away when one operation is refused: all or nothing.
 *
 * Written here because scim-patch, tried first, cuts a path at its last colon (so an extension's URN alone, or
 * a colon in a value filter, leads elsewhere), compares names and values by exact case, knows no mutability
 * and follows `__proto__`; guarding against all that came to more than the operations themselves.
 */
export function applyPatch(
  model: ResourceModel,
  resource: JsonObject,
  operations: readonly PatchOperation[],
): void {
  for (const operation of operations) {
    if (operation.path === undefined) applyWithoutPath(model, resource, operation);
    else applyAt(resource, parsePatchPath(model, operation.path), operation);
  }
}

function applyWithoutPath(model: ResourceModel, resource: JsonObject, operation: PatchOperation): void {
  if (!isObject(operation.value))
    throw badRequest('invalidValue', `${operation.op} without a path needs an object as its value.`);
  for (const [name, value] of Object.entries(operation.value)) {
    const place = findPlace(model, name);
    // As in a POST, what is unknown or read-only is ignored: some identity providers send id and schemas along.
    if (!place || name.toLowerCase() === 'schemas' || place.attribute?.mutability === 'readOnly') continue;
    applyAt(
      resource,
      {
        text: name,
        extension: place.extension,
        attribute: place.attribute,
        valueFilter: undefined,
        sub: place.sub,
      },
      { ...operation, value },
    );
  }
}

function applyAt(resource: JsonObject, path: PatchPath, operation: PatchOperation): void {
  const { extension, attribute } = path;
  if (
    attribute?.mutability === 'readOnly' ||
    path.sub?.mutability === 'readOnly' ||
    attribute?.name === 'schemas'
  )
    throw badRequest('mutability', `${path.text} can only be read.`);
  const holder = extension ? childOf(resource, extension.id) : resource;
  if (extension && !attribute) applyToExtension(holder, extension.attributes, operation);
  else if (attribute && path.valueFilter) applyToMatches(holder, attribute, path, operation);
  else if (attribute && path.sub) applyToSub(holder, attribute, path.sub, operation);
  else if (attribute) applyToAttribute(holder, attribute, operation);
  if (extension) {
    if (Object.keys(holder).length > 0) resource[extension.id] = holder;
    else delete resource[extension.id];
  }
}

function applyToExtension(
  holder: JsonObject,
  attributes: readonly Attribute[],
  operation: PatchOperation,
): void {
  if (operation.op === 'remove') {
    for (const name of Object.keys(holder)) delete holder[name];
    return;
  }
  if (!isObject(operation.value))
    throw badRequest('invalidValue', 'An extension needs an object as its value.');
  for (const [name, value] of Object.entries(operation.value)) {
    const attribute = attributeNamed(attributes, name);
    if (attribute && attribute.mutability !== 'readOnly')
      applyToAttribute(holder, attribute, { ...operation, value });
  }
}

function applyToAttribute(holder: JsonObject, attribute: Attribute, operation: PatchOperation): void {
  const { name } = attribute;
  if (operation.op === 'remove') {
    removeValues(holder, attribute, operation.value);
    return;
  }
  const value = readValue(attribute, operation.value ?? null);
  if (attribute.mutability === 'writeOnly') return;
  if (value === undefined) {
    // Adding nothing changes nothing; replacing by nothing unassigns.
    if (operation.op === 'replace') unassign(holder, attribute);
    return;
  }
  const before = holder[name];
  if (attribute.multiValued && Array.isArray(value)) {
    const kept = operation.op === 'add' && Array.isArray(before) ? before : [];
    const added = value.filter((element) => !kept.some((old) => sameJson(old, element)));
    holder[name] = onePrimary([...kept, ...added], kept);
    return;
  }
  // Sub-attributes that are not named stay as they are (RFC 7644 §3.5.2.1 and §3.5.2.3).
  if (attribute.type === 'complex' && isObject(before) && isObject(value))
    holder[name] = { ...before, ...value };
  else holder[name] = value;
}

/** With a value, some clients mean only the values that they name; without one, all go (RFC 7644 §3.5.2.2). */
function removeValues(holder: JsonObject, attribute: Attribute, value: Json | undefined): void {
  const before = holder[attribute.name];
  if (value === undefined || value === null || !Array.isArray(before)) {
    unassign(holder, attribute);
    return;
  }
  const named = readValue(attribute, value);
  const gone = Array.isArray(named) ? named : [];
  keep(
    holder,
    attribute,
    before.filter((old) => !gone.some((element) => coveredBy(old, element))),
  );
}

function applyToSub(
  holder: JsonObject,
  attribute: Attribute,
  sub: Attribute,
  operation: PatchOperation,
): void {
  const before = holder[attribute.name];
  if (!attribute.multiValued) {
    const target = isObject(before) ? { ...before } : {};
    setSub(target, sub, operation);
    if (Object.keys(target).length > 0) holder[attribute.name] = target;
    else delete holder[attribute.name];
    return;
  }
  // Without a filter a sub-attribute of a multi-valued attribute means each of its values.
  if (!Array.isArray(before)) {
    if (operation.op === 'remove') return;
    throw badRequest('noTarget', `${attribute.name} has no value to change.`);
  }
  for (const element of before) if (isObject(element)) setSub(element, sub, operation);
  keep(holder, attribute, before.filter(saysSomething));
}

function applyToMatches(
  holder: JsonObject,
  attribute: Attribute,
  path: PatchPath,
  operation: PatchOperation,
): void {
  const filter = path.valueFilter;
  if (!filter) return;
  const current = holder[attribute.name];
  const before = Array.isArray(current) ? current : [];
  const matched = before.filter(
    (element): element is JsonObject => isObject(element) && filter.matches(element),
  );
  if (operation.op === 'remove' && !path.sub) {
    // What is not there need not be removed, so a repeated request succeeds.
    if (matched.length > 0)
      keep(
        holder,
        attribute,
        before.filter((element) => !matched.some((m) => m === element)),
      );
    return;
  }
  if (matched.length === 0 && operation.op !== 'remove') {
    // `replace` must refuse (RFC 7644 §3.5.2.3); `add` may make the value that the filter describes.
    if (operation.op === 'replace' || !filter.demands)
      throw badRequest('noTarget', `No value of ${attribute.name} matches ${path.text}.`);
    const made: JsonObject = { ...filter.demands };
    matched.push(made);
    before.push(made);
  }
  const others = before.filter((element) => !matched.some((m) => m === element));
  for (const element of matched) {
    if (path.sub) setSub(element, path.sub, operation);
    else {
      const value = readSingle(attribute, operation.value ?? null);
      if (isObject(value)) Object.assign(element, value);
    }
  }
  keep(holder, attribute, onePrimary(before.filter(saysSomething), others));
}

function setSub(target: JsonObject, sub: Attribute, operation: PatchOperation): void {
  const value = operation.op === 'remove' ? undefined : readValue(sub, operation.value ?? null);
  if (value === undefined) delete target[sub.name];
  else target[sub.name] = value;
}

function unassign(holder: JsonObject, attribute: Attribute): void {
  // "removed or becomes unassigned and is required" is a matter of mutability (RFC 7644 §3.5.2.2).
  if (attribute.required)
    throw badRequest('mutability', `${attribute.name} is required and cannot be removed.`);
  if (attribute.name === 'active')
    throw badRequest('mutability', 'active cannot be removed; set it to true or false.');
  delete holder[attribute.name];
}

function keep(holder: JsonObject, attribute: Attribute, values: Json[]): void {
  if (values.length > 0) holder[attribute.name] = values;
  else delete holder[attribute.name];
}

/** A value of which only its label is left says nothing and goes: clearing a phone's number removes the phone. */
function saysSomething(value: Json): boolean {
  return !isObject(value) || Object.keys(value).some((name) => name !== 'type' && name !== 'primary');
}

/** At most one value is primary; a newly set one takes it from the older ones (RFC 7644 §3.5.2). */
function onePrimary(values: Json[], older: readonly Json[]): Json[] {
  const primaries = values.filter(isPrimary);
  if (primaries.length < 2) return values;
  const loser = (value: JsonObject) => older.some((old) => old === value);
  for (const value of primaries) if (loser(value)) value.primary = false;
  if (values.filter(isPrimary).length > 1)
    throw badRequest('invalidValue', 'Only one value can be the primary one.');
  return values;
}

function childOf(resource: JsonObject, name: string): JsonObject {
  const child = resource[name];
  return isObject(child) ? child : {};
}

function coveredBy(value: Json, named: Json): boolean {
  if (!isObject(value) || !isObject(named)) return sameJson(value, named);
  return Object.entries(named).every(([name, wanted]) => sameJson(value[name] ?? null, wanted));
}

function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((element, index) => sameJson(element, b[index] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => sameJson(a[name] ?? null, b[name] ?? null))
  );
}

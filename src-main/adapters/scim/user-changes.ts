import type { NewPerson, ValueChange } from '../../app/ports/console-writer.ts';
import { ATTRIBUTE_NAMES } from '../../core/attributes.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import {
  type AttributePath,
  elementOf,
  holderOf,
  type JsonObject,
  parseAttributePath,
} from './attribute-path.ts';
import { type Draft, draftOf, setAtPath } from './resource-edit.ts';
import { ENTERPRISE_USER } from './scim-records.ts';

export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

export function patchBody(operations: readonly PatchOperation[]) {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** A value and where it goes; '' clears. */
interface PlacedValue {
  readonly path: AttributePath;
  readonly value: string | boolean | { readonly value: string };
}

const MANAGER = parseAttributePath(`${ENTERPRISE_USER}:manager`);
const ACTIVE = parseAttributePath('active');

/** Where each change goes on this console; an attribute without a path is left alone (R21). */
export function placeChanges(changes: readonly ValueChange[], profile: ConsoleProfile): PlacedValue[] {
  const placed: PlacedValue[] = [];
  for (const change of changes) {
    // A JSON boolean: the text "False" is refused by correct consoles (fact sheet §5).
    if (change.field === 'active') placed.push({ path: ACTIVE, value: change.value });
    else if (change.field === 'manager') {
      placed.push({ path: MANAGER, value: change.value === '' ? '' : { value: change.value } });
    } else {
      const path = profile.paths[change.field];
      if (path !== undefined) placed.push({ path: parseAttributePath(path), value: change.value });
    }
  }
  return placed;
}

/** Whether a change goes to one element of a list, which a console may not have yet. */
export function namesAnElement(placed: readonly PlacedValue[]): boolean {
  return placed.some(({ path }) => path.filter !== undefined);
}

/** One operation for each change, without knowing what stands there (RFC 7644 §3.5.2). */
export function blindOperations(placed: readonly PlacedValue[]): PatchOperation[] {
  return placed.map(({ path, value }) =>
    value === '' ? { op: 'remove', path: removalPath(path) } : { op: 'replace', path: path.text, value },
  );
}

/**
 * The operations for a resource that was just read: an element that is not there is added whole, since a
 * replace on it is `noTarget` (RFC 7644 §3.5.2.3); what is not there need not be removed.
 */
export function sightedOperations(placed: readonly PlacedValue[], resource: JsonObject): PatchOperation[] {
  const operations: PatchOperation[] = [];
  for (const one of placed) {
    const { path, value } = one;
    const holder = holderOf(resource, path);
    const isThere =
      path.filter === undefined || (holder !== undefined && elementOf(holder, path) !== undefined);
    if (isThere) operations.push(...blindOperations([one]));
    else if (value !== '') operations.push(additionOf(path, value));
  }
  return operations;
}

function additionOf(path: AttributePath, value: PlacedValue['value']): PatchOperation {
  const list = path.urn === undefined ? path.attribute : `${path.urn}:${path.attribute}`;
  const label = path.filter === undefined ? {} : { [path.filter.attribute]: path.filter.value };
  return { op: 'add', path: list, value: [{ ...label, [path.sub ?? 'value']: value }] };
}

/** An element without its `value` says nothing, so the whole element goes. */
function removalPath(path: AttributePath): string {
  return path.filter !== undefined && path.sub === 'value' ? path.text.replace(/\.value$/, '') : path.text;
}

/** The whole resource for PUT: as just read, with the changes (fact sheet §1.2). */
export function replacedResource(placed: readonly PlacedValue[], resource: JsonObject): Draft {
  const draft = draftOf(resource);
  for (const { path, value } of placed) setAtPath(draft, path, value);
  return draft;
}

/** The resource for POST; what is empty is not sent. */
export function newResource(person: NewPerson, profile: ConsoleProfile): Draft {
  const draft: Draft = { schemas: [CORE_USER], active: person.active };
  for (const name of ATTRIBUTE_NAMES) {
    const path = profile.paths[name];
    const value = person.values[name] ?? '';
    if (path !== undefined && value !== '') setAtPath(draft, parseAttributePath(path), value);
  }
  return draft;
}

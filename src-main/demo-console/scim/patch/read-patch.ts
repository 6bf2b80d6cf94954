import { isObject } from '../filter/matches-filter.ts';
import type { Json } from '../schema/attribute.ts';
import { requireSchema } from '../schema/read-value.ts';
import { badRequest } from '../scim-error.ts';

export const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MOST_OPERATIONS = 1000;

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string | undefined;
  readonly value: Json | undefined;
}

/** Reads the body of a PATCH (RFC 7644 §3.5.2). `op` in any letter case, as some identity providers send it. */
export function readPatch(body: Json | undefined): readonly PatchOperation[] {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object.');
  requireSchema(body, PATCH_URN);
  const operations = body.Operations;
  if (!Array.isArray(operations) || operations.length === 0)
    throw badRequest('invalidSyntax', 'Operations must be a list with at least one operation.');
  if (operations.length > MOST_OPERATIONS)
    throw badRequest('tooMany', `One PATCH takes at most ${MOST_OPERATIONS} operations.`);
  return operations.map(readOperation);
}

function readOperation(operation: Json): PatchOperation {
  if (!isObject(operation)) throw badRequest('invalidSyntax', 'An operation must be an object.');
  const { op, path, value } = operation;
  const name = typeof op === 'string' ? op.toLowerCase() : '';
  if (name !== 'add' && name !== 'remove' && name !== 'replace')
    throw badRequest('invalidSyntax', 'op must be add, remove or replace.');
  if (path !== undefined && typeof path !== 'string') throw badRequest('invalidPath', 'path must be a text.');
  if (name === 'remove' && (path === undefined || path.trim() === ''))
    throw badRequest('noTarget', 'remove needs a path.');
  if (name !== 'remove' && value === undefined) throw badRequest('invalidValue', `${name} needs a value.`);
  return { op: name, path: path?.trim() === '' ? undefined : path, value };
}

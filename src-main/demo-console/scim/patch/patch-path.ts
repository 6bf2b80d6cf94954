import { type Matches, matchesValue } from '../filter/matches-filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import type { Attribute, Schema } from '../schema/attribute.ts';
import { attributeNamed, findPlace, type ResourceModel } from '../schema/resource-model.ts';
import { badRequest, ScimError } from '../scim-error.ts';

/** Where an operation of a PATCH acts (RFC 7644 §3.5.2, figure 7). */
export interface PatchPath {
  readonly text: string;
  readonly extension: Schema | undefined;
  /** Absent where the path is an extension's URN alone. */
  readonly attribute: Attribute | undefined;
  readonly valueFilter: ValueFilter | undefined;
  readonly sub: Attribute | undefined;
}

export interface ValueFilter {
  readonly matches: Matches;
  /** What `eq` comparisons joined by `and` demand; `undefined` where the filter says anything else. */
  readonly demands: Readonly<Record<string, string | boolean>> | undefined;
  /** The values that a filter of `value eq "…"`, several joined by `or`, names; used for members. */
  readonly namedValues: readonly string[] | undefined;
}

type ParsedFilter = ReturnType<typeof parseFilter>;

export function parsePatchPath(model: ResourceModel, text: string): PatchPath {
  const open = text.indexOf('[');
  const close = open < 0 ? -1 : closingBracket(text, open);
  const place = findPlace(model, open < 0 ? text.trim() : text.slice(0, open).trim());
  if (!place || (open >= 0 && close < 0))
    throw badRequest('invalidPath', `The path cannot be used here: ${text.slice(0, 200)}`);
  if (open < 0)
    return {
      text,
      extension: place.extension,
      attribute: place.attribute,
      valueFilter: undefined,
      sub: place.sub,
    };

  const { attribute } = place;
  const tail = text.slice(close + 1).trim();
  if (
    !attribute?.multiValued ||
    !attribute.subAttributes ||
    place.sub ||
    (tail !== '' && !tail.startsWith('.'))
  )
    throw badRequest('invalidPath', `The path cannot be used here: ${text.slice(0, 200)}`);
  const sub = tail === '' ? undefined : attributeNamed(attribute.subAttributes, tail.slice(1));
  if (tail !== '' && !sub) throw badRequest('invalidPath', `${attribute.name} has no ${tail.slice(1)}.`);
  return {
    text,
    extension: place.extension,
    attribute,
    valueFilter: readValueFilter(attribute, text.slice(open + 1, close)),
    sub,
  };
}

function readValueFilter(attribute: Attribute, text: string): ValueFilter {
  try {
    const filter = parseFilter(text);
    return {
      matches: matchesValue(attribute, filter),
      demands: demandsOf(attribute, filter),
      namedValues: namedValuesOf(filter),
    };
  } catch (error) {
    if (error instanceof ScimError) throw badRequest('invalidPath', error.message);
    throw error;
  }
}

/** Quotation marks protect brackets: `members[value eq "a]b"]`. */
function closingBracket(text: string, open: number): number {
  let quoted = false;
  for (let i = open; i < text.length; i++) {
    const character = text[i];
    if (quoted && character === '\\') i++;
    else if (character === '"') quoted = !quoted;
    else if (character === ']' && !quoted) return i;
  }
  return -1;
}

function demandsOf(attribute: Attribute, filter: ParsedFilter): Record<string, string | boolean> | undefined {
  const parts = filter.op === 'and' ? filter.filters : [filter];
  const demands: Record<string, string | boolean> = {};
  for (const part of parts) {
    if (part.op !== 'eq' || part.compValue === null || typeof part.compValue === 'number') return undefined;
    const sub = attributeNamed(attribute.subAttributes ?? [], part.attrPath);
    if (!sub) return undefined;
    demands[sub.name] = part.compValue;
  }
  return demands;
}

function namedValuesOf(filter: ParsedFilter): string[] | undefined {
  const parts = filter.op === 'or' ? filter.filters : [filter];
  const values: string[] = [];
  for (const part of parts) {
    if (part.op !== 'eq' || part.attrPath.toLowerCase() !== 'value' || typeof part.compValue !== 'string')
      return undefined;
    values.push(part.compValue);
  }
  return values;
}

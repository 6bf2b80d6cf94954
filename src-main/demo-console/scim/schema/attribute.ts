export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** One attribute as RFC 7643 §7 describes it; what /Schemas says is what the console enforces. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'binary' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readWrite' | 'readOnly' | 'writeOnly' | 'immutable';
  readonly returned: 'always' | 'default' | 'never';
  readonly uniqueness: 'none' | 'server';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Details = Partial<Omit<Attribute, 'name' | 'type' | 'description' | 'subAttributes'>>;

const DEFAULTS = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

export function text(name: string, description: string, details: Details = {}): Attribute {
  return { ...DEFAULTS, name, type: 'string', description, ...details };
}

export function flag(name: string, description: string, details: Details = {}): Attribute {
  return { ...DEFAULTS, name, type: 'boolean', description, ...details };
}

export function dateTime(name: string, description: string, details: Details = {}): Attribute {
  return { ...DEFAULTS, name, type: 'dateTime', description, ...details };
}

export function reference(name: string, description: string, referenceTypes: readonly string[]): Attribute {
  return { ...DEFAULTS, name, type: 'reference', description, caseExact: true, referenceTypes };
}

export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  details: Details = {},
): Attribute {
  return { ...DEFAULTS, name, type: 'complex', description, ...details, subAttributes };
}

/** The usual shape of a multi-valued attribute: value, display, type, primary (RFC 7643 §2.4). */
export function values(
  name: string,
  description: string,
  value: Attribute,
  types: readonly string[],
): Attribute {
  return complex(
    name,
    description,
    [
      value,
      text('display', 'A name for display.'),
      text('type', 'What it is for.', types.length > 0 ? { canonicalValues: types } : {}),
      flag('primary', 'Whether it is the preferred one; at most one is.'),
    ],
    { multiValued: true },
  );
}

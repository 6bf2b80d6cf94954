// Structured clone in JSON, for what crosses between a page and the host. Runs on both sides, so it imports nothing.

/** JSON text of a value that the structured clone algorithm of IPC takes; throws as Electron does for others. */
export function encodeValue(value: unknown): string {
  return JSON.stringify(toWire(value, new Set()));
}

/** The value again. */
export function decodeValue(text: string): unknown {
  return fromWire(JSON.parse(text));
}

type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

function toWire(value: unknown, above: Set<object>): Wire {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
  if (typeof value !== 'object') throw new Error('An object could not be cloned.');
  if (above.has(value)) throw new Error('The stand-in host does not send objects that contain themselves.');
  above.add(value);
  const wire = objectToWire(value, above);
  above.delete(value);
  return wire;
}

function objectToWire(value: object, above: Set<object>): Wire {
  const inner = (one: unknown) => toWire(one, above);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Date) return { $: 'Date', v: inner(value.getTime()) };
  if (value instanceof Map)
    return { $: 'Map', v: Array.from(value, ([key, one]) => [inner(key), inner(one)]) };
  if (value instanceof Set) return { $: 'Set', v: Array.from(value, inner) };
  if (value instanceof RegExp) return { $: 'RegExp', v: [value.source, value.flags] };
  if (value instanceof Error)
    return { $: 'Error', v: { name: value.name, message: value.message, stack: inner(value.stack) } };
  if (value instanceof ArrayBuffer) return { $: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // A Node Buffer arrives as a Uint8Array, as it does in Electron.
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    return { $: 'bytes', kind, v: toBase64(bytes) };
  }
  if (
    value instanceof Promise ||
    value instanceof WeakMap ||
    typeof Reflect.get(value, 'nodeType') === 'number'
  )
    throw new Error('An object could not be cloned.');
  const plain: { [key: string]: Wire } = {};
  for (const [key, one] of Object.entries(value)) plain[key] = inner(one);
  return '$' in plain ? { $: 'object', v: plain } : plain;
}

function fromWire(wire: Wire | undefined): unknown {
  if (wire === undefined || wire === null || typeof wire !== 'object') return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  if (typeof wire.$ === 'string') return taggedFromWire(wire.$, wire);
  return fieldsFromWire(wire);
}

function fieldsFromWire(wire: { [key: string]: Wire }) {
  return Object.fromEntries(Object.entries(wire).map(([key, one]) => [key, fromWire(one)]));
}

function taggedFromWire(tag: string, wire: { [key: string]: Wire }): unknown {
  const { v } = wire;
  const list = Array.isArray(v) ? v : [];
  switch (tag) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(v);
    case 'bigint':
      return BigInt(String(v));
    case 'Date':
      return new Date(Number(fromWire(v)));
    case 'Map':
      return new Map(list.map(pairFromWire));
    case 'Set':
      return new Set(list.map(fromWire));
    case 'RegExp':
      return new RegExp(String(list[0]), String(list[1]));
    case 'Error':
      return errorFromWire(v);
    case 'ArrayBuffer':
      return fromBase64(String(v)).buffer;
    case 'bytes':
      return viewOf(String(wire.kind), fromBase64(String(v)));
    case 'object':
      return v && typeof v === 'object' && !Array.isArray(v) ? fieldsFromWire(v) : {};
    default:
      throw new Error(`unknown tag ${tag}`);
  }
}

function errorFromWire(wire: Wire | undefined): Error {
  const fields = wire && typeof wire === 'object' && !Array.isArray(wire) ? wire : {};
  const error = new Error(String(fields.message));
  error.name = String(fields.name);
  if (typeof fields.stack === 'string') error.stack = fields.stack;
  return error;
}

function viewOf(kind: string, bytes: Uint8Array): unknown {
  const View: unknown = Reflect.get(globalThis, kind);
  return kind === 'Uint8Array' || typeof View !== 'function'
    ? bytes
    : Reflect.construct(View, [bytes.buffer]);
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // In pieces, since a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function pairFromWire(wire: Wire): [unknown, unknown] {
  return Array.isArray(wire) ? [fromWire(wire[0]), fromWire(wire[1])] : [undefined, undefined];
}

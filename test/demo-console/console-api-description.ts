import { readFileSync } from 'node:fs';
import type { AnySchema, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** What of resources/console-api.openapi.yaml is needed to check a call against it. */
interface Description {
  readonly paths: Readonly<Record<string, PathItem>>;
}
type PathItem = Readonly<Record<string, Operation>>;
interface Operation {
  readonly parameters?: readonly Referable<Parameter>[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Referable<DescribedResponse>>>;
}
interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required?: boolean;
}
interface DescribedResponse {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Content;
}
type Content = Readonly<Record<string, { readonly schema: AnySchema }>>;
type Referable<T> = T | { readonly $ref: string };

export interface SeenCall {
  readonly method: string;
  /** Below the Console API URL, query included. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** As sent; JSON is parsed here. */
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: string;
}

export interface ConsoleApiDescription {
  /** Every way in which the call is not as described; empty = as described. */
  faultsOf(call: SeenCall): readonly string[];
  /** `METHOD path status` of each answer that the description names. */
  readonly describedAnswers: readonly string[];
  readonly seenAnswers: ReadonlySet<string>;
}

const FILE = new URL('../../resources/console-api.openapi.yaml', import.meta.url);

/** Reads the description, so that a client and a server can both be held to it. */
export function readConsoleApiDescription(): ConsoleApiDescription {
  const document = parse(readFileSync(FILE, 'utf8')) as Description & Record<string, unknown>;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document as AnySchema, 'api');
  const compiled = new Map<AnySchema, ValidateFunction>();
  const seenAnswers = new Set<string>();

  function resolve<T>(item: Referable<T>): T {
    if (typeof item !== 'object' || item === null || !('$ref' in item)) return item as T;
    let found: unknown = document;
    for (const step of item.$ref.replace('#/', '').split('/'))
      found = (found as Record<string, unknown>)[step];
    return found as T;
  }

  function faultsOfContent(content: Content | undefined, type: string | null, body: string, what: string) {
    if (!content) return body === '' ? [] : [`${what} has a body that is not described`];
    const bare = (type ?? '').split(';', 1)[0]?.trim() ?? '';
    const described = content[bare];
    if (!described) return [`${what} has the type ${bare || '(none)'}`];
    const validate = compiled.get(described.schema) ?? ajv.compile(rooted(described.schema));
    compiled.set(described.schema, validate);
    const value: unknown = bare.endsWith('json') ? JSON.parse(body) : body;
    return validate(value) ? [] : (validate.errors ?? []).map((e) => `${what}${e.instancePath} ${e.message}`);
  }

  return {
    describedAnswers: Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        Object.keys(operation.responses ?? {}).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    ),
    seenAnswers,
    faultsOf(call) {
      const [bare = '', query = ''] = call.path.split('?');
      const found = Object.entries(document.paths).find(([path]) =>
        new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(bare),
      );
      const operation = found?.[1][call.method.toLowerCase()];
      if (!found || !operation) return [`${call.method} ${bare} is not described`];
      const response = operation.responses[String(call.status)];
      if (!response) return [`${call.method} ${bare} answered ${call.status}, which is not described`];
      seenAnswers.add(`${call.method} ${found[0]} ${call.status}`);
      const { content, headers } = resolve(response);
      const faults = faultsOfContent(
        content,
        call.responseHeaders.get('content-type'),
        call.responseBody,
        'the answer',
      );
      for (const name of Object.keys(headers ?? {}))
        if (call.responseHeaders.get(name) === null) faults.push(`the answer has no ${name}`);
      // A request is held to the description only where the server took it: tests send wrong ones on purpose.
      if (call.status >= 400) return faults;
      const type = call.requestHeaders['content-type'] ?? null;
      if (operation.requestBody)
        faults.push(
          ...faultsOfContent(operation.requestBody.content, type, call.requestBody ?? '', 'the request'),
        );
      const parameters = (operation.parameters ?? []).map((parameter) => resolve(parameter));
      for (const parameter of parameters)
        if (
          parameter.in === 'header' &&
          parameter.required &&
          !(parameter.name.toLowerCase() in call.requestHeaders)
        )
          faults.push(`the request has no ${parameter.name}`);
      for (const name of new URLSearchParams(query).keys())
        if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name === name))
          faults.push(`the query ${name} is not described`);
      return faults;
    },
  };
}

/** A schema lifted out of the document still refers to the document's own parts. */
function rooted(schema: AnySchema): AnySchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as AnySchema;
}

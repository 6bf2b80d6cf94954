import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import {
  type DemoConsoleOptions,
  type DemoSeedPerson,
  serveDemoConsole,
} from '../../src-main/demo-console/serve.ts';
import { type ConsoleApiDescription, readConsoleApiDescription } from './console-api-description.ts';

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const KMSAT_URN = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';
export const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Every Console API call that any test makes is held to this. */
export const description: ConsoleApiDescription = readConsoleApiDescription();

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed. Tests compare what stands in it, so little is promised about its shape. */
  readonly body: Body;
}
export interface Body {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly totalResults?: number;
  readonly Resources?: readonly Body[];
  readonly members?: readonly Body[];
  readonly syncs?: readonly Body[];
  readonly meta?: Body;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly secret?: string | null;
}

/** A demo console on a free port, and its two doors as functions; gone when the test is over. */
export interface ConsoleUnderTest {
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly scimToken: string;
  readonly adminKey: string;
  readonly seedProblems: readonly string[];
  scim(method: string, path: string, call?: Call): Promise<Answer>;
  api(method: string, path: string, call?: Call): Promise<Answer>;
  /** Changes settings over the Console API, on top of what stands there. */
  save(changes: Readonly<Record<string, unknown>>): Promise<Answer>;
  patch(
    path: string,
    operations: readonly unknown[],
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  create(person: Readonly<Record<string, unknown>>): Promise<Body>;
  createGroup(group: Readonly<Record<string, unknown>>): Promise<Body>;
  /** The ids of people by address, lower case. */
  idOf(userName: string): Promise<string>;
  close(): Promise<void>;
}

export async function startConsole(
  options: Partial<DemoConsoleOptions> & {
    readonly people?: readonly DemoSeedPerson[];
    readonly secrets?: { readonly scimToken: string; readonly adminKey: string };
  } = {},
): Promise<ConsoleUnderTest> {
  const { people, secrets, ...rest } = options;
  const running = await serveDemoConsole({
    dataFile: ':memory:',
    port: 0,
    syncLimitMs: 900_000,
    now: Date.now,
    freshSecrets: 'if-new',
    ...(people ? { seed: streamOf(people) } : {}),
    ...rest,
  });
  onTestFinished(() => running.close());
  const scimToken = running.scimToken ?? secrets?.scimToken ?? '';
  const adminKey = running.adminKey ?? secrets?.adminKey ?? '';

  async function send(url: string, type: string, method: string, secret: string | null, call: Call) {
    const body =
      call.body === undefined || typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
    const headers: Record<string, string> = {
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...call.headers,
    };
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text !== '' ? JSON.parse(text) : {}) as Body,
    };
    return { answer, headers, body };
  }

  const console: ConsoleUnderTest = {
    tenantUrl: running.tenantUrl,
    consoleApiUrl: running.consoleApiUrl,
    seedProblems: running.seedProblems,
    scimToken,
    adminKey,
    close: running.close,
    async scim(method, path, call = {}) {
      const secret = call.secret === undefined ? scimToken : call.secret;
      return (await send(running.tenantUrl + path, 'application/scim+json', method, secret, call)).answer;
    },
    async api(method, path, call = {}) {
      const type = path === '/exclusions' ? 'text/csv' : 'application/json';
      const secret = call.secret === undefined ? adminKey : call.secret;
      const { answer, headers, body } = await send(running.consoleApiUrl + path, type, method, secret, call);
      const seen = {
        method,
        path,
        requestHeaders: headers,
        requestBody: body,
        status: answer.status,
        responseHeaders: answer.headers,
        responseBody: answer.text,
      };
      expect(description.faultsOf(seen)).toEqual([]);
      return answer;
    },
    async save(changes) {
      const read = await console.api('GET', '/provisioning');
      const { provisioningEnabled, mode, testMode, acknowledgedAliases } = read.body;
      return console.api('PUT', '/provisioning', {
        headers: { 'if-match': read.headers.get('etag') ?? '' },
        body: { provisioningEnabled, mode, testMode, acknowledgedAliases, ...changes },
      });
    },
    patch: (path, operations, headers = {}) =>
      console.scim('PATCH', path, { headers, body: { schemas: [PATCH_URN], Operations: operations } }),
    async create(person) {
      const answer = await console.scim('POST', '/Users', { body: { schemas: [USER_URN], ...person } });
      expect(answer.status, answer.text).toBe(201);
      return answer.body;
    },
    async createGroup(group) {
      const answer = await console.scim('POST', '/Groups', { body: { schemas: [GROUP_URN], ...group } });
      expect(answer.status, answer.text).toBe(201);
      return answer.body;
    },
    async idOf(userName) {
      const filter = encodeURIComponent(`userName eq ${JSON.stringify(userName)}`);
      const answer = await console.scim('GET', `/Users?filter=${filter}`);
      return String(answer.body.Resources?.[0]?.id);
    },
  };
  return console;
}

/** The same, with Test Mode off, so that SCIM may write. */
export async function startLiveConsole(
  options: Parameters<typeof startConsole>[0] = {},
): Promise<ConsoleUnderTest> {
  const console = await startConsole(options);
  await console.save({ testMode: false });
  return console;
}

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

export function person(email: string, more: Partial<DemoSeedPerson> = {}): DemoSeedPerson {
  return { email, active: true, values: {}, ...more };
}

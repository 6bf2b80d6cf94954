import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { type BrokenKind, brokenCallFailure } from '../network/broken-call.ts';
import type { Strain } from './adaptive-gate.ts';
import type { Exchange } from './scim-exchange.ts';
import { type RawAnswer, refusalOf, scimTypeOf, unreadableAnswer } from './scim-failure.ts';

export interface ScimAnswer {
  readonly status: number;
  /** `undefined` for an answer without a body (204). */
  readonly body: unknown;
  readonly etag?: string;
  readonly location?: string;
}

/** A Failure of one request, with what a program may act on. */
export interface ScimFailure extends Failure {
  readonly status?: number;
  readonly scimType?: string;
}

/** With whom an exchange was had. */
export interface Counterpart {
  readonly host: string;
  readonly token: string;
  readonly answerBytes: number;
}

/** What an exchange came to: an answer to use, or a failure in the admin's words. */
export function judge(
  exchange: Exchange,
  { host, token, answerBytes }: Counterpart,
): Result<ScimAnswer, ScimFailure> {
  switch (exchange.kind) {
    case 'broken':
      return fail(brokenCallFailure(exchange.call, host));
    case 'redirected':
      return fail(redirectRefused(host));
    case 'too-large':
      return fail(tooLarge(host, answerBytes));
    case 'answer': {
      const { answer } = exchange;
      if (answer.status >= 200 && answer.status < 300) return readAnswer(answer, host);
      const scimType = scimTypeOf(answer.text);
      const failure: ScimFailure = {
        ...refusalOf(answer, host, token),
        status: answer.status,
        ...(scimType === undefined ? {} : { scimType }),
      };
      return fail(failure);
    }
  }
}

/** How it bears on the number of requests at a time (R17). */
export function strainOf(exchange: Exchange): Strain {
  if (exchange.kind === 'broken') return exchange.call.kind === 'timeout' ? 'strained' : 'neither';
  if (exchange.kind !== 'answer') return 'neither';
  const { status } = exchange.answer;
  if (status === 429 || status === 503) return 'strained';
  return status < 500 ? 'calm' : 'neither';
}

const NEVER_ARRIVED: ReadonlySet<BrokenKind> = new Set(['unreached', 'turned-away', 'untrusted']);

/** Whether the console may have done what was asked although no success came back that can be read. */
export function mayHaveArrived(exchange: Exchange): boolean {
  if (exchange.kind === 'broken') {
    return !NEVER_ARRIVED.has(exchange.call.kind);
  }
  if (exchange.kind !== 'answer') return false;
  const { status } = exchange.answer;
  // A success that cannot be read is one all the same, unless something in between made it up.
  return status < 300 || (status >= 500 && status !== 503);
}

/** `any`: it was not taken, so even a create may be sent again. `idempotent`: it may have been taken (R17). */
export type Repeatable = 'any' | 'idempotent' | 'none';

export function repeatable(exchange: Exchange): Repeatable {
  if (exchange.kind === 'broken') {
    if (exchange.call.kind === 'unreached') return 'any';
    return exchange.call.kind === 'interrupted' || exchange.call.kind === 'timeout' ? 'idempotent' : 'none';
  }
  if (exchange.kind !== 'answer') return 'none';
  const { status } = exchange.answer;
  if (status === 429 || status === 503) return 'any';
  // A success that failed cannot be read: it was cut short, or something in between answered.
  if (status < 300) return 'idempotent';
  return status >= 500 && status !== 501 ? 'idempotent' : 'none';
}

export function headerText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function readAnswer(answer: RawAnswer, host: string): Result<ScimAnswer, ScimFailure> {
  let body: unknown;
  if (answer.text.trim() !== '') {
    try {
      // The content type is not asked: consoles label SCIM as plain JSON, or not at all.
      body = JSON.parse(answer.text);
    } catch {
      return fail(unreadableAnswer(answer, host));
    }
  }
  const etag = headerText(answer.headers.etag);
  const location = headerText(answer.headers.location);
  return succeed({
    status: answer.status,
    body,
    ...(etag === undefined ? {} : { etag }),
    ...(location === undefined ? {} : { location }),
  });
}

function redirectRefused(host: string): ScimFailure {
  return {
    code: 'redirect-refused',
    sentence: `${host} points to another address. Muster did not follow, so that the token stays here.`,
    next: 'Copy the Tenant URL again from the console; it may have moved.',
  };
}

function tooLarge(host: string, bytes: number): ScimFailure {
  return {
    code: 'console-error',
    sentence: `${host} sent an answer larger than ${Math.floor(bytes / 1024 / 1024)} MiB, which is no page of a listing.`,
    next: 'Check the Tenant URL.',
  };
}

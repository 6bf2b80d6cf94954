import type { Failure } from '../../core/failure.ts';

/**
 * Why a request got no answer. `unreached`: the other side cannot have seen it. `interrupted` and
 * `timeout`: it may have, so only a request that can safely be sent twice is repeated (R17).
 */
export type BrokenKind = 'unreached' | 'untrusted' | 'interrupted' | 'timeout' | 'aborted';

export interface BrokenCall {
  readonly kind: BrokenKind;
  /** Error code, free of addresses and secrets. */
  readonly code: string;
}

const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
  'MUSTER_DEADLINE',
  'TimeoutError',
]);

const UNTRUSTED = /CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$/;

/** Sorts what undici or Node throws. Messages are not kept: they may hold an address or a header. */
export function brokenCallOf(error: unknown): BrokenCall {
  const code = codeOf(error);
  if (code === 'AbortError' || code === 'UND_ERR_ABORTED') return { kind: 'aborted', code };
  if (UNREACHED.has(code)) return { kind: 'unreached', code };
  if (TIMEOUTS.has(code)) return { kind: 'timeout', code };
  if (UNTRUSTED.test(code)) return { kind: 'untrusted', code };
  return { kind: 'interrupted', code };
}

/** fetch wraps the real error in `cause`, happy eyeballs in `errors`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error.cause instanceof Error) return codeOf(error.cause);
  return error.name;
}

/** The sentence for a call that got no answer. `where` is the host alone. */
export function brokenCallFailure(call: BrokenCall, where: string): Failure {
  const cause = call.code;
  switch (call.kind) {
    case 'aborted':
      return {
        code: 'cancelled',
        sentence: 'The request was cancelled before it was answered.',
        next: 'Start again when you are ready.',
        cause,
      };
    case 'untrusted':
      return {
        code: 'network',
        sentence: `The certificate of ${where} is not trusted by this computer. No token was sent.`,
        next: certificateAdvice(call.code),
        cause,
      };
    case 'unreached':
      return {
        code: 'network',
        sentence: unreachedSentence(call.code, where),
        next: 'Check the address, the network and the proxy of this computer, then try again.',
        cause,
      };
    case 'timeout':
      return {
        code: 'network',
        sentence: `${where} did not answer in time.`,
        next: 'Try again later; if it stays so, look at the status page of the service.',
        cause,
      };
    case 'interrupted':
      return {
        code: 'network',
        sentence: `The connection to ${where} broke off before the answer was whole.`,
        next: 'Try again; if it happens each time, look for a proxy or firewall in between.',
        cause,
      };
  }
}

function unreachedSentence(code: string, where: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${where} cannot be resolved.`;
  if (code === 'ECONNREFUSED') return `${where} refuses the connection.`;
  return `${where} cannot be reached.`;
}

function certificateAdvice(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'Check the clock of this computer; else the service must renew it.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'The certificate is for another name: check the address.';
  return 'If a proxy inspects TLS, add its CA certificate to this computer or to NODE_EXTRA_CA_CERTS.';
}

export const CANCELLED: Failure = {
  code: 'cancelled',
  sentence: 'Cancelled.',
  next: 'Start again when you are ready.',
};

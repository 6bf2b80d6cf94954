import type { Failure } from '../../core/failure.ts';

/**
 * Why a request got no answer. `unreached`: the other side cannot have seen it. `turned-away`: nor can it, since the
 * machine's proxy did not let it out, and will not a second later. `interrupted` and `timeout`: it may have, so only a
 * request that can safely be sent twice is repeated (R17).
 */
export type BrokenKind = 'unreached' | 'turned-away' | 'untrusted' | 'interrupted' | 'timeout' | 'aborted';

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

/** What the machine's own proxy answered to the wish for a tunnel. */
const PROXY_SAID = /^PROXY_\d{3}$/;

/** Begins the code of a connection that did not even come to the machine's proxy (network.ts). */
export const PROXY_UNREACHED = 'PROXY_UNREACHED_';

const UNTRUSTED = /CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$/;

/** Sorts what undici or Node throws. Messages are not kept: they may hold an address or a header. */
export function brokenCallOf(error: unknown): BrokenCall {
  const code = codeOf(error);
  if (PROXY_SAID.test(code)) return { kind: code < 'PROXY_5' ? 'turned-away' : 'unreached', code };
  if (code.startsWith(PROXY_UNREACHED)) return { kind: 'unreached', code };
  if (code === 'AbortError' || code === 'UND_ERR_ABORTED') return { kind: 'aborted', code };
  if (UNREACHED.has(code)) return { kind: 'unreached', code };
  if (TIMEOUTS.has(code)) return { kind: 'timeout', code };
  if (UNTRUSTED.test(code)) return { kind: 'untrusted', code };
  return { kind: 'interrupted', code };
}

/** fetch wraps the real error in `cause`, happy eyeballs in `errors`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  // undici gives a tunnel that was refused the code of a request that was cancelled; only its words tell them apart.
  const refusal = /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  if (refusal !== undefined) return `PROXY_${refusal}`;
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
        sentence: `${certificateFault(call.code, where)} No token was sent.`,
        next: certificateAdvice(call.code),
        cause,
      };
    case 'turned-away':
      return { code: 'network', ...turnedAwayWords(call.code, where), cause };
    case 'unreached':
      return { code: 'network', ...unreachedWords(call.code, where), cause };
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

type Words = Pick<Failure, 'sentence' | 'next'>;

function turnedAwayWords(code: string, where: string): Words {
  if (code === 'PROXY_407') {
    return {
      sentence: `The proxy of this computer wants a valid user name and password, and lets nothing through to ${where}.`,
      next: `Ask whoever runs the proxy; then set HTTPS_PROXY to http://NAME:PASSWORD@PROXY:PORT, or have ${where} let through without a password.`,
    };
  }
  return {
    sentence: `The proxy of this computer does not let anything through to ${where} (${code.slice('PROXY_'.length)}).`,
    next: `Have whoever runs the proxy allow ${where}.`,
  };
}

function unreachedWords(code: string, where: string): Words {
  if (PROXY_SAID.test(code)) {
    return {
      sentence: `The proxy of this computer did not get through to ${where} (${code.slice('PROXY_'.length)}).`,
      next: 'Check the address; if it is right, try again later or ask whoever runs the proxy.',
    };
  }
  if (code.startsWith(PROXY_UNREACHED)) {
    return {
      sentence: `The proxy of this computer cannot be reached, so there is no way to ${where}.`,
      next: 'Check HTTPS_PROXY and the network of this computer, then try again.',
    };
  }
  const next = 'Check the address, the network and the proxy of this computer, then try again.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return { sentence: `The name ${where} cannot be resolved.`, next };
  }
  if (code === 'ECONNREFUSED') return { sentence: `${where} refuses the connection.`, next };
  return { sentence: `${where} cannot be reached.`, next };
}

function certificateFault(code: string, where: string): string {
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${where} has expired.`;
  if (code === 'CERT_NOT_YET_VALID') return `The certificate of ${where} is not valid yet.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate that ${where} shows is for another name.`;
  return `The certificate of ${where} is not trusted by this computer.`;
}

function certificateAdvice(code: string): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return 'Check the clock of this computer; if it is right, the service must renew its certificate.';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'Check the address; if it is right, something in between may answer for the service.';
  }
  return 'If a proxy inspects TLS, add its CA certificate to this computer or to NODE_EXTRA_CA_CERTS.';
}

export const CANCELLED: Failure = {
  code: 'cancelled',
  sentence: 'Cancelled.',
  next: 'Start again when you are ready.',
};

import type { Failure } from '../../core/failure.ts';

/** What one answer brought, before anybody judged it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const LONGEST_WORDS = 300;

/**
 * The failure that a refusing answer stands for (R17; RFC 7644 §3.12). `cause` holds the console's own
 * words, free of the token should the console repeat it.
 */
export function refusalOf(answer: RawAnswer, where: string, token: string): Failure {
  const { status } = answer;
  const { detail, scimType } = errorBodyOf(answer.text);
  const words = withoutToken(detail ?? '', token);
  const cause = words === '' ? `HTTP ${status}` : words;
  const label = scimType === undefined ? `${status}` : `${status} ${scimType}`;
  if (status === 401) {
    return {
      code: 'token-refused',
      sentence: `${where} refused the token.`,
      next: 'Generate a new token under + SCIM Settings and give it to Muster.',
      cause,
    };
  }
  if (status === 403) {
    return {
      code: 'forbidden',
      sentence: `${where} knows the token but does not allow this.`,
      next: "Check in the console that provisioning is on, in SCIM mode, and that the console's Test Mode is off for a live sync.",
      cause,
    };
  }
  if (status === 404) {
    return {
      code: 'row-missing',
      sentence: `${where} does not have this (404).`,
      next: 'Run a new preview: it may have been removed in between.',
      cause,
    };
  }
  if (status === 412) {
    return {
      code: 'row-moved',
      sentence: `Somebody changed this on ${where} since it was read. Nothing was overwritten.`,
      next: 'Run a new preview and look at the row again.',
      cause,
    };
  }
  if (status === 405 || status === 501) {
    return {
      code: 'unsupported',
      sentence: `${where} cannot do this (${status}).`,
      next: 'Choose the console profile that fits this console.',
      cause,
    };
  }
  if (status === 429 || status === 503) {
    return {
      code: 'console-busy',
      sentence: `${where} is busy: it turned Muster away for as long as Muster may wait.`,
      next: 'Try again later; if it stays so, ask its support how many requests it allows.',
      cause,
    };
  }
  if (status >= 400 && status < 500) {
    return {
      code: 'row-refused',
      sentence: `${where} refused this (${label}).`,
      next: "Read the console's own words and correct the row in the directory.",
      cause,
    };
  }
  return {
    code: 'console-error',
    sentence: `${where} answered with an error of its own (${label}).`,
    next: 'Try again later; if it stays so, ask the support of the console.',
    cause,
  };
}

/** An answer that says success but is not what was asked for: a web page, or JSON cut short. */
export function unreadableAnswer(answer: RawAnswer, where: string): Failure {
  const page = answer.text.trimStart().startsWith('<');
  return {
    code: 'console-error',
    sentence: page
      ? `${where} answered with a web page instead of SCIM data.`
      : `${where} sent an answer that is cut short or is no SCIM data.`,
    next: page
      ? 'Check the Tenant URL; a sign-in page or a proxy may stand in between.'
      : 'Try again; if it stays so, look for a proxy in between.',
    cause: `${page ? 'a web page instead of SCIM data' : 'an answer that is cut short or no SCIM data'} (HTTP ${answer.status})`,
  };
}

/** The machine-readable reason of a refusal, e.g. `noTarget`, where the body is SCIM's. */
export function scimTypeOf(text: string): string | undefined {
  return errorBodyOf(text).scimType;
}

function errorBodyOf(text: string): { detail?: string; scimType?: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Consoles and what stands before them also answer in plain text or HTML; a page is no words to show.
    const plain = text.trim();
    return plain === '' || plain.startsWith('<') ? {} : { detail: clip(plain) };
  }
  if (typeof body !== 'object' || body === null) return {};
  const found: { detail?: string; scimType?: string } = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string' || value === '') continue;
    const key = name.toLowerCase();
    if (key === 'detail' || (key === 'message' && found.detail === undefined)) found.detail = clip(value);
    if (key === 'scimtype') found.scimType = clip(value);
  }
  return found;
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_WORDS ? line : `${line.slice(0, LONGEST_WORDS)}…`;
}

function withoutToken(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '[token]');
}

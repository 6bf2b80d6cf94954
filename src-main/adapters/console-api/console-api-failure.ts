import type { Failure } from '../../core/failure.ts';
import { Problem } from './console-api-shapes.ts';

const LONGEST_WORDS = 300;

/** Which secret a call bears, for the sentence. */
export type SecretKind = 'admin key' | 'SCIM token';

export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly host: string;
  readonly kind: SecretKind;
  readonly secret: string;
}

/** The failure that an answer other than 2xx stands for, by its problem code (RFC 9457). */
export function refusalFailure(refusal: Refusal): Failure {
  const { status, host, kind } = refusal;
  const problem = problemOf(refusal.text);
  const words = (problem.detail ?? '').replaceAll(refusal.secret, `[${kind}]`).slice(0, LONGEST_WORDS);
  const cause = [`HTTP ${status}`, problem.code, words].filter((part) => (part ?? '') !== '').join(': ');
  if (status >= 300 && status < 400) {
    return {
      code: 'redirect-refused',
      sentence: `${host} points to another address. Muster did not follow, so that the ${kind} stays here.`,
      next: 'Check the Console API URL of the tenant.',
      cause: `HTTP ${status}`,
    };
  }
  if (status === 401) {
    return {
      code: 'token-refused',
      sentence: `${host} refused the ${kind}.`,
      next: kind === 'admin key' ? 'Give Muster the valid admin key.' : 'Generate a new SCIM token.',
      cause,
    };
  }
  if (status === 412) {
    return {
      code: 'conflict',
      sentence: 'Somebody else saved in between. Nothing was overwritten.',
      next: 'Read it again, look at the difference, and save once more.',
      cause,
    };
  }
  if (status === 429 || status === 503) {
    return {
      code: 'console-busy',
      sentence: `${host} is busy: it turned Muster away for as long as Muster may wait.`,
      next: 'Try again later; if it stays so, ask its support how many requests it allows.',
      cause,
    };
  }
  return byProblem(refusal, problem, words, cause);
}

function byProblem(refusal: Refusal, problem: ProblemFacts, words: string, cause: string): Failure {
  const { status, host } = refusal;
  const said = words === '' ? `${host} refused this (${status}).` : words;
  if (status === 403) {
    return { code: 'forbidden', sentence: said, next: 'Use a key that is allowed to do this.', cause };
  }
  if (problem.code === 'provisioning-disabled') {
    const next = 'Turn on Enable User Provisioning (User Syncing) and Save Changes first.';
    return { code: 'settings-refused', sentence: said, next, cause };
  }
  if (status === 409) {
    return { code: 'conflict', sentence: said, next: "Look at the console's history of syncs.", cause };
  }
  if (status === 400 || status === 413 || status === 415 || status === 422) {
    const where = problem.line === undefined ? {} : { where: { file: 'exclusions', line: problem.line } };
    return { code: 'bad-input', sentence: said, next: 'Correct it and try again.', cause, ...where };
  }
  if (status === 404) {
    const next = 'Check the Console API URL of the tenant.';
    return { code: 'not-found', sentence: `${host} does not have this (404).`, next, cause };
  }
  if (status === 405 || status === 501) {
    const next = 'Check the Console API URL; this console may be of another version.';
    return { code: 'unsupported', sentence: `${host} cannot do this (${status}).`, next, cause };
  }
  return {
    code: 'console-error',
    sentence: `${host} answered with an error of its own (${status}).`,
    next: 'Try again later; if it stays so, ask the support of the console.',
    cause,
  };
}

/** An answer that says success but is not what the Console API answers. */
export function notConsoleApi(host: string, cause: string): Failure {
  return {
    code: 'console-error',
    sentence: `${host} answered, but not as the Console API does.`,
    next: 'Check the Console API URL of the tenant; a sign-in page or a proxy may stand in between.',
    cause,
  };
}

interface ProblemFacts {
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly line?: number | undefined;
}

function problemOf(text: string): ProblemFacts {
  try {
    const read = Problem.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    // A page of HTML has no words for an admin.
    return {};
  }
}

/** The codes that resources/console-api.openapi.yaml names. */
export type ProblemCode =
  | 'unauthorized'
  | 'bad-request'
  | 'bad-exclusions'
  | 'version-required'
  | 'version-conflict'
  | 'provisioning-disabled'
  | 'sync-closed'
  | 'sync-wrote'
  | 'sync-not-live'
  | 'not-found'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'internal-error';

/** A refusal of the Console API (RFC 9457). Thrown; the server's error handler turns it into the answer. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

export function problemBody(problem: Pick<Problem, 'status' | 'code' | 'message' | 'more'>): string {
  const { status, code, message, more } = problem;
  return JSON.stringify({
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    code,
    detail: message,
    ...more,
  });
}

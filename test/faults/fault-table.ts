import type { FailureCode } from '../../src-main/core/failure.ts';
import type { RunStatus } from '../../src-main/core/report.ts';
import type { Fault, LineFault, PageOf } from './fault.ts';
import {
  countsSevenTooFew,
  countsThreeTooMany,
  oneComesTwice,
  oneJoinsInFront,
  oneLeavesAndOneJoins,
  oneLeavesInFront,
  samePageEachTime,
} from './moving-pages.ts';

/** How a run ended, as a script and an admin see it. `{host}` stands for the console's in sentences. */
export interface Ending {
  /** `none`: no run began, so there is nothing in the history. */
  readonly status: RunStatus | 'none';
  readonly exit: number;
  readonly code?: FailureCode;
  readonly sentence?: string;
  readonly next?: string;
  /** What the admin reads at the rows that were not applied. */
  readonly rows?: readonly string[];
}

/** A live sync whose writes meet the fault, up to the moment at which it is mended. */
export interface OnApply extends Ending {
  /** Writes that the console carried out until then, of `WRITES`; `some` where it depends on what was on its way. */
  readonly writes: number | 'some';
  /** Writes that came to the console once more than needed and changed nothing there. */
  readonly repeated?: number;
  /** What brings the console to the plan's outcome once the fault is mended. */
  readonly afterwards: 'nothing more' | 'resume' | 'sync again';
}

export interface FaultLine {
  readonly fault: string;
  /** `once`: each page and each write meets it once. `always`: everything from the second page, or the first write, on. */
  readonly happens:
    | { readonly fault: Fault; readonly often: 'once' | 'always' }
    | { readonly line: LineFault };
  /** How much shorter than the product's own its patience is here, where a test would take long. */
  readonly patience?: 'short';
  /** The other side asked for a pause longer than any of ours, and got it. */
  readonly waits?: true;
  /** A live sync whose listing of the console meets the fault; a test-mode sync exits alike. A text: why it cannot be. */
  readonly listing: Ending | string;
  readonly apply: OnApply | string;
}

/** Writes of the whole plan: three people created, two changed, two archived, with memberships and managers. */
export const WRITES = 15;
/** Requests that have no version to bear: five for members, three for managers. */
const VERSIONLESS = 8;

const fine: Ending = { status: 'Completed', exit: 0 };
const applied: OnApply = { ...fine, writes: WRITES, afterwards: 'nothing more' };

const once = (fault: Fault) => ({ fault, often: 'once' }) as const;
const always = (fault: Fault) => ({ fault, often: 'always' }) as const;
const answers = (
  status: number,
  at: 'before' | 'done' = 'before',
  retryAfter?: Extract<Fault, { kind: 'status' }>['retryAfter'],
): Fault => ({ kind: 'status', status, at, ...(retryAfter === undefined ? {} : { retryAfter }) });

interface Told {
  readonly sentence: string;
  readonly next: string;
}

/** A live sync that stopped before its first write, because it could not list the console. */
const incomplete = (told: Told, exit: 5 | 7 = 7): Ending => ({
  status: 'Failed',
  exit,
  code: 'listing-incomplete',
  sentence: `A listing is incomplete, so nothing was changed. ${told.sentence}`,
  next: told.next,
});
/** Not even the first question was answered. */
const notBegun = (told: Told): Ending => ({ status: 'none', exit: 1, code: 'network', ...told });
const interrupted = (code: FailureCode, told: Told, writes: OnApply['writes']): OnApply => ({
  status: 'Interrupted',
  exit: 1,
  code,
  ...told,
  writes,
  afterwards: 'resume',
});
const rowsRefused = (rows: readonly string[]): OnApply => ({
  status: 'Completed',
  exit: 6,
  rows,
  writes: 0,
  afterwards: 'sync again',
});
const stopped = (exit: number, code: FailureCode, told: Told): OnApply => ({
  status: 'Failed',
  exit,
  code,
  ...told,
  rows: ['Not reached.'],
  writes: 0,
  afterwards: 'sync again',
});

/** A fault of one exchange, first passing and then lasting. */
function passingAndLasting(
  name: string,
  fault: Fault,
  lasting: Pick<FaultLine, 'listing' | 'apply'>,
  more: Pick<FaultLine, 'patience'> = {},
): readonly FaultLine[] {
  return [
    { fault: `${name}, once`, happens: once(fault), listing: fine, apply: applied, ...more },
    { fault: `${name}, for ever`, happens: always(fault), ...lasting, ...more },
  ];
}

const NOT_OF_WRITES = 'only a listing has pages';

function pages(name: string, pageOf: PageOf, doubt: string, passing: Ending = fine): readonly FaultLine[] {
  const fault: Fault = { kind: 'pages', pageOf };
  const told: Told = {
    sentence: `The listing of people on {host} cannot be proven complete: ${doubt}. Nobody is archived because of it.`,
    next: 'Try again when nobody changes people there; if it stays so, its paging is faulty: ask its support.',
  };
  return [
    { fault: `${name}, in the first reading`, happens: once(fault), listing: passing, apply: NOT_OF_WRITES },
    {
      fault: `${name}, in each reading`,
      happens: always(fault),
      listing: incomplete(told),
      apply: NOT_OF_WRITES,
    },
  ];
}

/** A fault of the line: nothing gets through before the listing, or from the fifth write on. */
const line = (fault: LineFault, told: Told): FaultLine => ({
  fault: `${fault}`,
  happens: { line: fault },
  listing: notBegun(told),
  apply: interrupted('network', told, 'some'),
});

const BROKE_OFF: Told = {
  sentence: 'The connection to {host} broke off before the answer was whole.',
  next: 'Try again; if it happens each time, look for a proxy or firewall in between.',
};
const TOO_LATE: Told = {
  sentence: '{host} did not answer in time.',
  next: 'Try again later; if it stays so, look at the status page of the service.',
};
const CUT_SHORT: Told = {
  sentence: '{host} sent an answer that is cut short or is no SCIM data.',
  next: 'Try again; if it stays so, look for a proxy in between.',
};
const WEB_PAGE: Told = {
  sentence: '{host} answered with a web page instead of SCIM data.',
  next: 'Check the Tenant URL; a sign-in page or a proxy may stand in between.',
};
const BUSY: Told = {
  sentence: '{host} is busy and asks for longer pauses than Muster may wait.',
  next: 'Try again later.',
};
const ELSEWHERE: Told = {
  sentence: '{host} points to another address. Muster did not follow, so that the token stays here.',
  next: 'Copy the Tenant URL again from the console; it may have moved.',
};
const TOKEN: Told = {
  sentence: '{host} refused the token.',
  next: 'Generate a new token under + SCIM Settings and give it to Muster.',
};
const NOT_ALLOWED: Told = {
  sentence: '{host} knows the token but does not allow this.',
  next: "Check in the console that provisioning is on, in SCIM mode, and that the console's Test Mode is off for a live sync.",
};
const fails = (status: number): Told => ({
  sentence: `{host} answered with an error of its own (${status}).`,
  next: 'Try again later; if it stays so, ask the support of the console.',
});
const noList = (status: number): Told => ({
  sentence: `{host} refuses to list its people (${status}): “the console says ${status}”. Nobody is archived because of it.`,
  next: 'Try again; if it stays so, check the address and the kind of console, then ask its support.',
});
const NO_SERVICE: Told = {
  sentence: '{host} has no SCIM service at this address: there is no list of people (404).',
  next: 'Copy the address again from where it is shown; it is used as it was given.',
};
const NETWORK_NEXT = 'Check the address, the network and the proxy of this computer, then try again.';

const NOT_CREATED = 'Refused by the console: the person was not created';
const refusedRow = (status: number) => `Refused by the console: the console says ${status}`;
const GONE =
  'Changed since the preview, on the console (now: no longer on the console). Left alone; the next test sync decides anew.';
const MOVED = 'Changed since the preview, on the console. Left alone; the next test sync decides anew.';

/** Writes that were under way at once when the first of them failed: the three people to create. */
const UNDER_WAY = 3;

/**
 * What becomes of a sync for each fault of the network and of the console (R1, R7, R17, R18). The tests run each
 * line, and docs/faults.md is this table in words.
 */
export const FAULTS: readonly FaultLine[] = [
  ...passingAndLasting(
    'Connection reset before the console hears of the request',
    { kind: 'reset', at: 'before' },
    {
      listing: incomplete(BROKE_OFF),
      apply: interrupted('network', BROKE_OFF, 0),
    },
  ),
  ...passingAndLasting(
    'Connection reset once it is done, before the answer',
    { kind: 'reset', at: 'done' },
    {
      listing: incomplete(BROKE_OFF),
      apply: interrupted('network', BROKE_OFF, UNDER_WAY),
    },
  ),
  ...passingAndLasting(
    'Connection reset amid the answer',
    { kind: 'reset', at: 'amid' },
    {
      listing: incomplete(BROKE_OFF),
      apply: interrupted('network', BROKE_OFF, UNDER_WAY),
    },
  ),
  ...passingAndLasting(
    'Connection reset after the answer',
    { kind: 'reset', at: 'after' },
    {
      listing: fine,
      apply: applied,
    },
  ),
  {
    fault: 'Slow, within the time-out',
    happens: always({ kind: 'late', ms: 40 }),
    listing: fine,
    apply: applied,
  },
  ...passingAndLasting(
    'Answer later than the time-out',
    { kind: 'late', ms: 700 },
    { listing: incomplete(TOO_LATE), apply: interrupted('network', TOO_LATE, UNDER_WAY) },
    { patience: 'short' },
  ),
  ...passingAndLasting(
    'Half-open: accepted, and then silence',
    { kind: 'silence', at: 'before' },
    { listing: incomplete(TOO_LATE), apply: interrupted('network', TOO_LATE, 0) },
    { patience: 'short' },
  ),
  ...passingAndLasting(
    'Half-open: done, and then silence',
    { kind: 'silence', at: 'done' },
    { listing: incomplete(TOO_LATE), apply: interrupted('network', TOO_LATE, UNDER_WAY) },
    { patience: 'short' },
  ),
  ...passingAndLasting(
    'Half-open: the head of the answer, and then silence',
    { kind: 'silence', at: 'headers' },
    { listing: incomplete(TOO_LATE), apply: interrupted('network', TOO_LATE, UNDER_WAY) },
    { patience: 'short' },
  ),
  ...passingAndLasting(
    'JSON cut short',
    { kind: 'cut-json' },
    {
      listing: incomplete(CUT_SHORT),
      apply: interrupted('console-error', CUT_SHORT, UNDER_WAY),
    },
  ),
  ...passingAndLasting(
    'A web page instead of the answer, nothing done',
    { kind: 'web-page', at: 'before' },
    {
      listing: incomplete(WEB_PAGE),
      apply: interrupted('console-error', WEB_PAGE, 0),
    },
  ),
  ...passingAndLasting(
    'A web page instead of the answer, all done',
    { kind: 'web-page', at: 'done' },
    {
      listing: incomplete(WEB_PAGE),
      apply: interrupted('console-error', WEB_PAGE, UNDER_WAY),
    },
  ),
  ...[400, 409, 413].map(
    (status): FaultLine => ({
      fault: `${status}`,
      happens: always(answers(status)),
      listing: incomplete(noList(status)),
      apply: rowsRefused([NOT_CREATED, refusedRow(status)]),
    }),
  ),
  {
    fault: '401',
    happens: always(answers(401)),
    listing: incomplete(TOKEN, 5),
    apply: stopped(5, 'token-refused', TOKEN),
  },
  {
    fault: '403',
    happens: always(answers(403)),
    listing: incomplete(NOT_ALLOWED, 5),
    apply: stopped(5, 'forbidden', NOT_ALLOWED),
  },
  {
    fault: '404',
    happens: always(answers(404)),
    listing: incomplete(NO_SERVICE),
    apply: rowsRefused([GONE, NOT_CREATED, refusedRow(404)]),
  },
  {
    fault: '412',
    happens: always(answers(412)),
    listing: incomplete(noList(412)),
    apply: rowsRefused([MOVED, NOT_CREATED, refusedRow(412)]),
  },
  ...[500, 502].flatMap((status) =>
    passingAndLasting(`${status}`, answers(status), {
      listing: incomplete(fails(status)),
      apply: interrupted('console-error', fails(status), 0),
    }),
  ),
  {
    fault: '500 although it is done, once',
    happens: once(answers(500, 'done')),
    listing: fine,
    apply: applied,
  },
  ...[503, 429].flatMap((status) =>
    passingAndLasting(`${status} without Retry-After`, answers(status), {
      listing: incomplete(BUSY),
      apply: interrupted('console-busy', BUSY, 0),
    }),
  ),
  {
    // A 503 means that nothing was taken (RFC 9110 §15.6.4), so it is repeated; a create finds itself made.
    fault: '503 although it is done, once',
    happens: once(answers(503, 'done')),
    listing: fine,
    apply: { ...applied, writes: WRITES + VERSIONLESS, repeated: VERSIONLESS },
  },
  ...(['in 60 seconds', 'at a time 60 seconds from now'] as const).flatMap((when): readonly FaultLine[] => [
    {
      fault: `429 with Retry-After ${when}, once`,
      happens: once(answers(429, 'before', when)),
      waits: true,
      listing: fine,
      apply: applied,
    },
    {
      fault: `429 with Retry-After ${when}, for ever`,
      happens: always(answers(429, 'before', when)),
      waits: true,
      listing: incomplete(BUSY),
      apply: interrupted('console-busy', BUSY, 0),
    },
  ]),
  {
    fault: '503 with Retry-After in 60 seconds, once',
    happens: once(answers(503, 'before', 'in 60 seconds')),
    waits: true,
    listing: fine,
    apply: applied,
  },
  ...pages('totalResults too high', countsThreeTooMany, '20 came where 23 are counted'),
  ...pages('totalResults too low', countsSevenTooFew, '16 came where 13 are counted'),
  ...pages('One id twice', oneComesTwice, '1 entry came twice'),
  ...pages('The same page each time', samePageEachTime, 'the same page came twice'),
  ...pages(
    'Somebody leaves while people are listed',
    oneLeavesInFront,
    'somebody came or went while it was read',
    {
      status: 'Completed',
      exit: 6,
      rows: [GONE],
    },
  ),
  ...pages(
    'Somebody joins while people are listed',
    oneJoinsInFront,
    'somebody came or went while it was read',
  ),
  ...pages(
    'One leaves and one joins, so that the count stays',
    oneLeavesAndOneJoins,
    'somebody came or went while it was read',
    {
      status: 'Completed',
      exit: 6,
      rows: [GONE],
    },
  ),
  {
    fault: 'Redirect to another origin',
    happens: always({ kind: 'redirect' }),
    listing: incomplete(ELSEWHERE),
    apply: stopped(1, 'redirect-refused', ELSEWHERE),
  },
  line('connection refused', { sentence: '{host} refuses the connection.', next: NETWORK_NEXT }),
  {
    fault: 'unknown name',
    happens: { line: 'unknown name' },
    listing: notBegun({ sentence: 'The name {host} cannot be resolved.', next: NETWORK_NEXT }),
    apply:
      'a name that is known at the listing cannot be made unknown here; it ends as a refused connection does',
  },
  line('self-signed certificate', {
    sentence: 'The certificate of {host} is not trusted by this computer. No token was sent.',
    next: 'If a proxy inspects TLS, add its CA certificate to this computer or to NODE_EXTRA_CA_CERTS.',
  }),
  ...(['certificate of another name', 'certificate of another name behind the proxy'] as const).map((fault) =>
    line(fault, {
      sentence: 'The certificate that {host} shows is for another name. No token was sent.',
      next: 'Check the address; if it is right, something in between may answer for the service.',
    }),
  ),
  line('expired certificate', {
    sentence: 'The certificate of {host} has expired. No token was sent.',
    next: 'Check the clock of this computer; if it is right, the service must renew its certificate.',
  }),
  line('proxy wants a password', {
    sentence:
      'The proxy of this computer wants a valid user name and password, and lets nothing through to {host}.',
    next: 'Ask whoever runs the proxy; then set HTTPS_PROXY to http://NAME:PASSWORD@PROXY:PORT, or have {host} let through without a password.',
  }),
  line('proxy forbids', {
    sentence: 'The proxy of this computer does not let anything through to {host} (403).',
    next: 'Have whoever runs the proxy allow {host}.',
  }),
  line('proxy cannot reach', {
    sentence: 'The proxy of this computer did not get through to {host} (502).',
    next: 'Check the address; if it is right, try again later or ask whoever runs the proxy.',
  }),
  line('proxy breaks off', BROKE_OFF),
  line('proxy is away', {
    sentence: 'The proxy of this computer cannot be reached, so there is no way to {host}.',
    next: 'Check HTTPS_PROXY and the network of this computer, then try again.',
  }),
];

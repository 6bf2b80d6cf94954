import {
  always,
  answers,
  applied,
  type FaultLine,
  fine,
  incomplete,
  interrupted,
  line,
  notBegun,
  once,
  pages,
  passingAndLasting,
  rowsRefused,
  stopped,
  WRITES,
} from './fault-lines.ts';
import {
  BROKE_OFF,
  BUSY,
  CUT_SHORT,
  ELSEWHERE,
  fails,
  GONE,
  MOVED,
  NETWORK_NEXT,
  NO_SERVICE,
  NOT_ALLOWED,
  NOT_CREATED,
  noList,
  refusedRow,
  TOKEN,
  TOO_LATE,
  WEB_PAGE,
} from './fault-words.ts';
import {
  countsSevenTooFew,
  countsThreeTooMany,
  oneComesTwice,
  oneJoinsInFront,
  oneLeavesAndOneJoins,
  oneLeavesInFront,
  samePageEachTime,
} from './moving-pages.ts';

/** Requests that have no version to bear: five for members, three for managers. */
const VERSIONLESS = 8;

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
  {
    // For ever it would also hit the next request on its line, which is the first of these faults.
    fault: 'Connection reset after the answer, once',
    happens: once({ kind: 'reset', at: 'after' }),
    listing: fine,
    apply: applied,
  },
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

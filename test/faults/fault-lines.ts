import type { FailureCode } from '../../src-main/core/failure.ts';
import type { RunStatus } from '../../src-main/core/report.ts';
import type { Fault, LineFault, PageOf } from './fault.ts';
import type { Told } from './fault-words.ts';

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
export const fine: Ending = { status: 'Completed', exit: 0 };
export const applied: OnApply = { ...fine, writes: WRITES, afterwards: 'nothing more' };

export const once = (fault: Fault) => ({ fault, often: 'once' }) as const;
export const always = (fault: Fault) => ({ fault, often: 'always' }) as const;
export const answers = (
  status: number,
  at: 'before' | 'done' = 'before',
  retryAfter?: Extract<Fault, { kind: 'status' }>['retryAfter'],
): Fault => ({ kind: 'status', status, at, ...(retryAfter === undefined ? {} : { retryAfter }) });

/** A live sync that stopped before its first write, because it could not list the console. */
export const incomplete = (told: Told, exit: 5 | 7 = 7): Ending => ({
  status: 'Failed',
  exit,
  code: 'listing-incomplete',
  sentence: `A listing is incomplete, so nothing was changed. ${told.sentence}`,
  next: told.next,
});
/** Not even the first question was answered. */
export const notBegun = (told: Told): Ending => ({ status: 'none', exit: 1, code: 'network', ...told });
export const interrupted = (code: FailureCode, told: Told, writes: OnApply['writes']): OnApply => ({
  status: 'Interrupted',
  exit: 1,
  code,
  ...told,
  writes,
  afterwards: 'resume',
});
export const rowsRefused = (rows: readonly string[]): OnApply => ({
  status: 'Completed',
  exit: 6,
  rows,
  writes: 0,
  afterwards: 'sync again',
});
export const stopped = (exit: number, code: FailureCode, told: Told): OnApply => ({
  status: 'Failed',
  exit,
  code,
  ...told,
  rows: ['Not reached.'],
  writes: 0,
  afterwards: 'sync again',
});

/** A fault of one exchange, first passing and then lasting. */
export function passingAndLasting(
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

export const NOT_OF_WRITES = 'only a listing has pages';

export function pages(
  name: string,
  pageOf: PageOf,
  doubt: string,
  passing: Ending = fine,
): readonly FaultLine[] {
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
export const line = (fault: LineFault, told: Told): FaultLine => ({
  fault: `${fault}`,
  happens: { line: fault },
  listing: notBegun(told),
  apply: interrupted('network', told, 'some'),
});

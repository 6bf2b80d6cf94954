import type { ReportDesk } from '../app/report-desk.ts';
import type { Failure } from '../core/failure.ts';

/** What the reports' thread is started with. */
export interface ReportReaderSpec {
  readonly home: string;
  /** Who marks rows as reviewed. */
  readonly who: string;
  readonly logLevel: string;
  /** Whose numbers and times its sentences have. */
  readonly locale?: string;
}

export type DeskMethod = Exclude<keyof ReportDesk, 'close'>;

/** The arguments of a question without its signal, which does not cross threads. */
export type DeskArguments<M extends DeskMethod> =
  Required<Parameters<ReportDesk[M]>> extends [...infer Others, AbortSignal]
    ? Others
    : Parameters<ReportDesk[M]>;

export type DeskAnswer<M extends DeskMethod> = Awaited<ReturnType<ReportDesk[M]>>;

export type DeskQuestion = {
  readonly [M in DeskMethod]: {
    readonly id: number;
    readonly method: M;
    readonly args: DeskArguments<M>;
    /** One shared number: 1 = nobody waits for the answer any more. */
    readonly cancelFlag: SharedArrayBuffer;
  };
}[DeskMethod];

export type DeskReply =
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  /** What was thrown: the disk did not do its part, nobody waits any more, or a fault of Muster's own. */
  | { readonly id: number; readonly kind: 'failure'; readonly failure: Failure };

import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Call, Calls, InputOf } from '../../src-preload/contract/call.ts';
import { callChannel } from '../../src-preload/contract/channels.ts';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import type { Log } from '../app/ports/log.ts';
import type { Failure } from '../core/failure.ts';
import { refusalOf, type WindowRole } from './trusted-frame.ts';

/** What a handler gives back: the contract's value, or a failure as use cases make it. */
export type Handled<C extends Call> =
  Extract<import('zod').infer<C['output']>, { ok: true }> extends { readonly value?: infer V }
    ? { readonly ok: true; readonly value: V } | { readonly ok: false; readonly failure: Failure }
    : never;

/** One handler for each call of a table; a missing one does not compile. */
export type Handlers<T extends Calls> = {
  readonly [Name in keyof T]: (input: InputOf<T[Name]>, from: WebContents) => Promise<Handled<T[Name]>>;
};

export interface BusParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** `app://muster` */
  readonly origin: string;
  readonly roleOf: (sender: WebContents) => WindowRole | undefined;
  readonly log: Log;
}

/**
 * The only user of ipcMain: checks who calls, decodes what was sent, calls the handler, and checks what goes back.
 * A call that is refused is told nothing but that it was; the log says why.
 */
export function openBus({ ipcMain, origin, roleOf, log }: BusParts) {
  return {
    /** Serves these calls to windows of this role. */
    serve<T extends Calls>(role: WindowRole, calls: T, handlers: Handlers<T>): void {
      for (const [name, call] of Object.entries(calls)) {
        const handler = handlers[name as keyof T] as (input: unknown, from: WebContents) => Promise<unknown>;
        ipcMain.handle(callChannel(name), async (event: IpcMainInvokeEvent, given: unknown) => {
          const refusal = refusalOf(event.senderFrame, roleOf(event.sender), role, origin);
          if (refusal) {
            log.warn('ipc.refused', { call: name, why: refusal });
            throw new Error('Refused.');
          }
          const input = call.input.safeParse(given);
          if (!input.success) {
            log.warn('ipc.undecodable', { call: name, where: pathsOf(input.error.issues) });
            throw new Error('Refused.');
          }
          return answer(name, call, () => handler(input.data, event.sender), log);
        });
      }
    },
  };
}

export type Bus = ReturnType<typeof openBus>;

async function answer(name: string, call: Call, act: () => Promise<unknown>, log: Log): Promise<unknown> {
  const check = (view: unknown): unknown => {
    const told = call.output.safeParse(view);
    if (told.success) return told.data;
    log.error('ipc.answer', { call: name, where: pathsOf(told.error.issues) });
    return { ok: false, failure: ownFaultView };
  };
  try {
    return check(viewOf(await act()));
  } catch (error) {
    log.error('ipc.threw', { call: name, cause: error instanceof Error ? error.stack : String(error) });
    return check({ ok: false, failure: failureView(ownFault(error)) });
  }
}

function viewOf(handled: unknown): unknown {
  if (typeof handled === 'object' && handled !== null && 'failure' in handled)
    return { ok: false, failure: failureView((handled as { failure: Failure }).failure) };
  return handled;
}

/** A failure as the window may see it: the cause is free of secrets by its own rule (core/failure.ts, R18). */
export function failureView({ code, sentence, next, inWindow, cause, where }: Failure): FailureView {
  return {
    code,
    sentence,
    next: inWindow ?? next,
    ...(cause === undefined ? {} : { details: cause }),
    ...(where === undefined ? {} : { where: { ...where } }),
  };
}

const ownFaultView: FailureView = {
  code: 'unexpected',
  sentence: 'Muster met a fault of its own. Nothing was changed by it.',
  next: 'Try again. If it comes back, open the log under Preferences and report it.',
};

/** What a thrown error becomes: a store that cannot be used says so itself, all else is a fault of ours. */
function ownFault(error: unknown): Failure {
  const known = typeof error === 'object' && error !== null && 'failure' in error ? error.failure : undefined;
  return isFailure(known)
    ? known
    : { code: 'unexpected', sentence: ownFaultView.sentence, next: ownFaultView.next };
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' && value !== null && 'code' in value && 'sentence' in value && 'next' in value
  );
}

const MOST_PLACES_LOGGED = 5;

/** Where a value was wrong, never what it held: it may hold a person's data. The first few, since a page can send many. */
function pathsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[],
): string {
  const first = issues.slice(0, MOST_PLACES_LOGGED);
  return first.map(({ path, code }) => `${path.map(String).join('.') || '(all)'}: ${code}`).join(', ');
}

import { CommanderError } from 'commander';
import { type Failure, fail, type Result } from '../core/failure.ts';
import type { Answer } from './answer.ts';
import { EXIT, type ExitCode, exitOfFailure } from './exit-codes.ts';
import { printAnswer, printFailure } from './output.ts';
import { buildProgram } from './program.ts';
import { refuseSecretArguments } from './read-secrets.ts';
import { newSession, type Session } from './session.ts';
import { usageFailure } from './usage.ts';
import type { World } from './world.ts';

/** How long a command that only reads may take to end after it was cancelled; together with us under 1 s. */
const CANCEL_GRACE_MS = 700;

/** Runs one command and answers with the exit code. Never rejects, never prints a stack trace. */
export async function runCli(world: World): Promise<ExitCode> {
  const form = asksForJson(world.args) ? 'json' : 'text';
  const session = newSession(world, form);
  const result = await answerOf(session, form);
  try {
    if (result.ok) await printAnswer(world, result.value, form);
    else await printFailure(world, result.failure, form);
    // Who has asked to end is not kept waiting for the tidying up; it is made good at the next start.
    if (!world.signal.aborted) await session.close();
    return result.ok ? result.value.exit : exitOfFailure(result.failure);
  } catch (error) {
    // Standard output itself is gone; what can still be said is said by the exit code.
    return exitOfFailure(failureOf(error));
  }
}

async function answerOf(session: Session, form: 'json' | 'text'): Promise<Result<Answer>> {
  const { world } = session;
  const refused = refuseSecretArguments(world.args);
  if (refused) return fail(refused);

  let help = '';
  const program = buildProgram(session, (text) => {
    help += text;
  });
  const helped = (): Result<Answer> => {
    const text = help.trimEnd();
    return { ok: true, value: { exit: EXIT.done, json: { help: text }, text } };
  };
  if (world.args.filter((arg) => arg !== '--json').length === 0) {
    program.outputHelp();
    return helped();
  }
  const parsing = program.parseAsync([...world.args], { from: 'user' });
  const stopWaiting = new AbortController();
  try {
    await Promise.race([parsing, cutOff(session, stopWaiting.signal, form)]);
    return session.result() ?? (world.signal.aborted ? fail(CANCELLED) : helped());
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0 || isBareGroup(error)) return helped();
      return fail(usageFailure(error));
    }
    return fail(failureOf(error));
  } finally {
    stopWaiting.abort();
    // Cut off or not, what it still says is heard here and not as an unhandled rejection.
    parsing.catch(() => undefined);
  }
}

/** `muster tenant` alone shows the help of that group. */
function isBareGroup(error: CommanderError): boolean {
  return error.code === 'commander.help';
}

/** Settles when a cancelled command has had its time; a live run is waited for, and that is said. */
function cutOff(session: Session, stop: AbortSignal, form: 'json' | 'text'): Promise<void> {
  const { signal, err } = session.world;
  return new Promise((resolve) => {
    const onAbort = () => {
      if (session.cut() === 'write') {
        if (form === 'text' || err.isTerminal) {
          void err.write('\nStopping after the requests under way. Press Ctrl-C again to end at once.\n');
        }
        return;
      }
      const timer = setTimeout(resolve, CANCEL_GRACE_MS);
      stop.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    stop.addEventListener('abort', () => signal.removeEventListener('abort', onAbort), { once: true });
  });
}

const CANCELLED: Failure = {
  code: 'cancelled',
  sentence: 'Cancelled.',
  next: 'Run the command again when you are ready.',
};

function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}

/** What was thrown: the store's own failure where it brings one, else a bug of ours, told without its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error && 'failure' in error && isFailure(error.failure)) return error.failure;
  return {
    code: 'unexpected',
    sentence: 'Something went wrong inside Muster that it was not prepared for.',
    next: 'Try again; `muster doctor` checks what Muster needs. If it happens again, please report it.',
    cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' && value !== null && 'code' in value && 'sentence' in value && 'next' in value
  );
}

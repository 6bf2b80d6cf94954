import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { House, SyncOutcome } from '../../src-main/app/house.ts';
import type { Door, Run } from '../../src-main/app/ports/main-store.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { builtProgram } from '../built/built-program.ts';
import type { HouseAct } from './house-process.ts';

/** A house in a process of its own (house-process.ts), so that a test can fill its disk, stop it and wake it. */
export interface HouseBeside {
  readonly pid: number;
  readonly opened: Result<unknown>;
  sync(request: Parameters<House['sync']>[0]): Promise<Result<SyncOutcome>>;
  resume(runId: string): Promise<Result<SyncOutcome>>;
  runs(tenant: string): Promise<Result<readonly Run[]>>;
  /** One edit of the exclusions' draft. */
  exclude(tenant: string, email: string): Promise<Result<unknown>>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, however it ends. */
  readonly ended: Promise<number | null>;
  /** What nobody caught in that process so far. */
  readonly unhandled: readonly string[];
  /** Resolves with the exit code. */
  end(): Promise<number | null>;
}

export async function houseBeside(task: {
  readonly home: string;
  readonly token: string;
  readonly adminKey: string;
  readonly door?: Door;
}): Promise<HouseBeside> {
  const child = spawn(process.execPath, [builtProgram('house-process'), JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
  });
  const unhandled: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"unhandled"')) unhandled.push(line);
    else waiting.shift()?.(line);
  });
  const answer = <T>() =>
    new Promise<Result<T>>((resolve) => {
      waiting.push((line) => resolve(JSON.parse(line) as Result<T>));
    });
  const ask = <T>(act: HouseAct): Promise<Result<T>> => {
    const answered = answer<T>();
    child.stdin.write(`${JSON.stringify(act)}\n`);
    return answered;
  };
  const opened = await answer<unknown>();
  return {
    pid: child.pid ?? 0,
    opened,
    sync: (request) => ask({ act: 'sync', request }),
    resume: (runId) => ask({ act: 'resume', runId }),
    runs: (tenant) => ask({ act: 'runs', tenant }),
    exclude: (tenant, email) => ask({ act: 'exclude', tenant, email }),
    kill: (signal) => {
      child.kill(signal);
    },
    ended,
    unhandled,
    end() {
      child.stdin.write(`${JSON.stringify({ act: 'end' } satisfies HouseAct)}\n`);
      return ended;
    },
  };
}

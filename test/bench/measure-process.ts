import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly seconds: number;
  /** Until its last words on standard output: what a person waits for, while it may still tidy up. */
  readonly secondsToAnswer: number;
  /** Largest resident memory of the process and all its children together; undefined where there is no /proc. */
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
}

const sampleEveryMs = 10;

/** Runs a Node program from start to end. Throws with what it said when it does not end with 0. */
export function measureProcess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const peaks = new Map<number, number>();
    const sampler = setInterval(() => samplePeaks(child.pid, peaks), sampleEveryMs);
    let stdout = '';
    let answeredAt = startedAt;
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      answeredAt = performance.now();
      samplePeaks(child.pid, peaks);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampler);
      const seconds = (performance.now() - startedAt) / 1000;
      if (code !== 0) {
        reject(new Error(`${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`));
        return;
      }
      const bytes = [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
      const secondsToAnswer = (answeredAt - startedAt) / 1000;
      resolve({ seconds, secondsToAnswer, peakMegabytes: bytes > 0 ? bytes / 1e6 : undefined, stdout });
    });
  });
}

/** The kernel keeps each process's own high-water mark (VmHWM), so a sample can be late but never misses a peak. */
function samplePeaks(pid: number | undefined, peaks: Map<number, number>): void {
  if (pid === undefined || process.platform !== 'linux') return;
  for (const one of [pid, ...descendants(pid)]) {
    const mark = /VmHWM:\s+(\d+) kB/.exec(readProc(`/proc/${one}/status`))?.[1];
    if (mark) peaks.set(one, Number(mark) * 1024);
  }
}

function descendants(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    readProc(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // The process has ended in between.
  }
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended in between.
  }
}

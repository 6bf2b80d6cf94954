import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { dataFolderOf } from './cli/data-folder.ts';
import { EXIT, exitOfFailure } from './cli/exit-codes.ts';
import { printFailure } from './cli/output.ts';
import { failureOf, runCli } from './cli/run-cli.ts';
import type { Output, World } from './cli/world.ts';
import { composition } from './compose.ts';

// The door for terminals and schedulers: it joins the process to the command line, and holds nothing else.

const ending = new AbortController();

const world: World = {
  args: process.argv.slice(2),
  env: process.env,
  input: {
    isTerminal: process.stdin.isTTY === true,
    lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  },
  out: outputOn(process.stdout),
  err: outputOn(process.stderr),
  signal: ending.signal,
  monotonic: () => performance.now(),
  dataFolder: dataFolderOf(process.env, process.platform, homedir()),
  version: versionBeside(import.meta.dirname),
  composition,
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time it is meant at once; the journal is safe at any moment (R7).
    if (ending.signal.aborted) process.exit(EXIT.cancelled);
    ending.abort();
  });
}
process.on('uncaughtException', endUnexpectedly);
process.on('unhandledRejection', endUnexpectedly);

process.exit(await runCli(world));

function outputOn(stream: WriteStream): Output {
  // Whoever read our output has read enough (`muster report rows | head`).
  stream.on('error', () => process.exit(EXIT.done));
  return {
    write: (text) => new Promise((resolve) => void stream.write(text, () => resolve())),
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

function endUnexpectedly(error: unknown): void {
  const failure = failureOf(error);
  const form = world.args.includes('--json') ? 'json' : 'text';
  void printFailure(world, failure, form).then(() => process.exit(exitOfFailure(failure)));
}

/** package.json lies above this file, built or not. */
function versionBeside(folder: string): string {
  for (const up of ['..', '../..']) {
    const file = `${folder}/${up}/package.json`;
    if (!existsSync(file)) continue;
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  }
  return 'unknown';
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program on the terminal of this process and answers its exit code; a program ended by a signal
 * answers 128 and the signal's number, as a shell does (SIGINT: 130).
 */
export function runCli(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    // A terminal sends Ctrl-C to the program as well; passing it on would make one key press count twice.
    const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const passOn = (signal) => {
      if (!(signal === 'SIGINT' && onTerminal)) child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

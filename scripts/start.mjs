// npm start: sets up what is missing, then opens the window with the demo tenant; without a display it runs the demo
// tenant's test-mode sync on the command line.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { runMuster } from './run-muster.mjs';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { say } from './setup/progress.mjs';
import { findWindowHost } from './setup/window-host.mjs';

await setUpOrExit({ again: 'changes' });
const host = await findWindowHost(root);
for (const sentence of host.sentences) say(sentence);
if (host.command === undefined) await runMuster(root, ['demo', ...process.argv.slice(2)]);
else process.exitCode = await open(host.command, [...host.args, root, '--demo', ...process.argv.slice(2)]);

/** Answers the exit code; a program ended by a signal answers 128 and its number, as a shell does. */
function open(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    // Ctrl-C reaches the window as well; it ends by itself, and so does this process after it.
    process.on('SIGINT', () => undefined);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectNode } from './setup/npm-packages.mjs';

/**
 * Runs the built command line with these arguments. npm puts the project's Node first in the path, so this
 * process usually is the right one already and becomes Muster itself: a signal, even SIGKILL, then meets the
 * program and not a go-between. Under another Node (the first start on a fresh machine) it runs beneath us.
 */
export async function runMuster(root, args) {
  const cli = join(root, 'out/main/cli.js');
  if (!isProjectNode(root)) {
    process.exitCode = await runBeneath(projectNode(root), [cli, ...args]);
    return;
  }
  process.argv = [process.argv[0], cli, ...args];
  await import(pathToFileURL(cli).href);
}

function isProjectNode(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8'));
  return process.version === `v${version}`;
}

/** Answers the exit code; a program ended by a signal answers 128 and its number, as a shell does. */
function runBeneath(command, args) {
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

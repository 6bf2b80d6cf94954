import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { logFile, writeLog } from './progress.mjs';

/**
 * Runs one command of the set-up without a terminal: no standard input, all output into the log.
 * Answers how it ended and what it said; never throws because the command failed.
 */
export function runStep(root, command, args, { env = {}, limitMinutes = 15 } = {}) {
  writeLog(root, `\n$ ${[command, ...args].join(' ')}\n`);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let cancelledBy;
    let killer;
    const stop = () => {
      signalGroup(child, 'SIGTERM');
      killer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
    };
    const timer = setTimeout(() => {
      writeLog(root, `\nStopped after ${limitMinutes} minutes.\n`);
      stop();
    }, limitMinutes * 60_000);
    // A cancelled set-up ends only after its package manager has: the next set-up would otherwise meet it at work.
    const cancel = (signal) => {
      cancelledBy ??= signal;
      stop();
    };
    process.on('SIGINT', cancel).on('SIGTERM', cancel);
    const collect = (chunk) => {
      output += chunk;
      appendFileSync(logFile(root), chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const end = (code, reason) => {
      clearTimeout(timer);
      clearTimeout(killer);
      process.off('SIGINT', cancel).off('SIGTERM', cancel);
      if (cancelledBy) process.exit(cancelledBy === 'SIGINT' ? 130 : 143);
      if (reason) writeLog(root, `${reason}\n`);
      resolve({ ok: code === 0, output });
    };
    child.on('error', (error) => end(undefined, String(error)));
    child.on('close', (code) => end(code));
  });
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // The group may have ended by itself in between; anything else is a fault of ours.
    if (error.code !== 'ESRCH') throw error;
  }
}

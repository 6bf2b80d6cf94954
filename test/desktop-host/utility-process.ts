import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { refuseUnknown } from './refuse-unknown.ts';

/** Electron's UtilityProcess as a plain child of Node; messages need no ports. */
class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;

  constructor(file: string, args: readonly string[], options: { readonly env?: NodeJS.ProcessEnv }) {
    super();
    this.child = forkProcess(file, args, {
      env: options.env ?? process.env,
      execArgv: ['--require', `${import.meta.dirname}/utility-process-port.cjs`],
      serialization: 'advanced',
    });
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
    this.child.on('message', (message) => this.emit('message', message));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown): void {
    if (this.child.connected)
      this.child.send(Object(message) === message ? (message as object) : String(message));
  }

  kill(): boolean {
    return this.child.kill();
  }
}

export const utilityProcess = refuseUnknown(
  {
    fork: (file: string, args: readonly string[] = [], options: { readonly env?: NodeJS.ProcessEnv } = {}) =>
      refuseUnknown(new UtilityProcess(file, args, options), 'UtilityProcess'),
  },
  'utilityProcess',
);

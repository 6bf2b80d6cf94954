import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

interface Held {
  readonly file: string;
  readonly socket: string;
  readonly server: Server;
}

let held: Held | undefined;

/**
 * One process per data folder, as Electron's lock: a file with the holder's process, and a socket on which it hears of
 * later starts. A holder that was killed holds nothing. Answers whether the lock is ours.
 */
export function takeLock(
  userData: string,
  mine: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  if (held) return true;
  mkdirSync(userData, { recursive: true });
  const file = join(userData, 'stand-in-instance.lock');
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16);
  const beside = join(userData, 'stand-in.sock');
  // The path of a socket may have about a hundred characters.
  const socket = beside.length < 100 ? beside : join(tmpdir(), `muster-host-${name}.sock`);
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (isHeld(file)) {
      tellFirst(socket, mine);
      return false;
    }
    rmSync(file, { force: true });
  }
  rmSync(socket, { force: true });
  const server = createServer(async (connection) => {
    try {
      const second: SecondInstance = JSON.parse((await buffer(connection)).toString('utf8'));
      connection.end();
      onSecond(second);
    } catch (error) {
      console.error('A second start could not be understood:', error);
    }
  });
  server.listen(socket);
  server.unref();
  held = { file, socket, server };
  process.on('exit', releaseLock);
  return true;
}

export function holdsLock(): boolean {
  return held !== undefined;
}

export function releaseLock(): void {
  if (!held) return;
  held.server.close();
  rmSync(held.file, { force: true });
  rmSync(held.socket, { force: true });
  held = undefined;
}

function isHeld(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Given up a moment ago.
    return false;
  }
  const [pid, start] = text.split(' ');
  return start !== undefined && startOf(Number(pid)) === start;
}

/** When a process began, so that another one which later got the same number is not taken for it. */
function startOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  } catch {
    // No such process.
    return undefined;
  }
}

/** In a process of its own, since the app quits right after it was refused the lock, and must be heard before. */
function tellFirst(socket: string, mine: SecondInstance): void {
  const script = `
    const tell = (left) => {
      const to = require('node:net').connect(process.argv[1], () => to.end(process.argv[2]));
      to.on('error', () => left > 0 ? setTimeout(tell, 100, left - 1) : process.exit(1));
    };
    tell(20);`;
  spawnSync(process.execPath, ['-e', script, socket, JSON.stringify(mine)], { stdio: 'ignore' });
}

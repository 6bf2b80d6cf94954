import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A disk that a test can fill up while a process works on it, and make room on. */
export interface SmallDisk {
  readonly folder: string;
  /** From now on, `pid` can write nothing more that makes a file longer. */
  fill(pid: number): void;
  makeRoom(pid: number): void;
}

export interface KindOfDisk {
  readonly name: string;
  readonly open: () => SmallDisk;
}

const SIZE_MB = 64;
const PIECES = [1 << 20, 1 << 12, 1];

/** A disk that is really full wherever this user may mount one; everywhere, a limit on the size of files. */
export function kindsOfFullDisk(): readonly KindOfDisk[] {
  const limit = { name: 'at its limit on the size of files', open: limitedDisk };
  return mayMount() ? [{ name: 'full', open: mountedDisk }, limit] : [limit];
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'muster-mount-'));
  const mounted = mount(folder);
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

function mount(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]).status === 0;
}

function mountedDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'muster-disk-'));
  mount(folder);
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      for (const size of PIECES) {
        for (let full = false; !full; ) full = !takes(ballast, size);
      }
    },
    makeRoom: () => rmSync(ballast),
  };
}

function takes(file: string, size: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}

/** Needs no rights: the process gets EFBIG for each byte beyond the first of its files' fourth KiB. */
function limitedDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'muster-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const limit = (pid: number, to: string) => {
    const set = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${to}:unlimited`]);
    if (set.status !== 0) throw new Error(`prlimit: ${set.stderr}`);
  };
  return {
    folder,
    fill: (pid) => limit(pid, '4096'),
    makeRoom: (pid) => limit(pid, 'unlimited'),
  };
}

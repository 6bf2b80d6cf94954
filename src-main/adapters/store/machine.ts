import { readFileSync, readlinkSync } from 'node:fs';
import { uptime } from 'node:os';

/** What the operating system knows about processes, so that a dead run is told from a sleeping one. */
export interface Machine {
  /** Time since this machine started, in ms; setting the clock does not move it. */
  uptimeMs(): number;
  /** Names this start of this machine, as far as process numbers reach; '' where that is not known. */
  name(): string;
  /** `absent`: no such process. Otherwise when it started, '' where that is not known. */
  processStart(pid: number): 'absent' | { readonly start: string };
}

/**
 * The machine we run on. Process numbers are used again, so on Linux the start time is compared too;
 * elsewhere only whether the number is in use.
 */
export const thisMachine: Machine = {
  uptimeMs: () => Math.round(uptime() * 1000),
  name: linuxMachineName,
  processStart(pid) {
    if (!processExists(pid)) return 'absent';
    return { start: linuxStartTime(pid) };
  },
};

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function linuxMachineName(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Not Linux: the caller goes by the heartbeat as well, as it would with any unknown name.
    return '';
  }
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); the name in field 2 may hold spaces and brackets. */
function linuxStartTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // Not Linux, or it ended just now: unknown counts as "may be alive", which is the safe side.
    return '';
  }
}

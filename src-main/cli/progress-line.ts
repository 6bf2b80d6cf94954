import { loadSentence } from '../app/console-load.ts';
import type { RunPhase, RunProgress } from '../app/run-progress.ts';
import { formatCount, formatDuration } from '../core/number-words.ts';
import type { World } from './world.ts';

const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  claim: 'Claiming the sync',
  'read-directory': 'Reading the directory',
  'read-console': 'Reading the console',
  compare: 'Comparing',
  'check-limits': 'Checking the limits',
  'apply-restores-and-creates': 'Restoring and creating',
  'apply-changes': 'Changing',
  'apply-groups': 'Groups',
  'apply-memberships': 'Memberships',
  'apply-manager-links': 'Manager links',
  'apply-archives': 'Archiving',
  confirm: 'Confirming',
};

const AT_MOST_EVERY_MS = 100;
// Carriage return and "erase to the end of the line": the line is drawn over itself.
const OVER = '\r\u001b[K';

export interface ProgressLine {
  show(progress: RunProgress): void;
  /** Takes the line away, so that what is printed next begins at the left. */
  clear(): Promise<void>;
}

/** What a run is doing, on one line of standard error; where that is no terminal, nothing (design §14). */
export function progressLine(world: Pick<World, 'err' | 'monotonic'>): ProgressLine {
  const { err, monotonic } = world;
  if (!err.isTerminal) return { show: () => undefined, clear: async () => undefined };
  let drawnAt = Number.NEGATIVE_INFINITY;
  let phase: RunPhase | undefined;
  let writing = Promise.resolve();
  const draw = (text: string) => {
    writing = writing.then(() => err.write(text));
  };
  return {
    show(progress) {
      const now = monotonic();
      if (progress.phase === phase && now - drawnAt < AT_MOST_EVERY_MS) return;
      drawnAt = now;
      phase = progress.phase;
      draw(OVER + progressText(progress).slice(0, (err.columns ?? 80) - 1));
    },
    async clear() {
      if (phase !== undefined) draw(OVER);
      await writing;
    },
  };
}

export function progressText({ phase, done, total, waitMs, load }: RunProgress): string {
  const of = total === undefined ? '' : ` of ${formatCount(total)}`;
  const count = done > 0 || total !== undefined ? ` ${formatCount(done)}${of}` : ' …';
  const wait = waitMs === undefined ? '' : ` · the console asked us to wait ${formatDuration(waitMs)}`;
  const requests = load === undefined ? '' : ` · ${loadSentence(load)}`;
  return `${PHASE_WORDS[phase]}${count}${wait}${requests}`;
}

import type { Failure } from '../../core/failure.ts';
import type { JournalAnswer, JournalEntry, JournalStore } from '../ports/main-store.ts';

/** What one piece of work gives back: its answers, or why the whole run must stop. */
export type WorkEnd =
  | { readonly answers: readonly JournalAnswer[]; readonly stop?: undefined }
  | { readonly answers: readonly JournalAnswer[]; readonly stop: Failure };

export interface Work {
  readonly intents: readonly JournalEntry[];
  readonly send: () => Promise<WorkEnd>;
}

/** How many pieces of work are in which state at most. */
export interface WindowSize {
  /** Under way at a time; with so many journaled a run begins, and to so many it falls back at a slow console. */
  readonly atOnce: number;
  /**
   * Journaled and not answered. More than `atOnce` only where none of them was sent before: those whose turn does not
   * come, since the run stops, are answered as not reached.
   */
  readonly journaled: number;
}

/** A window whose half is answered quicker than this doubles; one that takes four times as long halves. */
const HALF_WINDOW_MS = 50;

/**
 * Keeps a window of requests under way. Their intents are on disk before any of them is sent, and answers go
 * there together with the next intents, so that one disk write serves many requests (R7). The window grows while the
 * console is quick: a disk write takes as long as many quick answers, and nothing is sent meanwhile. At a slow console
 * it is small, so that a crash leaves few rows to be looked up.
 */
export async function sendThroughJournal(
  work: AsyncIterable<Work> | Iterable<Work>,
  journal: Pick<JournalStore, 'write'>,
  size: WindowSize,
  isCancelled: () => boolean,
  onAnswered: (count: number) => void,
  monotonic: () => number,
): Promise<Failure | undefined> {
  let window = size.atOnce;
  let releasedAt = monotonic();
  let stop: Failure | undefined;
  let fault: { readonly error: unknown } | undefined;
  let answers: JournalAnswer[] = [];
  /** Gathered; on no disk yet. */
  let waiting: Work[] = [];
  /** Journaled, and not yet their turn, from `turn` on. */
  let journaled: readonly Work[] = [];
  let turn = 0;
  let running = 0;
  /** Whoever waits until no more than this many are journaled and not answered. */
  let waiter: { readonly most: number; readonly resolve: () => void } | undefined;

  const isOver = () => stop !== undefined || fault !== undefined || isCancelled();
  const open = () => running + journaled.length - turn;

  const untilAtMost = (most: number): Promise<void> =>
    open() <= most
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiter = { most, resolve };
        });

  const sendOne = async (piece: Work): Promise<void> => {
    try {
      const end = await piece.send();
      for (const answer of end.answers) answers.push(answer);
      stop ??= end.stop;
      // Told when it is known, not when it is on the disk: at a slow console the rest of the window may take long.
      if (end.answers.length > 0) onAnswered(end.answers.length);
    } catch (error) {
      // A fault of our own: the others under way are still heard out and journaled before it is told.
      fault ??= { error };
    }
    running--;
    takeTurns();
    if (waiter === undefined || open() > waiter.most) return;
    waiter.resolve();
    waiter = undefined;
  };

  const takeTurns = () => {
    while (running < size.atOnce) {
      const piece = journaled[turn];
      if (piece === undefined) return;
      turn++;
      if (isOver()) {
        for (const { runId, seq, step } of piece.intents)
          answers.push({ runId, seq, step, result: { status: 'not-reached' } });
        continue;
      }
      running++;
      void sendOne(piece);
    }
  };

  const release = () => {
    if (answers.length === 0 && waiting.length === 0) return;
    const told = answers;
    const next = waiting;
    answers = [];
    waiting = [];
    try {
      journal.write(
        told,
        next.flatMap((piece) => piece.intents),
      );
    } catch (error) {
      // Nothing of `next` was sent. What was told is kept, since the disk may take it once requests have ended.
      answers = [...told, ...answers];
      fault ??= { error };
      return;
    }
    journaled = [...journaled.slice(turn), ...next];
    turn = 0;
    takeTurns();
  };

  const adapt = () => {
    const now = monotonic();
    const took = now - releasedAt;
    releasedAt = now;
    if (took < HALF_WINDOW_MS) window = Math.min(size.journaled, window * 2);
    else if (took > 4 * HALF_WINDOW_MS) window = Math.max(size.atOnce, window / 2);
  };

  for await (const piece of work) {
    if (isOver()) break;
    waiting.push(piece);
    if (waiting.length < window / 2) continue;
    await untilAtMost(window / 2);
    // What was heard while waiting counts: the rest is not sent.
    if (isOver()) break;
    adapt();
    release();
  }
  if (!isOver()) release();
  waiting = [];
  await untilAtMost(0);
  // The last try: where the disk still takes nothing, a resume looks at the console for what is not told (R7).
  release();
  if (fault) throw fault.error;
  return stop;
}

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

/**
 * Keeps a window of requests under way. Their intents are on disk before any of them is sent, and answers go
 * there together with the next intents, so that one disk write serves many requests (R7).
 */
export async function sendThroughJournal(
  work: AsyncIterable<Work> | Iterable<Work>,
  journal: JournalStore,
  window: number,
  isCancelled: () => boolean,
  onAnswered: (count: number) => void,
): Promise<Failure | undefined> {
  const running = new Set<Promise<void>>();
  let answers: JournalAnswer[] = [];
  let stop: Failure | undefined;
  let fault: { readonly error: unknown } | undefined;
  let waiting: Work[] = [];

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
    for (const piece of next) {
      const sending: Promise<void> = piece
        .send()
        .then((end) => {
          for (const answer of end.answers) answers.push(answer);
          stop ??= end.stop;
          // Told when it is known, not when it is on the disk: at a slow console the rest of the window may take long.
          if (end.answers.length > 0) onAnswered(end.answers.length);
        })
        // A fault of our own: the others under way are still heard out and journaled before it is told.
        .catch((error: unknown) => {
          fault ??= { error };
        })
        .finally(() => running.delete(sending));
      running.add(sending);
    }
  };

  for await (const piece of work) {
    if (stop || fault || isCancelled()) break;
    waiting.push(piece);
    if (waiting.length < window / 2) continue;
    while (running.size > window / 2) await Promise.race(running);
    // What was heard while waiting counts: the rest is not sent.
    if (stop || fault || isCancelled()) break;
    release();
  }
  if (!stop && !fault && !isCancelled()) release();
  waiting = [];
  while (running.size > 0) await Promise.race(running);
  release();
  // The last try: where the disk still takes nothing, a resume looks at the console for what is not told (R7).
  if (fault) throw fault.error;
  return stop;
}

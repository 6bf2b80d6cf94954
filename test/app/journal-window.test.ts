import { expect, it } from 'vitest';
import { sendThroughJournal, type Work, type WorkEnd } from '../../src-main/app/apply/journal-window.ts';
import type { JournalAnswer, JournalEntry, JournalStore } from '../../src-main/app/ports/main-store.ts';

const journal: Pick<JournalStore, 'write'> = { write: () => undefined };

it('an answer is told when it comes, although others of the window are still waited for', async () => {
  const answer = {} as JournalAnswer;
  let release = (_end: WorkEnd) => {};
  const held = new Promise<WorkEnd>((resolve) => {
    release = resolve;
  });
  const work: readonly Work[] = [
    { intents: [], send: async () => ({ answers: [answer] }) },
    { intents: [], send: () => held },
  ];
  let told = 0;
  const sent = sendThroughJournal(
    work,
    journal,
    { atOnce: 32, journaled: 32 },
    () => false,
    (count) => {
      told += count;
    },
    () => 0,
  );
  await expect.poll(() => told).toBe(1);
  release({ answers: [answer] });
  expect(await sent).toBeUndefined();
  expect(told).toBe(2);
});

interface Wire {
  readonly sent: number[];
  readonly written: {
    readonly answers: readonly JournalAnswer[];
    readonly intents: readonly JournalEntry[];
  }[];
  readonly work: readonly Work[];
  readonly journal: Pick<JournalStore, 'write'>;
}

/** Pieces that note when they are sent, each after a turn of the loop, and a journal that notes what it was given. */
function wire(
  pieces: number,
  endOf: (seq: number) => WorkEnd = (seq) => ({ answers: [applied(seq)] }),
): Wire {
  const sent: number[] = [];
  const written: Wire['written'] = [];
  const onDisk = new Set<number>();
  const journal: Pick<JournalStore, 'write'> = {
    write(answers, intents) {
      written.push({ answers, intents });
      for (const { seq } of intents) onDisk.add(seq);
    },
  };
  const work = Array.from({ length: pieces }, (_, seq): Work => {
    const intent = { runId: 'run', seq, step: 'main', object: 'user', key: String(seq) } as JournalEntry;
    return {
      intents: [intent],
      send: async () => {
        if (!onDisk.has(seq)) throw new Error(`${seq} was sent before its intent was on the disk`);
        sent.push(seq);
        await new Promise((resolve) => setImmediate(resolve));
        return endOf(seq);
      },
    };
  });
  return { sent, written, work, journal: journal };
}

const applied = (seq: number): JournalAnswer => ({
  runId: 'run',
  seq,
  step: 'main',
  result: { status: 'applied' },
});
const answered = ({ written }: Wire) => written.flatMap(({ answers }) => answers);
const SIZE = { atOnce: 4, journaled: 64 };

it('one disk write serves more and more requests while the console is quick, and few where it is slow', async () => {
  const quick = wire(500);
  await sendThroughJournal(
    quick.work,
    quick.journal,
    SIZE,
    () => false,
    () => {},
    () => 0,
  );
  expect(quick.sent).toHaveLength(500);
  expect(answered(quick)).toHaveLength(500);
  expect(Math.max(...quick.written.map(({ intents }) => intents.length))).toBe(32);

  const slow = wire(500);
  let now = 0;
  await sendThroughJournal(
    slow.work,
    slow.journal,
    SIZE,
    () => false,
    () => {},
    () => (now += 1_000),
  );
  expect(answered(slow)).toHaveLength(500);
  expect(Math.max(...slow.written.map(({ intents }) => intents.length))).toBe(2);
});

it('what was journaled and whose turn did not come is not sent once the run stops, and told as not reached', async () => {
  const failure = { code: 'token-refused', sentence: '', next: '' } as const;
  const refused = wire(500, (seq) =>
    seq === 100 ? { answers: [], stop: failure } : { answers: [applied(seq)] },
  );
  const stop = await sendThroughJournal(
    refused.work,
    refused.journal,
    SIZE,
    () => false,
    () => {},
    () => 0,
  );
  expect(stop).toBe(failure);
  // The refused one and at most those that were under way beside it.
  expect(Math.max(...refused.sent)).toBeLessThan(100 + 2 * SIZE.atOnce);
  const intended = refused.written.flatMap(({ intents }) => intents.map(({ seq }) => seq));
  const results = new Map(answered(refused).map(({ seq, result }) => [seq, result.status]));
  for (const seq of intended) {
    if (seq === 100) expect(results.has(seq)).toBe(false);
    else expect(results.get(seq)).toBe(refused.sent.includes(seq) ? 'applied' : 'not-reached');
  }
  expect([...results.values()]).toContain('not-reached');
});

it('a cancel lets nothing more out', async () => {
  const cancelled = wire(500);
  await sendThroughJournal(
    cancelled.work,
    cancelled.journal,
    SIZE,
    () => cancelled.sent.length >= 50,
    () => {},
    () => 0,
  );
  expect(cancelled.sent.length).toBeLessThan(50 + 2 * SIZE.atOnce);
  const intended = cancelled.written.reduce((sum, { intents }) => sum + intents.length, 0);
  expect(answered(cancelled)).toHaveLength(intended);
});

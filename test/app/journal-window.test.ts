import { expect, it } from 'vitest';
import { sendThroughJournal, type Work, type WorkEnd } from '../../src-main/app/apply/journal-window.ts';
import type { JournalAnswer, JournalStore } from '../../src-main/app/ports/main-store.ts';

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
    journal as JournalStore,
    32,
    () => false,
    (count) => {
      told += count;
    },
  );
  await expect.poll(() => told).toBe(1);
  release({ answers: [answer] });
  expect(await sent).toBeUndefined();
  expect(told).toBe(2);
});

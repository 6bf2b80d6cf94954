import { systemClock } from '../../src-main/adapters/clock/system-clock.ts';
import { openMainStore } from '../../src-main/adapters/store/open-main-store.ts';
import type { JournalEntry } from '../../src-main/app/ports/main-store.ts';

// Writes the journal of run r1 batch by batch, 50 people each, until it is killed; says each batch that is safe.
const opened = openMainStore({ file: process.argv[2] ?? '', clock: systemClock });
if (!opened.ok) throw new Error(opened.failure.sentence);
const { journal } = opened.value;
const BATCH = 50;
const batch = (n: number): JournalEntry[] =>
  Array.from({ length: BATCH }, (_, i) => ({
    runId: 'r1',
    seq: n * BATCH + i + 1,
    step: 'main',
    object: 'user',
    key: `person-${n * BATCH + i + 1}`,
    operation: { phase: 'create', level: 0, canonical: `user ${n}/${i}`, act: { kind: 'create-user' } },
  }));
for (let n = 0; ; n++) {
  const answers =
    n === 0
      ? []
      : batch(n - 1).map(({ runId, seq, step }) => ({
          runId,
          seq,
          step,
          result: { status: 'applied' as const },
          createdId: `id-${seq}`,
        }));
  journal.write(answers, batch(n));
  process.stdout.write(`${n}\n`);
}

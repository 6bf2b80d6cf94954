import { systemClock } from '../../src-main/adapters/clock/system-clock.ts';
import { openMainStore } from '../../src-main/adapters/store/open-main-store.ts';

// Writes so many lines of the history as soon as a line comes in, and says when it is done.
const [file = '', who = '', count = ''] = process.argv.slice(2);
const opened = openMainStore({ file, clock: systemClock });
if (!opened.ok) throw new Error(opened.failure.sentence);
const { history } = opened.value;
console.log('ready');
process.stdin.on('data', () => {
  for (let n = 0; n < Number(count); n++) {
    const id = `${who}-${n}`;
    history.append({ id, atMs: Date.now(), tenantId: 't1', who, what: 'settings-saved', sentence: id });
  }
  console.log('done');
  process.stdin.destroy();
});

import { countOf, formatCount } from '../core/number-words.ts';
import type { ConsoleLoad } from './run-progress.ts';

/** "8 at a time, most 16; slowed down twice by the console": how the console bears the requests of a run (R17). */
export function loadSentence({ limit, most, slowed }: ConsoleLoad): string {
  const now = `${formatCount(limit)} at a time, most ${formatCount(most)}`;
  return slowed === 0 ? now : `${now}; slowed down ${timesOf(slowed)} by the console`;
}

function timesOf(slowed: number): string {
  if (slowed === 1) return 'once';
  return slowed === 2 ? 'twice' : countOf(slowed, 'time', 'times');
}

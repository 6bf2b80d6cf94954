import type { House } from '../app/house.ts';
import type { StoredRow } from '../app/ports/report-store.ts';
import { type Result, succeed } from '../core/failure.ts';
import type { PathFact, PathStep } from '../core/path-step.ts';
import { sentenceText, valueText } from './people-text.ts';
import { type Layout, wrap } from './text-layout.ts';

/** The way to a verdict as numbered steps, each fact on a line: source, mapping, match, rule, verdict. */
export function pathText(steps: readonly PathStep[], layout: Layout): string {
  const lines = steps.flatMap(({ step, title, sentence, facts }, at) => [
    wrap(`${at + 1} ${layout.paint('strong', title)}: ${sentenceText(sentence)}`, 6, layout, 8),
    ...facts
      // The source has just named every value; of the mapping it is told what it did.
      .filter(({ from, note }) => step !== 'mapping' || from !== undefined || note !== undefined)
      .map((fact) => wrap(layout.paint('weak', factText(fact)), 10, layout, 12)),
  ]);
  return ['    How this came about', ...lines].join('\n');
}

function factText({ label, value, from, note }: PathFact): string {
  const change = from === undefined ? valueText(value) : `${valueText(from)} → ${valueText(value)}`;
  return `${sentenceText(label)}: ${change}${note === undefined ? '' : ` – ${sentenceText(note)}`}`;
}

/** One person's path in JSON: `facts` have a label, the value, what it was before, and a note. */
export interface PathJson {
  readonly row: number;
  readonly steps: readonly PathStep[];
  /** `gone`: the listings behind the report are no longer kept, so that raw values are missing. */
  readonly listings: 'kept' | 'gone';
}

/** More would be no answer about single people (ux §8). */
const MOST_PATHS = 50;

/** The paths of the people among some rows, in their order. */
export async function pathsOf(
  house: House,
  reportId: string,
  rows: readonly StoredRow[],
  signal: AbortSignal,
): Promise<Result<readonly PathJson[]>> {
  const paths: PathJson[] = [];
  for (const { seq } of rows.filter(({ object }) => object === 'user').slice(0, MOST_PATHS)) {
    const path = await house.personPath(reportId, seq, signal);
    if (!path.ok) return path;
    const { steps, listings } = path.value;
    if (steps.length > 0) paths.push({ row: seq, steps, listings });
  }
  return succeed(paths);
}

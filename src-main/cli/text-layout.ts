import { styleText } from 'node:util';
import type { Verdict } from '../core/report.ts';
import type { World } from './world.ts';

export type Emphasis = 'strong' | 'weak' | 'loss' | 'caution' | 'good';

/** How lines are laid out here: colour never stands alone, the words always say the same. */
export interface Layout {
  readonly width: number | undefined;
  readonly paint: (emphasis: Emphasis, text: string) => string;
}

const STYLES = { strong: 'bold', weak: 'dim', loss: 'red', caution: 'yellow', good: 'green' } as const;

export function layoutFor(world: World): Layout {
  const { out, env } = world;
  const colour = out.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    width: out.columns,
    paint: (emphasis, text) => (colour ? styleText(STYLES[emphasis], text, { validateStream: false }) : text),
  };
}

/** Red is for Archived and for loss, nowhere else (ux §13). */
export function emphasisOf(verdict: Verdict): Emphasis {
  if (verdict === 'Archived') return 'loss';
  return verdict === 'Blocked' ? 'caution' : 'strong';
}

/**
 * Breaks a text at spaces so that it fits, each further line under the first. A word is never cut: an
 * e-mail address must stay whole, even where it is longer than the line.
 */
export function wrap(
  text: string,
  indent: number,
  { width }: Pick<Layout, 'width'>,
  hanging = indent,
): string {
  const first = ' '.repeat(indent);
  if (width === undefined) return first + text;
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = ' '.repeat(hanging) + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
    isEmpty = false;
  }
  lines.push(line);
  return lines.join('\n');
}

/** Columns of rows under each other; the last is wrapped. */
export function columns(rows: readonly (readonly string[])[], layout: Layout, indent = 2): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  }
  return rows.map((row) => {
    const cells = row.slice(0, -1).map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)));
    const lead = cells.length === 0 ? '' : `${cells.join('  ')}  `;
    // Spaces that align must not be places to break, so only the last cell is wrapped.
    const wrapped = wrap(row.at(-1) ?? '', indent + widthOf(lead), layout);
    return (' '.repeat(indent) + lead + wrapped.trimStart()).trimEnd();
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colour take no room.
const TAKES_NO_ROOM = /\u001b\[[0-9;]*m|[\u2066-\u2069]|\p{Mn}/gu;

/** Columns that a text takes on the screen; East Asian letters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text.replace(TAKES_NO_ROOM, '')) width += WIDE.test(char) ? 2 : 1;
  return width;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

import { type Layout, wrap } from './text-layout.ts';

/** Something to know or to do next; `command` can be copied as it stands. */
export interface Step {
  readonly say: string;
  readonly command?: string;
}

export function stepsText(heading: string, steps: readonly Step[], layout: Layout): string {
  const lines = [layout.paint('strong', heading)];
  for (const { say, command } of steps) {
    lines.push(wrap(`- ${say}`, 2, layout, 4));
    // A command to copy is never broken.
    if (command !== undefined) lines.push(`      ${command}`);
  }
  return lines.join('\n');
}

import type { Failure } from '../core/failure.ts';
import { formatCount } from '../core/number-words.ts';
import type { Answer } from './answer.ts';
import { jsonText, sentenceText } from './people-text.ts';
import type { World } from './world.ts';

/** Prints what a command answered: with `--json` one document on standard output and nothing else there. */
export async function printAnswer(world: World, answer: Answer, form: 'json' | 'text'): Promise<void> {
  if (form === 'json') {
    if (answer.json !== undefined) await printJson(world, answer.json);
    return;
  }
  if (answer.text !== '') await world.out.write(`${answer.text}\n`);
  if (answer.failure) await world.err.write(failureText(answer.failure));
}

/** Prints why nothing came of it: never a stack trace, never silence. */
export async function printFailure(world: World, failure: Failure, form: 'json' | 'text'): Promise<void> {
  if (form === 'json') await printJson(world, { error: failureJson(failure) });
  else await world.err.write(failureText(failure));
}

async function printJson(world: World, document: unknown): Promise<void> {
  // One line for scripts that read line by line, indented for whoever reads it on the screen.
  await world.out.write(`${jsonText(document, world.out.isTerminal ? 'indented' : 'one-line')}\n`);
}

export function failureJson(failure: Failure) {
  const { code, sentence, next, where, cause } = failure;
  return { code, sentence, next, ...(where ? { where } : {}), ...(cause === undefined ? {} : { cause }) };
}

/** What happened, where, what to do, and the other side's own words where there are some. */
export function failureText(failure: Failure): string {
  const lines = [`${placeOf(failure)}${sentenceText(failure.sentence)}`];
  if (failure.next !== '') lines.push(`  ${sentenceText(failure.next)}`);
  if (failure.cause) lines.push(`  Details: ${failure.code}, ${sentenceText(failure.cause)}`);
  return `${lines.join('\n')}\n`;
}

/** `hr.csv, line 12, column "Email": `, unless the sentence has it already. */
function placeOf({ where, sentence }: Failure): string {
  if (!where) return '';
  const parts: string[] = [];
  if (!sentence.includes(where.file)) parts.push(sentenceText(where.file));
  if (where.line !== undefined && !new RegExp(`\\b(line|row) ${where.line}\\b`).test(sentence)) {
    parts.push(`line ${formatCount(where.line)}`);
  }
  if (where.column !== undefined && !sentence.includes(where.column)) {
    parts.push(`column "${sentenceText(where.column)}"`);
  }
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

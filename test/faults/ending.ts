import type { SyncOutcome } from '../../src-main/app/house.ts';
import { exitOfFailure, exitOfOutcome } from '../../src-main/cli/exit-codes.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { resultSentence } from '../../src-main/core/run-sentences.ts';
import { rowsOf } from '../e2e/open-world.ts';
import type { Ending } from './fault-lines.ts';
import type { FaultWorld } from './fault-world.ts';

/** How a run ended, in the form of the table. */
export function endingOf(result: Result<SyncOutcome>, { world, host }: FaultWorld): Ending {
  const told = (text: string) => text.replaceAll(host, '{host}');
  if (!result.ok) {
    const { code, sentence, next } = result.failure;
    return {
      status: 'none',
      exit: exitOfFailure(result.failure),
      code,
      sentence: told(sentence),
      next: told(next),
    };
  }
  const { status, report, failure } = result.value;
  const rows = (report ? rowsOf(world.house, report.reportId) : []).flatMap(({ result: one }) =>
    one === undefined || one.status === 'applied' ? [] : [resultSentence(one)],
  );
  return {
    status,
    exit: exitOfOutcome(result.value),
    ...(failure === undefined
      ? {}
      : { code: failure.code, sentence: told(failure.sentence), next: told(failure.next) }),
    ...(rows.length === 0 ? {} : { rows: [...new Set(rows)].sort() }),
  };
}

/** What of an ending a line of the table promises. */
export function promised(ending: Ending): Ending {
  const { status, exit, code, sentence, next, rows } = ending;
  return {
    status,
    exit,
    ...(code === undefined ? {} : { code }),
    ...(sentence === undefined ? {} : { sentence }),
    ...(next === undefined ? {} : { next }),
    ...(rows === undefined ? {} : { rows: [...rows].sort() }),
  };
}

import { countOf, formatCount, formatTime, joinWithAnd } from './number-words.ts';
import type { ReadyLine } from './ready-list.ts';

/** The first line that is not met, as a sentence for notices and `armed.failed` (ux §5, §11). */
export function readySentence(line: ReadyLine): string {
  switch (line.code) {
    case 'listings':
      return `The listing of the ${joinWithAnd(line.incomplete)} is incomplete.`;
    case 'fresh':
      return line.sourcesChanged
        ? 'The sources were changed since the report.'
        : 'The report is too old to go by.';
    case 'guard':
      return 'The limits halt this plan, and nobody allowed it.';
    case 'aliases':
      return line.known
        ? `${countOf(line.aliases, 'alias is', 'aliases are')} not acknowledged.`
        : 'The unknown number of aliases is not acknowledged.';
    case 'heavy':
      return `Heavy warnings reviewed: ${formatCount(line.reviewed)} of ${formatCount(line.total)}.`;
    case 'approved':
      return line.lapsed ? 'The approval has lapsed.' : 'Nobody has approved the report.';
    case 'erased':
      return 'Somebody was erased from the report, so its plan is never applied.';
    case 'provisioning':
      return 'User Provisioning is off.';
    case 'mode':
      return 'ADI is selected.';
    case 'run':
      return line.interrupted
        ? 'An Interrupted sync waits to be resumed or closed.'
        : 'Another sync of this tenant is going on.';
    case 'test-mode':
      return 'Test Mode is on.';
    case 'limit':
      return line.endsAtMs === undefined
        ? 'The limit has not ended.'
        : `The limit ends at ${formatTime(line.endsAtMs, 'minute')}.`;
    default:
      return line satisfies never;
  }
}

import type { AskedReport } from '../../../src-preload/contract/people.ts';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import { directoryPlace } from './answer-words.ts';

type Change = RowDetail['allChanges'][number];

/** A line of the three columns: what each side has, and what a sync would make of it (ux §8). */
export interface PersonFact {
  readonly label: string;
  /** `undefined` = the side does not have it, or it was not compared. */
  readonly directory: string | undefined;
  readonly console: string | undefined;
  readonly change?: Change;
}

/** What is known of somebody on both sides. Values that were equal and are not in the report are not made up. */
export function personFacts(row: RowDetail, report: AskedReport): readonly PersonFact[] {
  const inDirectory = row.directoryRef !== undefined;
  const onConsole = row.consoleRef !== undefined;
  const changed = new Set<string>(row.allChanges.map(({ field }) => field));
  const same = (label: string, value: string): PersonFact[] =>
    value === ''
      ? []
      : [
          {
            label,
            directory: inDirectory ? value : undefined,
            console: onConsole ? value : undefined,
          },
        ];
  return [
    {
      label: 'Found',
      directory: inDirectory ? directoryPlace(row.directoryRef, report) : undefined,
      console: onConsole ? `id ${row.consoleRef}` : undefined,
    },
    ...(changed.has('userName') || changed.has('email') ? [] : same('Email', row.address)),
    ...row.allChanges.map((change) => changedFact(change, inDirectory, onConsole)),
    ...(changed.has('department') ? [] : same('Department', row.department)),
  ];
}

function changedFact(change: Change, inDirectory: boolean, onConsole: boolean): PersonFact {
  const { label, field } = change;
  // What a sync makes of somebody who is absent is no value of the directory.
  const directory = field === 'active' && change.new === 'Archived' ? 'Inactive' : change.new;
  return {
    label,
    directory: inDirectory ? directory : undefined,
    console: onConsole ? change.old : undefined,
    change,
  };
}

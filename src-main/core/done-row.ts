import type { ReportRow } from './report.ts';

/** How far one step of a row is proven by the journal. Only what is `done` is ever undone (R23). */
export type Proof = 'done' | 'unknown' | 'not done';

/** A row of a live run, with what became of it. */
export interface DoneRow {
  /** As the run's report has it: what each field was before, and what was written. */
  readonly row: ReportRow;
  /** Everything of the row but its manager link. */
  readonly main: Proof;
  /** The manager link, which is sent in a pass of its own (R8). */
  readonly manager: Proof;
  /** The console's id that the row's create gave. */
  readonly createdId: string | undefined;
}

/** Which person or group of the console the run meant, where that is known. */
export function consoleIdOf({ row, createdId }: DoneRow): string | undefined {
  const act = row.operation?.act;
  if (act?.kind === 'update-user' || act?.kind === 'update-group') return act.id;
  return createdId;
}

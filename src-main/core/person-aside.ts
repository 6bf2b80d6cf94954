import { tidy } from './fold.ts';
import type { PersonRecord } from './records.ts';
import type { ReportRow } from './report.ts';

/**
 * What a report keeps of a person beside what a sync compares: the department, by which people are counted (ux §5),
 * and aliases and employee number, by which they are found (ux §8). The directory's word counts, else the console's.
 */
export function personAside(
  directory: PersonRecord | undefined,
  console: PersonRecord | undefined,
): Pick<ReportRow, 'department' | 'also'> {
  const department = tidy(directory?.values.department ?? '') || tidy(console?.values.department ?? '');
  const also = alsoCalled(directory, console);
  if (also.length === 0) return department === '' ? NOTHING : { department };
  return department === '' ? { also } : { department, also };
}

const NOTHING = {};
const NOBODY: readonly string[] = [];

function alsoCalled(
  directory: PersonRecord | undefined,
  console: PersonRecord | undefined,
): readonly string[] {
  let found: string[] | undefined;
  for (const record of [directory, console]) {
    if (record === undefined) continue;
    for (const text of [record.values.employeeNumber, ...(record.aliases ?? NOBODY)]) {
      const name = text === undefined ? '' : tidy(text);
      if (name === '' || found?.includes(name)) continue;
      found ??= [];
      found.push(name);
    }
  }
  return found ?? NOBODY;
}

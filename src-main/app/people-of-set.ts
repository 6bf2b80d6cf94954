import { type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import type { Verdict } from '../core/report.ts';
import type { NamedPerson, ReportDesk } from './report-desk.ts';

/** A department or a group, as the newest whole report names it. */
export interface PeopleSet {
  readonly kind: 'department' | 'group';
  readonly name: string;
}

const MOST_SETS = 20;
/** Whoever would be archived is no longer in the directory, so is none of today's people. */
const TODAYS: readonly Verdict[] = ['Created', 'Changed', 'Restored', 'Unchanged', 'Excluded', 'Blocked'];

/**
 * Departments and groups whose name has the text. Without a text: the most frequent departments. A department with
 * the exact name is found although it is none of the frequent ones, as `facets` counts only twelve.
 */
export async function findPeopleSets(
  desk: Pick<ReportDesk, 'facets' | 'linesAt'>,
  reportId: string,
  text: string,
): Promise<Result<readonly PeopleSet[]>> {
  const facets = await desk.facets(reportId, { object: 'user' });
  if (!facets.ok) return facets;
  const wanted = text.trim();
  const departments = facets.value.departments.top
    .map(({ value }) => value)
    .filter((name) => name !== '' && fold(name).includes(fold(wanted)));
  const sets: PeopleSet[] = departments.map((name) => ({ kind: 'department', name }));
  if (wanted === '') return succeed(sets);
  if (!departments.includes(wanted)) {
    const exact = await desk.facets(reportId, { object: 'user', departments: [wanted] });
    if (!exact.ok) return exact;
    if (exact.value.rows > 0) sets.push({ kind: 'department', name: wanted });
  }
  const groups = await desk.linesAt(queryOf(reportId, 'group', wanted), 0, MOST_SETS);
  if (!groups.ok) return groups;
  const names = groups.value.lines.flatMap((line) => (line.kind === 'row' ? [line.row.groupName] : []));
  sets.push(...[...new Set(names)].map((name): PeopleSet => ({ kind: 'group', name })));
  return succeed(sets.slice(0, MOST_SETS));
}

/** Everyone who is in the group or department today, each once (ux §7: today's people, not the department). */
export async function peopleOfSet(
  desk: Pick<ReportDesk, 'peopleOf' | 'peopleOfGroup'>,
  reportId: string,
  { kind, name }: PeopleSet,
): Promise<Result<readonly NamedPerson[]>> {
  if (kind === 'group') return desk.peopleOfGroup(reportId, name);
  return desk.peopleOf(reportId, { filter: { object: 'user', departments: [name], verdicts: TODAYS } });
}

function queryOf(reportId: string, object: 'group', text: string) {
  return {
    reportId,
    filter: { object, text },
    sort: { by: 'name', direction: 'ascending' },
    fold: 'nothing',
    opened: [],
  } as const;
}

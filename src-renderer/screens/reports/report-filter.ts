import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import type { ReportObject, Verdict } from '../../../src-preload/contract/words.ts';

/** The order of the chips: what a sync would do, then what it leaves alone (ux §5). */
export const CHIP_ORDER: readonly Verdict[] = [
  'Created',
  'Changed',
  'Archived',
  'Restored',
  'Blocked',
  'Excluded',
  'Unchanged',
];

/** "All" is everything but Unchanged, which is behind its own chip (ux §5). */
const ALL: readonly Verdict[] = CHIP_ORDER.filter((verdict) => verdict !== 'Unchanged');

/** What is asked of the engine: without a chosen verdict, Unchanged stays away, unless warnings are asked for. */
export function asked(filter: ReportFilter): ReportFilter {
  return wantsUnchanged(filter) || filter.verdicts !== undefined ? filter : { ...filter, verdicts: ALL };
}

/** An unchanged row can bear a heavy warning, and that must be found. */
function wantsUnchanged({ verdicts, weight, warnings }: ReportFilter): boolean {
  if (verdicts !== undefined) return verdicts.includes('Unchanged');
  return weight !== undefined || warnings !== undefined;
}

/** A filter without one of its parts. */
export function without(filter: ReportFilter, part: keyof ReportFilter): ReportFilter {
  const { [part]: _gone, ...rest } = filter;
  return rest;
}

/** Puts a value into a list of the filter, or takes it out; an empty list is none. */
export function toggled<T>(list: readonly T[] | undefined, value: T): readonly T[] | undefined {
  const next = list?.includes(value) ? list.filter((item) => item !== value) : [...(list ?? []), value];
  return next.length === 0 ? undefined : next;
}

/** The filter with a list part that may be gone. */
export function withList<
  P extends 'verdicts' | 'reasons' | 'warnings' | 'fields' | 'departments' | 'results',
>(filter: ReportFilter, part: P, list: ReportFilter[P] | undefined): ReportFilter {
  return list === undefined ? without(filter, part) : { ...filter, [part]: list };
}

export interface FilterToken {
  readonly key: string;
  readonly label: string;
  readonly without: ReportFilter;
}

/** Each active part of the filter as a token that can be taken away, in the order in which Esc clears them (ux §5). */
export function tokensOf(filter: ReportFilter, facets: ReportFacets): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  const add = (key: string, label: string, rest: ReportFilter) => tokens.push({ key, label, without: rest });
  for (const verdict of filter.verdicts ?? [])
    add(`verdict ${verdict}`, verdict, withList(filter, 'verdicts', toggled(filter.verdicts, verdict)));
  if (filter.weight !== undefined) {
    const words = { heavy: 'Heavy warnings', light: 'Light warnings', any: 'Any warning' };
    add('weight', words[filter.weight], without(filter, 'weight'));
  }
  for (const code of filter.warnings ?? []) {
    const label = facets.warnings.find(({ value }) => value === code)?.headline ?? code;
    add(`warning ${code}`, label, withList(filter, 'warnings', toggled(filter.warnings, code)));
  }
  for (const name of filter.departments ?? [])
    add(
      `department ${name}`,
      `Department: ${name === '' ? '(none)' : name}`,
      withList(filter, 'departments', toggled(filter.departments, name)),
    );
  for (const field of filter.fields ?? []) {
    const label = facets.fields.find(({ value }) => value === field)?.label ?? field;
    add(`field ${field}`, `Changes ${label}`, withList(filter, 'fields', toggled(filter.fields, field)));
  }
  for (const reason of filter.reasons ?? []) {
    const label = facets.reasons.find(({ value }) => value === reason)?.label ?? reason;
    add(`reason ${reason}`, label, withList(filter, 'reasons', toggled(filter.reasons, reason)));
  }
  for (const result of filter.results ?? []) {
    const label = facets.results.find(({ value }) => value === result)?.label ?? result;
    add(`result ${result}`, label, withList(filter, 'results', toggled(filter.results, result)));
  }
  if (filter.review !== undefined)
    add('review', filter.review === 'open' ? 'Not reviewed' : 'Reviewed', without(filter, 'review'));
  if (filter.equalTo !== undefined) add('equal', 'Equal changes', without(filter, 'equalTo'));
  if (filter.text !== undefined) add('text', `“${filter.text}”`, without(filter, 'text'));
  return tokens;
}

/** The rows that limit of the guard was broken by: what a halted report opens with (ux §10). */
export function rowsOfLimit(limit: ReportView['guard']['reasons'][number]['limit']): ReportFilter {
  switch (limit) {
    case 'archived':
    case 'half':
      return { object: 'user', verdicts: ['Archived'] };
    case 'created':
      return { object: 'user', verdicts: ['Created', 'Restored'] };
    case 'changed':
      return { object: 'user', verdicts: ['Changed'] };
    case 'members':
      return { object: 'membership', verdicts: ['Archived'] };
    case 'blocked':
      return { object: 'user', verdicts: ['Blocked'] };
    case 'shrunk':
      return { object: 'user', reasons: ['archived.absent'] };
    default:
      return limit satisfies never;
  }
}

/** How many rows of an object a sync would do something for: the number on its tab (ux §5). */
export function changesOfObject({ counts }: Pick<ReportView, 'counts'>, object: ReportObject): number {
  const { users, groups, memberships } = counts;
  if (object === 'membership') return memberships.created + memberships.archived;
  const { created, changed, archived, restored } = object === 'user' ? users : groups;
  return created + changed + archived + restored;
}

/** All that applying would change (ux §11, `apply.confirm`). */
export function changesOfReport(view: Pick<ReportView, 'counts'>): number {
  return changesOfObject(view, 'user') + changesOfObject(view, 'group') + changesOfObject(view, 'membership');
}

/** "of 65": the rows of the tab that "All" means, and the unchanged ones where their chip is on. */
export function rowsOfTab(
  facets: ReportFacets,
  object: ReportObject | undefined,
  filter: ReportFilter,
): number {
  const isWithUnchanged = wantsUnchanged(filter);
  return facets.verdicts
    .filter(
      (facet) =>
        (object === undefined || facet.object === object) && (isWithUnchanged || facet.value !== 'Unchanged'),
    )
    .reduce((sum, { rows }) => sum + rows, 0);
}

import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReasonCode, ReportFilter, WarningCode } from '../../../src-preload/contract/report-words.ts';
import { countOf } from '../../design/formats.ts';

/** Something that an undo leaves as that sync made it, in words, and the rows it is about. */
export interface LeftByUndo {
  readonly words: string;
  readonly filter: ReportFilter;
}

/** Warnings whose headline says what stays; the loss that nothing brings back comes first. */
const WARNINGS: readonly WarningCode[] = ['undo.alias', 'undo.moved', 'undo.stays', 'manager.unknown'];

const REASONS: readonly {
  readonly codes: readonly ReasonCode[];
  readonly words: readonly [string, string];
}[] = [
  {
    codes: ['undo.gone'],
    words: ['row that is not on the console any more', 'rows that are not on the console any more'],
  },
  { codes: ['undo.unknown'], words: ['row whose answer was lost', 'rows whose answer was lost'] },
  {
    codes: ['blocked.held', 'blocked.swap'],
    words: ['person whose old e-mail is taken', 'people whose old e-mail is taken'],
  },
  {
    codes: ['blocked.admin'],
    words: ['console admin, who is not archived', 'console admins, who are not archived'],
  },
  {
    codes: ['undo.groupMade', 'undo.groupStays'],
    words: ['group that stays without members', 'groups that stay without members'],
  },
  {
    codes: ['group.smart'],
    words: ['membership that the console fills by now', 'memberships that the console fills by now'],
  },
  {
    codes: ['member.blocked'],
    words: ['membership of somebody who is left alone', 'memberships of people who are left alone'],
  },
];

/** What an undo cannot take back, which is told before what it does (ux §9, R23). */
export function leftByUndo({
  warnings,
  reasons,
}: Pick<ReportFacets, 'warnings' | 'reasons'>): readonly LeftByUndo[] {
  const left: LeftByUndo[] = [];
  for (const code of WARNINGS) {
    const found = warnings.find(({ value }) => value === code);
    if (found) left.push({ words: found.headline, filter: { warnings: [code] } });
  }
  for (const { codes, words } of REASONS) {
    const found = reasons.filter(({ value }) => codes.includes(value));
    if (found.length === 0) continue;
    const rows = found.reduce((sum, facet) => sum + facet.rows, 0);
    left.push({ words: countOf(rows, ...words), filter: filterOf(found.map(({ value }) => value)) });
  }
  return left;
}

/** What stays may be Unchanged, which is away unless it is asked for. */
function filterOf(codes: readonly ReasonCode[]): ReportFilter {
  const object = codes.some((code) => code.startsWith('undo.group')) ? { object: 'group' as const } : {};
  if (!codes.includes('undo.groupStays')) return { ...object, reasons: codes };
  return {
    ...object,
    reasons: codes,
    verdicts: codes.length > 1 ? ['Archived', 'Unchanged'] : ['Unchanged'],
  };
}

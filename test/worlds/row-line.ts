import type { FieldChange, ReportRow, Verdict } from '../../src-main/core/report.ts';

const SIGNS: Readonly<Record<Verdict, string>> = {
  Created: '+',
  Changed: '~',
  Archived: '-',
  Restored: '^',
  Unchanged: '=',
  Excluded: '#',
  Blocked: '!',
};

/**
 * A row as one line: `~ Changed ana@x.example (title: Clerk → Lead)`. A Blocked or Excluded one names its reason,
 * a Created one is not told value by value.
 */
export function rowLine(row: ReportRow): string {
  const what =
    row.object === 'membership'
      ? `${row.address} in ${row.facts.group}`
      : row.object === 'group'
        ? `group ${row.name}`
        : row.address === ''
          ? `(no address, row ${row.directoryRef})`
          : row.address;
  const shown = row.object === 'user' ? row.changes.filter((change) => isTold(row, change)) : [];
  const told = shown.map((change) => `${change.field}: ${change.old} → ${change.new}`).join(', ');
  const why = row.verdict === 'Blocked' || row.verdict === 'Excluded' ? ` [${row.reason}]` : '';
  const linked = row.adopted === true ? ' [adopted]' : '';
  const warnings = [...new Set(row.warnings.map((warning) => warning.code))]
    .map((code) => ` !${code}`)
    .join('');
  return `${SIGNS[row.verdict]} ${row.verdict} ${what}${told === '' ? '' : ` (${told})`}${why}${linked}${warnings}`;
}

function isTold(row: ReportRow, change: FieldChange): boolean {
  if (row.verdict === 'Created') return change.field === 'manager';
  return change.field !== 'active' && row.adopted !== true;
}

import { ATTRIBUTES, type AttributeName } from '../../../core/attributes.ts';
import type { CsvColumn } from '../../../core/person-of-row.ts';
import { foldColumn } from '../../csv-files/heading.ts';

/** Columns that are no attribute: headings of the KSAT user template and Muster's own (design §14). */
const OTHER_COLUMNS = {
  'Manager Email': 'manager',
  Group: 'groups',
  'Email Alias': 'aliases',
  'Email Aliases': 'aliases',
  'Provisioning Managed': 'provisioningManaged',
  Status: 'status',
} as const satisfies Record<string, CsvColumn>;

const COLUMNS: ReadonlyMap<string, CsvColumn> = new Map<string, CsvColumn>([
  // Every attribute's label is its heading. `Work Email` is none of the template's; `Email` is the user name.
  ...attributeColumns(),
  ...Object.entries(OTHER_COLUMNS).map(([heading, column]) => [foldColumn(heading), column] as const),
]);

/** `undefined` for a column that Muster does not know, `Password` among them: its cells are never kept. */
export function columnOf(foldedHeading: string, role: 'directory' | 'console'): CsvColumn | undefined {
  // Only the console knows its admins (R4); what a directory calls so is something else.
  if (role === 'console' && foldedHeading === CONSOLE_ADMIN) return 'isAdmin';
  return COLUMNS.get(foldedHeading);
}

const CONSOLE_ADMIN = foldColumn('Console Admin');

function attributeColumns(): (readonly [string, CsvColumn])[] {
  return (Object.keys(ATTRIBUTES) as AttributeName[])
    .filter((name) => name !== 'email')
    .map((name) => [foldColumn(ATTRIBUTES[name].label), name] as const);
}

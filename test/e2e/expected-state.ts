import { type ConsoleState, readConsoleState } from './console-state.ts';
import type { Row } from './people-csv.ts';

/** One person as the directory's file would have them on a console; written down without asking Muster. */
export interface ExpectedPerson {
  readonly address: string;
  readonly externalId: string;
  readonly active: boolean;
  readonly givenName: string;
  readonly familyName: string;
  readonly title: string;
  readonly department: string;
  readonly division: string;
  readonly organization: string;
  readonly employeeNumber: string;
  readonly location: string;
  readonly phone: string;
  readonly mobile: string;
  readonly language: string;
  readonly manager: string;
  readonly groups: readonly string[];
}

const GIVEN = ['Ana', 'Jürgen', 'Åsa', 'Łukasz', 'Zoë', 'Олена', 'Chloé', 'Søren', 'François', 'Mária'];
const FAMILY = [
  'Ruiz',
  'Müller',
  'Öberg',
  'Wójcik',
  'O’Neill',
  'Шевченко',
  'Dupré',
  'Ægidius',
  'Straße',
  'Nagy',
];
const DEPARTMENTS = ['Finance', 'Entwicklung & Prüfung', 'Vertrieb "Süd"', 'Legal, Audit'];

/** People of a company with every column of the template; each tenth manages the nine that follow. */
export function staffOf(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, i) => {
    const boss = i % 10 === 0 ? 0 : i - (i % 10);
    return {
      Email: addressOf(i),
      'First Name': GIVEN[i % 10] ?? '',
      'Last Name': `${FAMILY[Math.floor(i / 10) % 10]} ${i}`,
      'Job Title': i % 10 === 0 ? 'Leiter' : 'Analyst',
      Department: DEPARTMENTS[i % 4] ?? '',
      Division: 'EMEA',
      Organization: 'Contoso GmbH & Co. KG',
      Location: i % 3 === 0 ? 'Köln' : 'København',
      'Phone Number': `+49 221 ${String(i).padStart(5, '0')}`,
      Mobile: `0049 151 ${i}`,
      'Employee Number': String(i).padStart(6, '0'),
      'Manager Email': i === 0 ? '' : addressOf(boss),
      'Manager Name': '',
      Group: [
        'All Employees',
        i % 10 === 0 ? 'Managers' : '',
        i % 10 === 5 ? 'Nachtschicht' : '',
        `Team ${i % 4}`,
      ]
        .filter((name) => name !== '')
        .join(';'),
      'Custom Field 1': `cost ${i}`,
      'Custom Date 1': '2020-01-31',
      Language: 'de-DE',
      'External ID': `hr-${String(i).padStart(5, '0')}`,
      Status: 'Active',
    };
  });
}

function addressOf(i: number): string {
  return `person.${i}@contoso.example`;
}

/** What a quarter does to a company: renames, changes, cleared fields, leavers, moves between groups and managers. */
export function staffAfterAQuarter(staff: readonly Row[]): readonly Row[] {
  const renamed = new Map<string, string>();
  staff.forEach((row, i) => {
    if (i % 10 === 1 || i === 20) renamed.set(row.Email ?? '', `new.name.${i}@contoso.example`);
  });
  const stayed = staff.flatMap((row, i): Row[] => {
    const now = {
      ...row,
      Email: renamed.get(row.Email ?? '') ?? row.Email ?? '',
      'Manager Email': renamed.get(row['Manager Email'] ?? '') ?? row['Manager Email'] ?? '',
    };
    if (i % 10 === 1) return [{ ...now, 'Last Name': `Große-${i}` }];
    if (i % 10 === 2) return [{ ...now, 'Job Title': 'Senior Analyst', Location: 'Łódź', Language: 'pl-PL' }];
    if (i % 10 === 3) return [{ ...now, Mobile: '', Department: '', Location: '' }];
    if (i % 10 === 4) return [];
    if (i % 10 === 5) return [{ ...now, Group: 'All Employees;Tagschicht' }];
    if (i % 10 === 6) return [{ ...now, 'Manager Email': i % 20 === 6 ? '' : addressOf(0) }];
    if (i % 10 === 7) return [{ ...now, Status: 'Archived' }];
    return [now];
  });
  const joined = staffOf(staff.length + 12).slice(staff.length);
  return [...stayed, ...joined];
}

/**
 * Who must be on the console once the file is applied. People who are gone from the file, or archived in it, stay as
 * they were, archived, in the groups that they were in (R6; design §4).
 */
export function expectedPeople(
  rows: readonly Row[],
  before: readonly ExpectedPerson[] = [],
): readonly ExpectedPerson[] {
  const people = new Map(before.map((person) => [person.externalId, { ...person, active: false }]));
  for (const row of rows) {
    if (row.Status === 'Archived') continue;
    people.set(row['External ID'] ?? '', {
      address: row.Email ?? '',
      externalId: row['External ID'] ?? '',
      active: true,
      givenName: row['First Name'] ?? '',
      familyName: row['Last Name'] ?? '',
      title: row['Job Title'] ?? '',
      department: row.Department ?? '',
      division: row.Division ?? '',
      organization: row.Organization ?? '',
      employeeNumber: row['Employee Number'] ?? '',
      location: row.Location ?? '',
      phone: row['Phone Number'] ?? '',
      mobile: row.Mobile ?? '',
      language: row.Language ?? '',
      manager: row['Manager Email'] ?? '',
      groups: (row.Group ?? '')
        .split(';')
        .filter((name) => name !== '')
        .sort(),
    });
  }
  // A link to a manager is one to a person, not to an address: it follows a rename.
  const nowAt = new Map(before.map(({ externalId, address }) => [address, people.get(externalId)?.address]));
  return [...people.values()]
    .map((person) => ({ ...person, manager: nowAt.get(person.manager) ?? person.manager }))
    .sort(byAddress);
}

/** Who is on the console, asked past Muster, in the same form. */
export async function peopleOn(tenantUrl: string, token: string): Promise<readonly ExpectedPerson[]> {
  const state = await readConsoleState(tenantUrl, token);
  const groupsOf = groupsByPerson(state);
  return [...state.people]
    .map(([address, person]): ExpectedPerson => {
      const at = (...path: readonly (string | number)[]) => textAt(person.resource, path);
      const work = (list: string, type: string, field: string) =>
        textOfType(person.resource[list], type, field);
      return {
        address,
        externalId: person.externalId,
        active: person.active,
        givenName: at('name', 'givenName'),
        familyName: at('name', 'familyName'),
        title: at('title'),
        department: at(ENTERPRISE, 'department'),
        division: at(ENTERPRISE, 'division'),
        organization: at(ENTERPRISE, 'organization'),
        employeeNumber: at(ENTERPRISE, 'employeeNumber'),
        location: work('addresses', 'work', 'formatted'),
        phone: work('phoneNumbers', 'work', 'value'),
        mobile: work('phoneNumbers', 'mobile', 'value'),
        language: at('preferredLanguage') || at(KSAT, 'trainingLanguage'),
        manager: person.manager,
        groups: groupsOf.get(address) ?? [],
      };
    })
    .sort(byAddress);
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const KSAT = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';

function groupsByPerson(state: ConsoleState): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, members] of state.groups) {
    for (const member of members) groups.set(member, [...(groups.get(member) ?? []), name].sort());
  }
  return groups;
}

function textAt(value: unknown, path: readonly (string | number)[]): string {
  let found = value;
  for (const step of path) found = (found as Record<string, unknown> | undefined)?.[step];
  return found === undefined || found === null ? '' : String(found);
}

function textOfType(list: unknown, type: string, field: string): string {
  const entries = Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
  return textAt(
    entries.find((entry) => entry.type === type),
    [field],
  );
}

function byAddress(a: ExpectedPerson, b: ExpectedPerson): number {
  return a.address < b.address ? -1 : 1;
}

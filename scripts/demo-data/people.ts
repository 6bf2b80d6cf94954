/** One row of a demo CSV, by column; an absent column is an empty cell. */
export type DemoRow = Partial<Record<DemoColumn, string>>;

export const DIRECTORY_COLUMNS = [
  'Email',
  'First Name',
  'Last Name',
  'Job Title',
  'Department',
  'Division',
  'Organization',
  'Location',
  'Phone Number',
  'Mobile',
  'Employee Number',
  'Manager Email',
  'Group',
  'Custom Field 1',
  'Custom Date 1',
  'Language',
  'Provisioning Managed',
  'External ID',
  'Status',
] as const;

export const CONSOLE_COLUMNS = [...DIRECTORY_COLUMNS, 'Email Aliases', 'Console Admin'] as const;

export type DemoColumn = (typeof CONSOLE_COLUMNS)[number];

export const DOMAIN = 'contoso.example';

export const DEPARTMENTS = [
  ['Engineering', ['Software Engineer', 'Test Engineer', 'Systems Architect']],
  ['Sales', ['Account Executive', 'Sales Representative', 'Sales Analyst']],
  ['Marketing', ['Brand Manager', 'Content Editor', 'Event Planner']],
  ['Finance', ['Accountant', 'Controller', 'Payroll Clerk']],
  ['Human Resources', ['Recruiter', 'HR Partner', 'Trainer']],
  ['Operations', ['Planner', 'Buyer', 'Shift Lead']],
  ['Customer Support', ['Support Agent', 'Support Engineer', 'Team Lead']],
  ['Legal', ['Counsel', 'Paralegal', 'Contract Manager']],
  ['IT', ['Administrator', 'Service Desk Analyst', 'Network Engineer']],
] as const;

const PLACES = [
  ['Berlin', '+49 30 901820', 'de-DE'],
  ['Wien', '+43 1 58858', 'de-AT'],
  ['Dublin', '+353 1 67706', 'en-IE'],
  ['Boston', '+1 617 555', 'en-US'],
  ['Kraków', '+48 12 616', 'pl-PL'],
] as const;

// In rising order of trouble for a program that thinks names are ASCII.
const FIRST = [
  ...['Ana', 'Ben', 'Carla', 'David', 'Elena', 'Felix', 'Grace', 'Hugo', 'Ivana', 'Jonas', 'Katrin', 'Liam'],
  ...['Mira', 'Noah', 'Olga', 'Pavel', 'Quinn', 'Rosa', 'Samuel', 'Tara', 'Ugo', 'Vera', 'Walter', 'Yara'],
  ...['Jürgen', 'Zoë', 'José', 'Łucja', 'Søren', 'Anaïs', 'Örjan', 'Nguyễn'],
];
const LAST = [
  ...[
    'Ruiz',
    'Ode',
    'Novak',
    'Fischer',
    'Kowalski',
    'Byrne',
    'Okafor',
    'Larsen',
    'Moreau',
    'Silva',
    'Tanaka',
  ],
  ...['Weber', 'Rossi', 'Nagy', 'Petrov', 'Haddad', 'Costa', 'Lindqvist', 'Murphy', 'Jansen', 'Bauer', 'Ito'],
  ...['Müller', 'Strauß', 'Çelik', 'Dvořák', 'García', "O'Neil", 'Åberg', 'van der Berg', 'Šimić'],
];

/** An ordinary person of Contoso, the same for the same number; no two have one address. */
export function ordinary(number: number): DemoRow {
  const [department, titles] = DEPARTMENTS[number % DEPARTMENTS.length]!;
  const [location, phone, language] = PLACES[(number * 3) % PLACES.length]!;
  const first = FIRST[number % FIRST.length]!;
  const last = LAST[(number * 7 + Math.floor(number / FIRST.length)) % LAST.length]!;
  const id = String(number + 17).padStart(5, '0');
  return {
    Email: addressOf(first, last),
    'First Name': first,
    'Last Name': last,
    'Job Title': titles[number % titles.length]!,
    Department: department,
    Division: number % 2 === 0 ? 'EMEA' : 'Corporate',
    Organization: 'Contoso Ltd',
    Location: location,
    'Phone Number': `${phone} ${String(100 + number)}`,
    Mobile: number % 3 === 0 ? `+49 151 555${String(number).padStart(4, '0')}` : '',
    // Leading zeros, so that whoever reads these as numbers breaks the demo (R13).
    'Employee Number': id,
    Group: `All Employees;${department}`,
    'Custom Field 1': `0${400 + (number % DEPARTMENTS.length) * 10}`,
    'Custom Date 1': `20${10 + (number % 14)}-${String(1 + (number % 12)).padStart(2, '0')}-01`,
    Language: language,
    // Two in three have an id of the source; the rest are known by their address alone.
    'External ID': number % 3 === 0 ? '' : `hr-${id}`,
  };
}

/** `jurgen.muller@…`: accents off, letters without a plain form spelt out. */
export function addressOf(first: string, last: string): string {
  const plain = (text: string) =>
    text
      .replaceAll('ß', 'ss')
      .replaceAll(/[Łł]/g, 'l')
      .replaceAll(/[Øø]/g, 'o')
      .normalize('NFD')
      .replaceAll(/[^\p{ASCII}]|[ ']/gu, '')
      .toLowerCase();
  return `${plain(first)}.${plain(last)}@${DOMAIN}`;
}

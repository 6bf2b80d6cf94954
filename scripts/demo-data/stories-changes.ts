import { addressOf, type DemoRow, DOMAIN } from './people.ts';
import { CEO_ADDRESS, type Scene, type Stage } from './stage.ts';

/** People who are created, changed, renamed, archived or restored. */
export function addChanges(stage: Stage): void {
  addCreated(stage);
  addChanged(stage);
  addConsoleEdits(stage);
  addRenamed(stage);
  addArchived(stage);
  addRestored(stage);
}

function addCreated(stage: Stage): void {
  const create = (story: string, own: DemoRow, warnings: Scene['warnings'] = []) => {
    const base = { ...stage.newPerson(), 'External ID': '', ...own };
    const Email = own.Email ?? addressOf(base['First Name'] ?? '', base['Last Name'] ?? '');
    stage.add({
      story,
      directory: { ...base, Email, Group: `${base.Group};New Hires 2026` },
      verdict: 'Created',
      reason: 'created.new',
      warnings,
    });
    return Email;
  };
  const named = (first: string, last: string, Email?: string): DemoRow => ({
    'First Name': first,
    'Last Name': last,
    ...(Email !== undefined && { Email }),
  });

  const manager = create('new', { ...named('Priya', 'Raman'), 'External ID': 'hr-00901' });
  create('new, reports to another newcomer (second pass)', {
    ...named('Tomás', 'Herrera'),
    'Manager Email': manager,
  });
  create('new, Cyrillic name', named('Аня', 'Кузнецова', `anya.kuznetsova@${DOMAIN}`));
  create('new, Hebrew name (right to left)', named('דנה', 'לוי', `dana.levi@${DOMAIN}`));
  create('new, Arabic name (right to left)', named('ليلى', 'منصور', `layla.mansour@${DOMAIN}`));
  create('new, Japanese name', named('美咲', '佐藤', `misaki.sato@${DOMAIN}`));
  create('new, umlaut in the address', named('Jörg', 'Kühn', `jörg.kühn@${DOMAIN}`));
  create(
    'new, a Cyrillic “а” that looks like the Latin one',
    named('Mаria', 'Lopez', `maria.lopez@${DOMAIN}`),
    ['lookalike'],
  );
  create(
    'new, a mail domain that nobody on the console has',
    named('Kofi', 'Mensah', 'kofi.mensah@northwind.example'),
    ['unverified.domain'],
  );
  create(
    'new, the manager is in neither list',
    { ...named('Ella', 'Nyström'), 'Manager Email': `nobody.known@${DOMAIN}` },
    ['manager.unknown'],
  );
  create('new, leading zeros in the employee number', {
    ...named('Otto', 'Null'),
    'Employee Number': '00000',
  });
  create('new, a comma, quotes and a line break in the job title', {
    ...named('Siobhán', "O'Dowd"),
    'Job Title': 'Buyer, "Direct"\nMaterials',
  });
}

function addChanged(stage: Stage): void {
  const change = (
    story: string,
    directory: DemoRow,
    console: DemoRow = {},
    warnings: Scene['warnings'] = [],
  ) => {
    const base = stage.newPerson();
    stage.add({
      story,
      directory: { ...base, ...directory },
      console: { ...base, ...console },
      verdict: 'Changed',
      reason: 'changed.attrs',
      warnings,
    });
  };
  for (const title of ['Senior Counsel', 'Lead Recruiter', 'Staff Engineer'])
    change('promoted', { 'Job Title': title });
  for (const location of ['Zürich', 'Malmö']) change('moved to another office', { Location: location });
  change(
    'changed department: out of one group, into another',
    { Department: 'Sales', Group: 'All Employees;Sales' },
    {
      Department: 'Finance',
      Group: 'All Employees;Finance',
    },
  );
  change(
    'changed department and manager',
    { Department: 'Legal', Group: 'All Employees;Legal', 'Manager Email': CEO_ADDRESS },
    {
      Department: 'IT',
      Group: 'All Employees;IT',
    },
  );
  change('married: another last name, the same address', { 'Last Name': 'Fischer-Okafor' });
  change(
    'employee number lost its zeros on the console',
    { 'Employee Number': '00421' },
    { 'Employee Number': '421' },
  );
  change('new phone number', { 'Phone Number': '+43 1 58858 999' });
  change('start date corrected', { 'Custom Date 1': '2021-06-15' });
  change('mobile number given back: the field is cleared', { Mobile: '' }, { Mobile: '+49 151 5550000' }, [
    'clears',
  ]);
  change('no manager any more: the field is cleared', { 'Manager Email': '' }, {}, ['clears']);
  change(
    'an alias that SCIM takes away',
    { 'Job Title': 'Planner II' },
    { 'Email Aliases': `planner@${DOMAIN}` },
    ['alias'],
  );
  change('a Cyrillic “о” in the new last name', { 'Last Name': 'Nоvak' }, {}, ['lookalike']);
  change(
    'promoted, and the manager is in neither list',
    { 'Job Title': 'Principal', 'Manager Email': `gone.boss@${DOMAIN}` },
    {},
    ['manager.unknown'],
  );
}

/** R15: the last live sync left one value, somebody put another on the console, the directory differs. */
function addConsoleEdits(stage: Stage): void {
  const edits: readonly (readonly [string, DemoRow, DemoRow, DemoRow])[] = [
    [
      'job title edited on the console; the directory still has the old one',
      { 'Job Title': 'Controller' },
      { 'Job Title': 'Queen of Numbers' },
      { 'Job Title': 'Controller' },
    ],
    [
      'phone number edited on the console; the directory has a third',
      { 'Phone Number': '+48 12 616 3' },
      { 'Phone Number': '+48 12 616 2' },
      { 'Phone Number': '+48 12 616 1' },
    ],
    ['location emptied on the console', { Location: 'Dublin' }, { Location: '' }, { Location: 'Dublin' }],
  ];
  for (const [story, directory, console, lastSync] of edits) {
    const base = stage.newPerson();
    stage.add({
      story,
      directory: { ...base, ...directory },
      console: { ...base, ...console },
      lastSync: { ...base, ...lastSync },
      verdict: 'Changed',
      reason: 'changed.attrs',
      warnings: ['console.edit'],
    });
  }
}

function addRenamed(stage: Stage): void {
  const rename = (story: string, id: string, from: string, to: string, more: DemoRow = {}) => {
    const base = { ...stage.newPerson(), 'External ID': id };
    stage.add({
      story,
      directory: { ...base, ...more, Email: to },
      console: { ...base, Email: from },
      verdict: 'Changed',
      reason: 'changed.rename',
      warnings: ['email'],
    });
  };
  rename(
    'married: new address, the same External ID',
    'hr-00801',
    `lena.brandt@${DOMAIN}`,
    `lena.vogel@${DOMAIN}`,
    {
      'Last Name': 'Vogel',
    },
  );
  // One address is handed on: the second rename must wait for the first (R8, R10).
  rename(
    'frees the address that the next person gets',
    'hr-00802',
    `alex.kim@${DOMAIN}`,
    `alexander.kim@${DOMAIN}`,
  );
  rename(
    'gets an address that is freed in this same sync',
    'hr-00803',
    `alexa.kim@${DOMAIN}`,
    `alex.kim@${DOMAIN}`,
  );
}

function addArchived(stage: Stage): void {
  const leaver = {
    ...stage.newPerson(),
    Email: `boris.lang@${DOMAIN}`,
    'First Name': 'Boris',
    'Last Name': 'Lang',
  };
  stage.add({
    story: 'left; four people still report to him',
    console: leaver,
    verdict: 'Archived',
    reason: 'archived.absent',
    warnings: ['manager.leaves'],
  });
  for (let i = 0; i < 4; i++) {
    const report = { ...stage.newPerson(), 'Manager Email': leaver.Email };
    stage.add({ directory: report, console: report, verdict: 'Unchanged', reason: 'unchanged.same' });
  }
  const withAlias = { ...stage.newPerson(), 'Email Aliases': `reception@${DOMAIN};front.desk@${DOMAIN}` };
  stage.add({
    story: 'left; had two aliases',
    console: withAlias,
    verdict: 'Archived',
    reason: 'archived.absent',
    warnings: ['alias', 'alias'],
  });
  const inactive = stage.newPerson();
  stage.add({
    story: 'still in the directory, with Status Inactive',
    directory: { ...inactive, Status: 'Inactive' },
    console: inactive,
    verdict: 'Archived',
    reason: 'archived.inactive',
  });
}

function addRestored(stage: Stage): void {
  const back: readonly (readonly [string, DemoRow])[] = [
    ['came back', {}],
    ['came back with another job title', { 'Job Title': 'Consultant' }],
    ['came back, and joins a new group', { Group: 'All Employees;New Hires 2026' }],
  ];
  for (const [story, own] of back) {
    const base = { ...stage.newPerson(), Group: 'All Employees' };
    stage.add({
      story,
      directory: { ...base, ...own },
      console: { ...base, Status: 'Archived' },
      verdict: 'Restored',
      reason: 'restored.back',
      warnings: ['restore.enrol'],
    });
  }
}

import { type DemoRow, DOMAIN } from './people.ts';
import { CEO_ADDRESS, type Scene, type Stage } from './stage.ts';

/** People to whom nothing happens: unchanged for a reason worth showing, and excluded. */
export function addQuiet(stage: Stage): void {
  addUnchanged(stage);
  addMemberships(stage);
  addExcluded(stage);
}

/** The heads of department; everybody else reports to them, so they come first. */
export function addHeads(stage: Stage): void {
  for (let i = 0; i < 9; i++) {
    const head = stage.newPerson();
    stage.add({ directory: head, console: head, verdict: 'Unchanged', reason: 'unchanged.same' });
  }
}

/** Fills the company up with people whom both sides show alike. */
export function addOrdinary(stage: Stage, count: number): void {
  for (let i = 0; i < count; i++) {
    const person = stage.newPerson();
    stage.add({ directory: person, console: person, verdict: 'Unchanged', reason: 'unchanged.same' });
  }
}

function addUnchanged(stage: Stage): void {
  const same = (
    story: string,
    directory: DemoRow,
    console: DemoRow,
    reason: Scene['reason'],
    warnings: Scene['warnings'] = [],
  ) => {
    const base = stage.newPerson();
    stage.add({
      story,
      directory: { ...base, ...directory },
      console: { ...base, ...console },
      verdict: 'Unchanged',
      reason,
      warnings,
    });
  };
  const paul: DemoRow = { 'First Name': 'Paul', 'Last Name': 'McKenna' };
  const guenther: DemoRow = { Email: `gunther.abele@${DOMAIN}`, 'Last Name': 'Abele' };
  same(
    'only the letter case of the address differs',
    { ...paul, Email: `Paul.McKenna@${DOMAIN.toUpperCase()}` },
    { ...paul, Email: `paul.mckenna@${DOMAIN}` },
    'unchanged.case',
  );
  // The directory writes u + combining diaeresis, the console one letter ü.
  same(
    'only the Unicode form of the name differs',
    { ...guenther, 'First Name': 'Gu\u0308nther' },
    { ...guenther, 'First Name': 'Günther' },
    'unchanged.case',
  );
  same(
    'only spaces around the job title differ',
    { 'Job Title': '  Trainer ' },
    { 'Job Title': 'Trainer' },
    'unchanged.case',
  );
  same('a date that is none: left alone', { 'Custom Date 1': '31.02.2024' }, {}, 'unchanged.same', [
    'field.dropped',
  ]);
  same(
    'a job title longer than the console takes: left alone',
    { 'Job Title': 'Expert '.repeat(40).trim() },
    {},
    'unchanged.same',
    ['field.dropped'],
  );
  same(
    'the manager is in neither list: left alone',
    { 'Manager Email': `long.gone@${DOMAIN}` },
    {},
    'unchanged.same',
    ['manager.unknown'],
  );
  same('an alias that SCIM takes away', {}, { 'Email Aliases': `k.support@${DOMAIN}` }, 'unchanged.same', [
    'alias',
  ]);
  same(
    'two aliases that SCIM takes away',
    {},
    { 'Email Aliases': `help@${DOMAIN};helpdesk@${DOMAIN}` },
    'unchanged.same',
    ['alias', 'alias'],
  );

  for (let i = 0; i < 6; i++) {
    const base = { ...stage.newPerson(), 'External ID': `hr-0070${i}` };
    stage.add({
      story: 'not linked yet: a live sync writes the External ID',
      directory: base,
      console: { ...base, 'External ID': '' },
      verdict: 'Unchanged',
      reason: 'unchanged.adopt',
      adopted: true,
    });
  }
  for (let i = 0; i < 3; i++) {
    const base = { ...stage.newPerson(), Group: i === 0 ? 'Legacy VPN' : 'All Employees' };
    stage.add({
      story: i === 0 ? 'archived long ago; still in a group' : 'archived long ago',
      console: { ...base, Status: 'Archived' },
      verdict: 'Unchanged',
      reason: 'unchanged.archived',
    });
  }
  const both = stage.newPerson();
  stage.add({
    story: 'disabled in the directory, archived on the console',
    directory: { ...both, Status: 'DISABLED' },
    console: { ...both, Status: 'Archived' },
    verdict: 'Unchanged',
    reason: 'unchanged.archived',
  });
  for (let i = 0; i < 2; i++) {
    stage.add({
      story: 'inactive in the directory, never on the console',
      directory: { ...stage.newPerson(), Status: 'Archived' },
      verdict: 'Unchanged',
      reason: 'unchanged.inactiveabsent',
    });
  }
}

/** The people themselves are alike; their groups are not. */
function addMemberships(stage: Stage): void {
  const member = (story: string, directory: string, console: string) => {
    const base = stage.newPerson();
    stage.add({
      story,
      directory: { ...base, Group: `${base.Group}${directory}` },
      console: { ...base, Group: `${base.Group}${console}` },
      verdict: 'Unchanged',
      reason: 'unchanged.same',
    });
  };
  for (let i = 0; i < 4; i++)
    member('in a group whose spelling changes', ';Field Sales EMEA', ';Field sales EMEA');
  for (let i = 0; i < 3; i++) member('in a group that the directory no longer has', '', ';Project Falcon');
  member('joins Managers', ';Managers', '');
  member('leaves Managers', '', ';Managers');
  member('in a console group of the same name', ';Safety Officers (console)', ';Safety Officers (console)');
  member('is added to a console group of the same name', ';Safety Officers (console)', '');
  member('stays in a console group of the same name', '', ';Safety Officers (console)');
  member('in a group that only the console has', '', ';Gym Members (console)');
  member('in a smart group', '', ';Smart Repeat Clickers');
  member('in a smart group that the directory names too', '', ';Smart New Starters');
  member('wanted in a smart group: blocked', ';Smart New Starters', '');
}

function addExcluded(stage: Stage): void {
  const excluded = (
    story: string,
    reason: Scene['reason'],
    directory: DemoRow | undefined,
    console: DemoRow | undefined,
  ) =>
    stage.add({
      story,
      ...(directory && { directory }),
      ...(console && { console }),
      verdict: 'Excluded',
      reason,
    });

  const ceo: DemoRow = {
    ...stage.newPerson(),
    Email: CEO_ADDRESS,
    'First Name': 'Grace',
    'Last Name': 'Chen',
    'Manager Email': '',
    'External ID': 'hr-00001',
    Group: 'All Employees;Managers',
  };
  excluded(
    'the executive on exclusions.csv; would be changed',
    'excluded.list',
    { ...ceo, 'Job Title': 'Chief Executive' },
    { ...ceo, 'Job Title': 'Chief Executive Officer' },
  );
  stage.exclude(CEO_ADDRESS);

  const breakGlass = `break.glass@${DOMAIN}`;
  excluded('the break-glass account on exclusions.csv; would be archived', 'excluded.list', undefined, {
    Email: breakGlass,
    'First Name': 'Break',
    'Last Name': 'Glass',
    'Job Title': 'Emergency access',
    Organization: 'Contoso Ltd',
    Group: 'All Employees;IT',
  });
  stage.exclude(breakGlass);

  const contractor = stage.newPerson();
  excluded('a contractor on exclusions.csv; would be created', 'excluded.list', contractor, undefined);
  stage.exclude(contractor.Email ?? '');

  const twice = { ...stage.newPerson(), 'External ID': '' };
  for (const title of ['Auditor', 'Inspector']) {
    excluded(
      'on exclusions.csv, and twice in the directory: excluded beats blocked',
      'excluded.list',
      { ...twice, 'Job Title': title },
      title === 'Auditor' ? twice : undefined,
    );
  }
  stage.exclude(twice.Email ?? '');

  const flagged = stage.newPerson();
  excluded(
    'Provisioning Managed is false on the console; would be changed',
    'excluded.flag',
    { ...flagged, 'Job Title': 'Fellow' },
    { ...flagged, 'Provisioning Managed': 'false' },
  );
  excluded('Provisioning Managed is false on the console; would be archived', 'excluded.flag', undefined, {
    ...stage.newPerson(),
    'Provisioning Managed': 'FALSE',
  });

  const column = stage.newPerson();
  excluded(
    'Provisioning Managed is false in the directory; would be changed',
    'excluded.column',
    { ...column, Location: 'Remote', 'Provisioning Managed': 'false' },
    column,
  );
  excluded(
    'Provisioning Managed is false in the directory; would be created',
    'excluded.column',
    { ...stage.newPerson(), 'Provisioning Managed': 'false' },
    undefined,
  );
}

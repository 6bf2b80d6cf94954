import { type DemoRow, DOMAIN } from './people.ts';
import type { Scene, Stage } from './stage.ts';

/** Rows that cannot be decided safely (R9–R11), one for each reason. */
export function addBlocked(stage: Stage): void {
  const person = (): DemoRow => ({ ...stage.newPerson(), Group: 'All Employees' });
  const blocked = (
    story: string,
    reason: Scene['reason'],
    directory: DemoRow | undefined,
    console: DemoRow | undefined,
    warnings: Scene['warnings'] = [],
  ) =>
    stage.add({
      story,
      ...(directory && { directory }),
      ...(console && { console }),
      verdict: 'Blocked',
      reason,
      warnings,
    });

  const twice = { ...person(), 'External ID': '' };
  blocked('one address in two rows', 'blocked.twoRows', { ...twice, 'Job Title': 'Buyer' }, twice);
  blocked('one address in two rows', 'blocked.twoRows', { ...twice, 'Job Title': 'Planner' }, undefined);

  const [byId, byAddress] = [person(), person()];
  blocked(
    'External ID says one console user, the address another',
    'blocked.twoUsers',
    { ...byId, Email: byAddress.Email ?? '', 'External ID': 'hr-00951' },
    { ...byId, 'External ID': 'hr-00951' },
  );
  stage.add({ console: { ...byAddress, 'External ID': '' }, verdict: 'none', reason: '' });

  // The row names nobody, so its person looks like a leaver: that is what the warning is for (R11).
  const nameless = { ...person(), 'First Name': 'Paulo', 'Last Name': 'Brito', 'External ID': '' };
  blocked('no address at all', 'blocked.noEmail', { ...nameless, Email: '' }, undefined, ['names.nobody']);
  stage.add({
    story: 'is meant by the row without an address',
    console: { ...nameless, Email: `paulo.brito@${DOMAIN}` },
    verdict: 'Archived',
    reason: 'archived.absent',
  });

  const mistyped = { ...person(), 'External ID': 'hr-00952' };
  blocked(
    'no usable address; the External ID names the person',
    'blocked.badEmail',
    { ...mistyped, Email: 'nadia.haddad@contoso' },
    mistyped,
  );

  blocked(
    'an address longer than any mail system takes',
    'blocked.tooLong',
    { ...person(), 'External ID': '', Email: `${'very.'.repeat(13)}long@${DOMAIN}` },
    undefined,
    ['names.nobody'],
  );

  const reused = person();
  blocked(
    'the address of a leaver was given to somebody else',
    'blocked.id',
    { ...reused, 'First Name': 'Nina', 'External ID': 'hr-00954' },
    { ...reused, 'External ID': 'hr-00953' },
  );

  // The successor gets the leaver's address, which the console frees for nobody.
  const [successor, leaver] = [person(), person()];
  const desk = `desk.berlin@${DOMAIN}`;
  blocked(
    'wants an address that still belongs to somebody else',
    'blocked.held',
    { ...successor, Email: desk, 'External ID': 'hr-00955' },
    { ...successor, 'External ID': 'hr-00955' },
  );
  stage.add({
    story: 'inactive, and still has the address that the successor wants',
    directory: { ...leaver, 'External ID': 'hr-00956', Status: 'Inactive' },
    console: { ...leaver, Email: desk, 'External ID': 'hr-00956' },
    verdict: 'Archived',
    reason: 'archived.inactive',
  });

  const [left, right] = [
    { ...person(), 'External ID': 'hr-00957' },
    { ...person(), 'External ID': 'hr-00958' },
  ];
  blocked('two people swap addresses', 'blocked.swap', { ...left, Email: right.Email ?? '' }, left);
  blocked('two people swap addresses', 'blocked.swap', { ...right, Email: left.Email ?? '' }, right);

  const onLeave = person();
  blocked(
    'a status that is neither active nor archived',
    'blocked.status',
    { ...onLeave, Status: 'On leave' },
    onLeave,
  );

  blocked('a console admin who left', 'blocked.admin', undefined, {
    ...person(),
    'Job Title': 'Console Admin',
    'Console Admin': 'true',
  });

  const owner = person();
  const alias = `a.novakova@${DOMAIN}`;
  stage.add({
    // Protected, so the alias stays for good: a second sync must find nothing new either.
    story: 'owns the alias that another row has as its address, and is protected on the console',
    directory: owner,
    console: { ...owner, 'Email Aliases': alias, 'Provisioning Managed': 'false' },
    verdict: 'Excluded',
    reason: 'excluded.flag',
    warnings: [],
  });
  blocked(
    "the address is another person's alias",
    'blocked.alias',
    { ...person(), Email: alias, 'External ID': '' },
    undefined,
    [],
  );
}

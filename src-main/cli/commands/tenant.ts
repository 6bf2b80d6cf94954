import type { Command } from 'commander';
import type { ConnectionStep, House } from '../../app/house.ts';
import { type Failure, fail, type Result } from '../../core/failure.ts';
import { countOf } from '../../core/number-words.ts';
import type { ProfileName } from '../../core/profile.ts';
import type { Tenant } from '../../core/tenant.ts';
import { type Answer, done } from '../answer.ts';
import { exitOfFailure } from '../exit-codes.ts';
import { tenantJson } from '../json-contract.ts';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  quoted,
  type TenantOption,
  TOKEN_STDIN,
  tenantOption,
} from '../options.ts';
import { failureJson } from '../output.ts';
import { personText, sentenceText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { columns } from '../text-layout.ts';
import { profileOption } from './preview.ts';

interface AddOptions extends SecretOptions {
  readonly name: string;
  readonly tenantUrl: string;
  readonly consoleApi?: string;
  readonly profile: ProfileName;
}

export function addTenantCommand(program: Command, session: Session): void {
  const group = program.command('tenant').description('Consoles that Muster provisions.');
  group
    .command('add')
    .description('Add a tenant. Its secrets go to the keychain of this computer.')
    .requiredOption('--name <name>', 'what it is called here')
    .requiredOption('--tenant-url <url>', 'the Tenant URL (SCIM address) as the console shows it')
    .option('--console-api <url>', 'address of the Console API, where the console has one')
    .addOption(profileOption('--profile <name>', 'kind of console; ksat is KnowBe4 KSAT'))
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .addHelpText(
      'after',
      '\nExample:\n  muster tenant add --name Contoso --tenant-url https://…/scim/v2 --profile ksat --token-stdin < token.txt',
    )
    .action((options: AddOptions) =>
      session.actInHouse({ ...options, keepSecrets: true }, 'read', async (house, use) => {
        const added = await house.addTenant({
          name: options.name,
          tenantUrl: options.tenantUrl,
          profile: options.profile,
          ...(options.consoleApi === undefined ? {} : { consoleApiUrl: options.consoleApi }),
          ...(use.given.token === undefined ? {} : { token: use.given.token }),
          ...(use.given.adminKey === undefined ? {} : { adminKey: use.given.adminKey }),
        });
        return added.ok ? { ok: true, value: addedAnswer(added.value, use) } : added;
      }),
    );
  group
    .command('list')
    .description('List the tenants.')
    .action(() =>
      session.actInHouse({}, 'read', async (house, use) => {
        const tenants = house.listTenants();
        return { ok: true, value: done({ tenants: tenants.map(tenantJson) }, listText(tenants, use)) };
      }),
    );
  group
    .command('remove [tenant]')
    .description(
      'Forget a tenant with its settings, history, reports and secrets. The console is not touched.',
    )
    .addOption(tenantOption())
    .addHelpText('after', '\nExport the reports that you want to keep first: muster report export.')
    .action((named: string | undefined, options: TenantOption) =>
      session.actInHouse({}, 'read', (house) => removeTenant(house, named ?? options.tenant)),
    );
  group
    .command('test [tenant]')
    .description(
      'Test the connection step by step: address, certificate, token, what the console can do, people.',
    )
    .addOption(tenantOption())
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .action((named: string | undefined, options: TenantOption & SecretOptions) =>
      session.actInHouse(options, 'read', (house, use) => testTenant(house, use, named ?? options.tenant)),
    );
}

function addedAnswer(tenant: Tenant, { self, given }: Use): Answer {
  const kept =
    given.token === undefined ? 'No token was put into the keychain' : 'Its token is in the keychain';
  const name = quoted(tenant.name);
  const next = [
    given.token === undefined ? `  ${self} token set --tenant ${name} --token-stdin` : '',
    `  ${self} tenant test ${name}`,
    `  ${self} source set --tenant ${name} --csv FILE.csv`,
    `  ${self} sync --tenant ${name}`,
  ].filter((line) => line !== '');
  return done(
    { tenant: tenantJson(tenant) },
    `${personText(tenant.name)} is added. ${kept}.\nNext:\n${next.join('\n')}`,
  );
}

function listText(tenants: readonly Tenant[], { layout, self }: Use): string {
  if (tenants.length === 0) {
    return `There is no tenant yet. Add one with ${self} tenant add, or try ${self} demo.`;
  }
  return columns(
    tenants.map((tenant) => [personText(tenant.name), tenant.profile, tenant.tenantUrl, sourceText(tenant)]),
    layout,
    0,
  ).join('\n');
}

export function sourceText({ directory }: Tenant): string {
  if (!directory) return 'no directory yet';
  return directory.kind === 'csv' ? `CSV ${personText(directory.file)}` : `SCIM ${directory.url}`;
}

async function removeTenant(house: House, named: string | undefined): Promise<Result<Answer>> {
  // The only tenant is not good enough a guess for forgetting it.
  if (named === undefined) return badInput('Say which tenant to remove.', 'muster tenant remove NAME');
  const removed = await house.removeTenant(named);
  if (!removed.ok) return removed;
  const { tenant, reports, runs } = removed.value;
  return {
    ok: true,
    value: done(
      { removed: tenantJson(tenant), reports, runs },
      `${personText(tenant.name)} is forgotten on this computer: settings, secrets, history, ${countOf(reports, 'report', 'reports')}, ${countOf(runs, 'run', 'runs')}. Everything on the console stays as it is. The audit trail keeps its entries.`,
    ),
  };
}

async function testTenant(house: House, use: Use, named: string | undefined): Promise<Result<Answer>> {
  const tenant = chooseTenant(house, named);
  if (!tenant.ok) return tenant;
  const tested = await house.testTenant(tenant.value.id, use.hooks.signal);
  if (!tested.ok) return tested;
  const steps = tested.value;
  const failure = steps.find((step) => step.state === 'failed')?.failure;
  const failed = steps.some((step) => step.state === 'failed');
  if (failed && !failure) return fail(UNEXPLAINED);
  return {
    ok: true,
    value: {
      ...done(
        { tenant: tenantJson(tenant.value), passed: !failed, steps: steps.map(stepJson) },
        stepsText(steps, use),
      ),
      ...(failure ? { exit: exitOfFailure(failure), failure } : {}),
    },
  };
}

const UNEXPLAINED: Failure = {
  code: 'unexpected',
  sentence: 'A step of the connection test failed without telling why.',
  next: 'Run muster doctor.',
};

function stepJson({ name, state, sentence, failure }: ConnectionStep) {
  return { name, state, sentence, ...(failure ? { error: failureJson(failure) } : {}) };
}

function stepsText(steps: readonly ConnectionStep[], { layout }: Use): string {
  return columns(
    steps.map(({ name, state, sentence }) => [state, name, sentenceText(sentence)]),
    layout,
    0,
  ).join('\n');
}

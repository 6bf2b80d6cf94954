import type { Command } from 'commander';
import type { DirectoryChoice, Tenant } from '../../core/tenant.ts';
import { done } from '../answer.ts';
import { tenantJson } from '../json-contract.ts';
import { absolutePath, chooseTenant, quoted, type TenantOption, tenantOption } from '../options.ts';
import { personText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { columns } from '../text-layout.ts';
import { sourceText } from './tenant.ts';

interface SourceOptions extends TenantOption, SecretOptions {
  readonly csv?: string;
  readonly scim?: string;
  readonly consoleExport?: string;
  readonly exclusions?: string;
}

export function addSourceCommand(program: Command, session: Session): void {
  const group = program.command('source').description('Where the people of a tenant come from.');
  group
    .command('set')
    .description('Choose the directory, and files that complete it. What is not given stays as it is.')
    .addOption(tenantOption())
    .option('--csv <file.csv>', 'the directory is this file')
    .option('--scim <url>', 'the directory is a SCIM 2.0 server')
    .option(
      '--directory-token-stdin',
      "read that server's token from standard input, one line; it goes to the keychain",
    )
    .option('--console-export <file.csv>', 'a user export that completes what SCIM shows of the console')
    .option('--exclusions <file.csv>', 'people who must not be touched, beside the list on the console')
    .addHelpText(
      'after',
      `
CSV columns, in any order: Email (required), First Name, Last Name, Job Title, Department, Division,
Organization, Location, Phone Number, Mobile, Employee Number, Manager Email, Manager Name, Group (several by ;),
Custom Field 1…4, Custom Date 1…2, Language, Email Aliases (several by ;), Provisioning Managed, External ID,
Status (Active or Archived). A field that the file does not have is left alone on the console; a field that
stands there empty clears it. Any usual encoding, and commas, semicolons or tabs.

Example:
  muster source set --tenant Contoso --csv hr.csv --exclusions vip.csv`,
    )
    .action((options: SourceOptions) =>
      session.actInHouse({ ...options, keepSecrets: true }, 'read', async (house, use) => {
        if (options.csv !== undefined && options.scim !== undefined) {
          return badInput('A tenant has one directory: --csv or --scim, not both.', 'Leave one of them out.');
        }
        const directory = directoryOf(options);
        if (!directory && options.consoleExport === undefined && options.exclusions === undefined) {
          return badInput(
            'Nothing to set was given.',
            'Add --csv FILE or --scim URL, --console-export FILE, or --exclusions FILE.',
          );
        }
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const set = await house.setSources(tenant.value.id, {
          ...(directory ? { directory } : {}),
          ...(use.given.directoryToken === undefined ? {} : { directoryToken: use.given.directoryToken }),
          ...(options.consoleExport === undefined
            ? {}
            : { consoleExportFile: absolutePath(options.consoleExport) }),
          ...(options.exclusions === undefined ? {} : { exclusionsFile: absolutePath(options.exclusions) }),
        });
        return set.ok
          ? { ok: true, value: done({ tenant: tenantJson(set.value) }, sourcesText(set.value, use)) }
          : set;
      }),
    );
}

function directoryOf({ csv, scim }: SourceOptions): DirectoryChoice | undefined {
  if (csv !== undefined) return { kind: 'csv', file: absolutePath(csv) };
  return scim === undefined ? undefined : { kind: 'scim', url: scim };
}

function sourcesText(tenant: Tenant, { layout, self }: Use): string {
  const rows = [['Directory', sourceText(tenant)]];
  if (tenant.consoleExportFile !== undefined)
    rows.push(['Console export', personText(tenant.consoleExportFile)]);
  if (tenant.exclusionsFile !== undefined) rows.push(['Exclusions', personText(tenant.exclusionsFile)]);
  return `Sources of ${personText(tenant.name)}:\n${columns(rows, layout).join('\n')}\nNext: ${self} sync --tenant ${quoted(tenant.name)}`;
}

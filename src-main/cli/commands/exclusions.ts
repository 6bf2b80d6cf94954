import type { Command } from 'commander';
import type { ExclusionsCheck, House } from '../../app/house.ts';
import { type Result, succeed } from '../../core/failure.ts';
import { countOf } from '../../core/number-words.ts';
import { type Answer, done } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { ADMIN_KEY_STDIN, absolutePath, chooseTenant, type TenantOption, tenantOption } from '../options.ts';
import { personText, sentenceText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import type { Session, Use } from '../session.ts';
import { wrap } from '../text-layout.ts';

export function addExclusionsCommand(program: Command, session: Session): void {
  const group = program
    .command('exclusions')
    .description(
      'People whom no sync may touch: a CSV with Email and Provisioning Managed, where false protects.',
    );
  group
    .command('check <file.csv>')
    .description(
      'Name every problem of an exclusion file by its line. With a tenant, people are looked up as well.',
    )
    .option('--tenant <name>', 'look people up in what was last listed for this tenant')
    .addHelpText(
      'after',
      '\nProblems give exit code 2. In doubt a line protects.\n\nExample:\n  muster exclusions check vip.csv --tenant Contoso',
    )
    .action((file: string, options: TenantOption) =>
      session.actInHouse({}, 'read', async (house, use) => {
        const checked = await house.checkExclusions({
          file: absolutePath(file),
          ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
        });
        return checked.ok ? { ok: true, value: checkAnswer(checked.value, file, use) } : checked;
      }),
    );
  group
    .command('apply <file.csv>')
    .description(
      'Make a file the exclusion list: on the console where it has the Console API, else on this computer.',
    )
    .addOption(tenantOption())
    .option(...ADMIN_KEY_STDIN)
    .action((file: string, options: TenantOption & SecretOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const applied = await house.applyExclusions(tenant.value.id, absolutePath(file), use.hooks.signal);
        if (!applied.ok) return applied;
        const { addresses, where, unprotected } = applied.value;
        const place = where === 'console' ? 'on the console' : 'on this computer';
        const upload =
          where === 'computer'
            ? " The console's own sync does not know that yet: upload this CSV there."
            : '';
        return {
          ok: true,
          value: done(
            {
              tenant: { id: tenant.value.id, name: tenant.value.name },
              addresses,
              where,
              unprotected: unprotected ?? null,
            },
            wrap(
              `Muster leaves ${countOf(addresses, 'person', 'people')} of ${personText(tenant.value.name)} alone from now on; the list is kept ${place}.${lossText(unprotected)}${upload}`,
              0,
              use.layout,
            ),
          ),
        };
      }),
    );
  group
    .command('export')
    .description("Write the list in force, the console's and the file's together, as CSV.")
    .addOption(tenantOption())
    .option('--out <file.csv>', 'write to this file (default: standard output)')
    .option(...ADMIN_KEY_STDIN)
    .action((options: TenantOption & SecretOptions & { readonly out?: string }) =>
      session.actInHouse(options, 'read', (house, use) => exportExclusions(house, use, options)),
    );
}

/** A shorter list, or one of a heading alone, must not expose anybody unseen (R5). */
function lossText(unprotected: number | undefined): string {
  if (unprotected === undefined) return ' The list before could not be read, so who was on it is not known.';
  if (unprotected === 0) return '';
  return ` ${countOf(unprotected, 'person who was protected before is', 'people who were protected before are')} not any more.`;
}

function checkAnswer(check: ExclusionsCheck, file: string, { layout }: Use): Answer {
  const { entries, protects, problems, lookedUpIn } = check;
  const shown = personText(file);
  const lines = problems.map(({ line, column, sentence }) =>
    wrap(`${shown}, line ${line}, column "${column}": ${sentenceText(sentence)}`, 0, layout, 2),
  );
  const lookedUp =
    lookedUpIn === undefined
      ? ' People were not looked up: give --tenant, after its first sync.'
      : ` People were looked up in ${personText(lookedUpIn)}.`;
  lines.push(
    wrap(
      `${countOf(entries, 'entry', 'entries')}, of which ${countOf(protects, 'protects', 'protect')}; ${countOf(problems.length, 'problem', 'problems')}.${lookedUp}`,
      0,
      layout,
    ),
  );
  return {
    exit: problems.length === 0 ? EXIT.done : EXIT.badInput,
    json: { file, entries, protects, problems, lookedUpIn: lookedUpIn ?? null },
    text: lines.join('\n'),
  };
}

async function exportExclusions(
  house: House,
  use: Use,
  options: TenantOption & { readonly out?: string },
): Promise<Result<Answer>> {
  const tenant = chooseTenant(house, options.tenant);
  if (!tenant.ok) return tenant;
  const exported = await house.exportExclusions(tenant.value.id, use.hooks.signal);
  if (!exported.ok) return exported;
  const { csv, addresses } = exported.value;
  if (options.out === undefined) {
    if (use.form === 'json') return { ok: true, value: done({ addresses, csv }, '') };
    // The bytes of the file, line ends included: somebody may send them on to one.
    await use.world.out.write(csv);
    return { ok: true, value: { exit: EXIT.done, text: '' } };
  }
  const file = absolutePath(options.out);
  const written = await use.world.composition.replaceFile<undefined>(file, async (handle) => {
    await handle.writeFile(csv);
    return succeed(undefined);
  });
  if (!written.ok) return written;
  return {
    ok: true,
    value: done(
      { addresses, file },
      `${countOf(addresses, 'address', 'addresses')} written to ${personText(options.out)}.`,
    ),
  };
}

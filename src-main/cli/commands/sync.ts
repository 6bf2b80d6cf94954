import { type Command, Option } from 'commander';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  planHashOf,
  type TenantOption,
  TOKEN_STDIN,
  tenantOption,
} from '../options.ts';
import { outcomeAnswer } from '../outcome-answer.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session } from '../session.ts';

interface SyncOptions extends TenantOption, SecretOptions {
  readonly live?: boolean;
  readonly plan?: string;
  readonly only?: readonly string[];
  readonly archive?: readonly string[];
  readonly overrideGuard?: string;
}

export function addSyncCommand(program: Command, session: Session): void {
  program
    .command('sync')
    .description(
      'Compare the directory with the console and report what would change (test mode), or make the changes (--live).',
    )
    .addOption(tenantOption())
    .option('--live', 'make the changes; Test Mode must be off')
    .addOption(
      new Option(
        '--plan <hash>',
        'with --live: apply exactly this approved plan; rows that changed since are left alone',
      ).argParser(planHashOf),
    )
    .option(
      '--only <email...>',
      'one-off: these people alone; nobody is archived unless named with --archive',
    )
    .option('--archive <email...>', 'one-off: these people may be archived')
    .addOption(
      new Option('--override-guard <hash>', 'with --live: allow this one plan past the guard').argParser(
        planHashOf,
      ),
    )
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .addHelpText(
      'after',
      `
A sync may start 15 minutes after the last one; an earlier one is Skipped, not queued (exit code 3). Without
--plan, --live makes a new plan and applies it: the order is the approval, and is written to the history.
The hash of a plan is in its report; the first 8 digits are enough.

Exit codes: 0 done, 3 Skipped, 4 Halted by the guard, 5 not authorized, 6 some rows failed or had changed
since the preview, 7 a listing is incomplete or the directory empty, 130 cancelled.

Examples:
  muster sync --tenant Contoso
  muster sync --tenant Contoso --live --plan 3f9a01c2
  muster sync --tenant Contoso --only ana.ruiz@contoso.com`,
    )
    .action((options: SyncOptions) =>
      session.actInHouse(options, options.live ? 'write' : 'read', async (house, use) => {
        const { live, plan, overrideGuard, archive } = options;
        if (!live && (plan !== undefined || overrideGuard !== undefined)) {
          return badInput(
            '--plan and --override-guard apply to a live sync.',
            'Add --live, or leave them out for a test-mode sync.',
          );
        }
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        // Whoever is named for an archive is asked for, too.
        const only = [...new Set([...(options.only ?? []), ...(archive ?? [])])];
        const outcome = await house.sync(
          {
            tenant: tenant.value.id,
            live: live === true,
            ...(plan === undefined ? {} : { planHash: plan }),
            ...(only.length === 0 ? {} : { only }),
            ...(archive === undefined ? {} : { archiveByName: archive }),
            ...(overrideGuard === undefined ? {} : { overrideGuard }),
          },
          use.hooks,
        );
        return outcome.ok
          ? { ok: true, value: outcomeAnswer(house, use, outcome.value, live ? 'live' : 'test') }
          : outcome;
      }),
    );
}

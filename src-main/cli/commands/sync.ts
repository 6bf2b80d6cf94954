import { type Command, Option } from 'commander';
import type { House, SyncOutcome } from '../../app/house.ts';
import { type Result, succeed } from '../../core/failure.ts';
import type { Answer } from '../answer.ts';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  planHashOf,
  type TenantOption,
  TOKEN_STDIN,
  tenantOption,
} from '../options.ts';
import { outcomeAnswer } from '../outcome-answer.ts';
import { pathsOf } from '../path-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session, type Use } from '../session.ts';

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
      '--only <person...>',
      'one-off: these people alone, by e-mail, or by employee number, external ID or alias where only one is called so; nobody is archived unless named with --archive',
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
        return outcome.ok ? oneOffAnswer(house, use, outcome.value, live ? 'live' : 'test') : outcome;
      }),
    );
}

const ROWS_OF_SOME_PEOPLE = 500;

/** A one-off sync says of each of its people why, step by step (design §6). */
async function oneOffAnswer(
  house: House,
  use: Use,
  outcome: SyncOutcome,
  asked: 'live' | 'test',
): Promise<Result<Answer>> {
  const answer = outcomeAnswer(house, use, outcome, asked);
  const { report } = outcome;
  if (!report || report.only.length === 0) return succeed(answer);
  const opened = house.openReport(report.reportId);
  if (!opened.ok) return opened;
  try {
    const { rows } = opened.value.page({ object: 'user' }, { limit: ROWS_OF_SOME_PEOPLE });
    const paths = await pathsOf(house, report.reportId, rows, use.hooks.signal);
    // The sync is done and its answer stands; that nobody waits for the paths any more changes nothing of it.
    if (!paths.ok) return succeed(answer);
    const json = typeof answer.json === 'object' ? { ...answer.json, paths: paths.value } : answer.json;
    return succeed({ ...answer, json });
  } finally {
    opened.value.close();
  }
}

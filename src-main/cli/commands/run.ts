import type { Command } from 'commander';
import type { Run } from '../../app/ports/main-store.ts';
import { formatDay } from '../../core/number-words.ts';
import { done } from '../answer.ts';
import { runJson } from '../json-contract.ts';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  type TenantOption,
  TOKEN_STDIN,
  tenantOption,
  wholeNumber,
} from '../options.ts';
import { outcomeAnswer } from '../outcome-answer.ts';
import { personText, sentenceText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import type { Session, Use } from '../session.ts';
import { columns } from '../text-layout.ts';

type ListOptions = TenantOption & { readonly limit: number };

/** Runs of a tenant, how to undo one (R23), and what to do with one that was cut short (R7). */
export function addRunCommand(program: Command, session: Session): void {
  const group = program
    .command('run')
    .description('Syncs of a tenant, how to undo one, and what to do with one that was cut short.');
  group
    .command('list')
    .description('List the runs of a tenant, newest first.')
    .addOption(tenantOption())
    .option('--limit <number>', 'at most so many', wholeNumber(1, 10_000), 20)
    .action((options: ListOptions) =>
      session.actInHouse({}, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const runs = house.listRuns(tenant.value.id, options.limit);
        if (!runs.ok) return runs;
        const waiting = house.interruptedRuns(tenant.value.id).map(({ id }) => id);
        return {
          ok: true,
          value: done(
            { runs: runs.value.map(runJson), interrupted: waiting },
            runsText(runs.value, waiting, use),
          ),
        };
      }),
    );
  group
    .command('resume <run>')
    .description('Go on with an Interrupted live sync, in its own slot. What was proven is not sent again.')
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .action((id: string, options: SecretOptions) =>
      session.actInHouse(options, 'write', async (house, use) => {
        const resumed = await house.resumeRun(id, use.hooks);
        return resumed.ok ? { ok: true, value: outcomeAnswer(house, use, resumed.value, 'live') } : resumed;
      }),
    );
  group
    .command('undo <run>')
    .description(
      'Show what it would take to undo a live sync: a test-mode run, whose plan is applied like any other.',
    )
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .addHelpText(
      'after',
      `
What that sync changed goes back only where the console still holds what it wrote; rows that were changed since
are named and left alone. Nothing is deleted: whoever was created is archived, a group that was made stays. Nothing
is changed before you apply the plan with: sync --live --plan HASH

Examples:
  muster run list --tenant Contoso
  muster run undo 01J9Z2V4`,
    )
    .action((id: string, options: SecretOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const shown = await house.undoRun(id, use.hooks);
        return shown.ok ? { ok: true, value: outcomeAnswer(house, use, shown.value, 'test') } : shown;
      }),
    );
  group
    .command('close <run>')
    .description('Close an Interrupted sync where it stopped: what was made stays, the rest is not sent.')
    .option(...TOKEN_STDIN)
    .action((id: string, options: SecretOptions) =>
      session.actInHouse(options, 'read', async (house) => {
        const closed = await house.closeRun(id);
        return closed.ok
          ? {
              ok: true,
              value: done(
                { run: runJson(closed.value) },
                `Run ${closed.value.id} is closed. What was made stays; the next test sync shows the rest.`,
              ),
            }
          : closed;
      }),
    );
}

function runsText(runs: readonly Run[], waiting: readonly string[], { layout, self }: Use): string {
  if (runs.length === 0) return 'No run yet.';
  const lines = columns(
    runs.map((run) => [
      run.id,
      formatDay(run.startedAtMs),
      run.kind,
      run.status === 'Failed' && run.causeCode === 'interrupted' ? 'Interrupted, closed' : run.status,
      [personText(run.who), sentenceText(run.causeSentence ?? '')].filter((text) => text !== '').join(': '),
    ]),
    layout,
    0,
  );
  const decide = waiting.flatMap((id) => [`  ${self} run resume ${id}`, `  ${self} run close ${id}`]);
  if (decide.length === 0) return lines.join('\n');
  return [
    ...lines,
    '',
    'Interrupted, and no other sync starts before one of these is chosen:',
    ...decide,
  ].join('\n');
}

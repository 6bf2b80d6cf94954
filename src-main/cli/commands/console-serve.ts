import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.ts';
import { absolutePath, wholeNumber } from '../options.ts';
import { jsonText, sentenceText } from '../people-text.ts';
import type { Session } from '../session.ts';
import type { World } from '../world.ts';

interface ServeOptions {
  readonly port: number;
  readonly data?: string;
  readonly seed?: string;
  readonly syncLimit: number;
  readonly newSecrets?: boolean;
}

export function addConsoleCommand(program: Command, session: Session): void {
  const group = program
    .command('console')
    .description(
      'The demo console on its own: a real SCIM 2.0 server with the Console API, on this computer only.',
    );
  group
    .command('serve')
    .description(
      'Serve the demo console until stopped. The first line of output is JSON with its addresses and, when they are new, its secrets.',
    )
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', wholeNumber(0, 65_535), 0)
    .option(
      '--data <folder>',
      'where its database is kept; it survives a restart (default: served-console in the data folder)',
    )
    .option(
      '--seed <file.csv>',
      'people that a new console begins with; Provisioning Managed = false fills the exclusions',
    )
    .option('--sync-limit <seconds>', 'least time between two syncs', wholeNumber(0, 86_400), 900)
    .option('--new-secrets', 'replace the SCIM token and the admin key; the earlier ones stop working')
    .addHelpText(
      'after',
      `
The secrets are shown once, on the first start with a data folder; later they are null unless --new-secrets.
Stop it with Ctrl-C; the exit code is 0 then.

Example:
  muster console serve --data ./console --seed people.csv --sync-limit 60`,
    )
    .action((options: ServeOptions) =>
      session.act({}, 'read', async ({ world }) => {
        const served = await world.composition.serveConsole({
          port: options.port,
          dataFolder: absolutePath(options.data ?? join(world.dataFolder, 'served-console')),
          ...(options.seed === undefined ? {} : { seedFile: absolutePath(options.seed) }),
          syncLimitMs: options.syncLimit * 1000,
          freshSecrets: options.newSecrets ? 'always' : 'if-new',
        });
        if (!served.ok) return served;
        const { tenantUrl, consoleApiUrl, scimToken, adminKey, seedProblems } = served.value;
        await world.out.write(`${jsonText({ tenantUrl, consoleApiUrl, scimToken, adminKey }, 'one-line')}\n`);
        for (const problem of seedProblems) await world.err.write(`${sentenceText(problem)}\n`);
        if (world.err.isTerminal) await world.err.write(`Serving ${tenantUrl}. Press Ctrl-C to stop.\n`);
        await untilStopped(world);
        await served.value.close();
        return { ok: true, value: { exit: EXIT.done, text: '' } };
      }),
    );
}

function untilStopped({ signal }: World): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

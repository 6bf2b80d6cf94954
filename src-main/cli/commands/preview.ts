import { type Command, Option } from 'commander';
import type { SyncOutcome } from '../../app/house.ts';
import { type Failure, fail } from '../../core/failure.ts';
import { PROFILES, type ProfileName } from '../../core/profile.ts';
import { EXIT, exitOfFailure } from '../exit-codes.ts';
import { absolutePath } from '../options.ts';
import { outcomeAnswer } from '../outcome-answer.ts';
import type { Session } from '../session.ts';

interface PreviewOptions {
  readonly directory: string;
  readonly console: string;
  readonly exclusions?: string;
  readonly mapping: ProfileName;
}

export function profileOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(Object.keys(PROFILES)).default('generic');
}

export function addPreviewCommand(program: Command, session: Session): void {
  program
    .command('preview')
    .description(
      'Compare two CSV files and report what a sync would do. No tenant, no network, nothing is changed.',
    )
    .requiredOption('--directory <file.csv>', 'who should be on the console')
    .requiredOption('--console <file.csv>', 'who is on the console: a user export')
    .option('--exclusions <file.csv>', 'people who must not be touched: Email, Provisioning Managed')
    .addOption(profileOption('--mapping <name>', 'whose attributes are compared'))
    .addHelpText(
      'after',
      `
Exit code 0 also when the guard would halt a live sync (see "guard" in the JSON), 7 when a file is incomplete
or the directory is empty.

Example:
  muster preview --directory hr.csv --console console-export.csv --exclusions vip.csv`,
    )
    .action((options: PreviewOptions) =>
      session.actInHouse({}, 'read', async (house, use) => {
        const previewed = await house.preview(
          {
            directoryFile: absolutePath(options.directory),
            consoleFile: absolutePath(options.console),
            ...(options.exclusions === undefined ? {} : { exclusionsFile: absolutePath(options.exclusions) }),
            mapping: options.mapping,
          },
          use.hooks,
        );
        if (!previewed.ok) return previewed;
        const unusable = unusableFile(previewed.value);
        if (unusable) return fail(unusable);
        return { ok: true, value: outcomeAnswer(house, use, previewed.value, 'test') };
      }),
    );
}

/**
 * A file that is not there, or is no such table at all, is bad input and not a listing that broke off: the
 * admin has named it in this very command.
 */
function unusableFile({ report }: SyncOutcome): Failure | undefined {
  if (!report) return undefined;
  return [report.directory, report.console].find(
    ({ rows, why }) => rows === 0 && why !== undefined && exitOfFailure(why) === EXIT.badInput,
  )?.why;
}

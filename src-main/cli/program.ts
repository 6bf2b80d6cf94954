import { Command } from 'commander';
import { nearest } from '../core/near-text.ts';
import { addConsoleCommand } from './commands/console-serve.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExclusionsCommand } from './commands/exclusions.ts';
import { addHistoryCommand } from './commands/history.ts';
import { addPersonCommand } from './commands/person.ts';
import { addPreviewCommand } from './commands/preview.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addSettingsCommand } from './commands/settings.ts';
import { addSourceCommand } from './commands/source.ts';
import { addSyncCommand } from './commands/sync.ts';
import { addTenantCommand } from './commands/tenant.ts';
import { addTokenCommand } from './commands/token.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import type { Session } from './session.ts';

const GROUPS: readonly (readonly [string, ReadonlyArray<(program: Command, session: Session) => void>])[] = [
  ['Try it:', [addDemoCommand, addPreviewCommand]],
  ['Set up:', [addTenantCommand, addSourceCommand, addSettingsCommand, addTokenCommand, addDoctorCommand]],
  [
    'Review and sync:',
    [addSyncCommand, addReportCommand, addExclusionsCommand, addRunCommand, addHistoryCommand],
  ],
  ['Personal data:', [addPersonCommand]],
  ['For tests and training:', [addConsoleCommand]],
];

/** The whole command line. What commander would print goes to `onHelp`; nothing is printed here. */
export function buildProgram(session: Session, onHelp: (text: string) => void): Command {
  const program = new Command('muster')
    .description('Preview, approve and apply user provisioning for a security-awareness console.')
    .version(session.world.version, '--version', 'show the version')
    .option('--json', 'print one JSON document on standard output and nothing else there')
    .helpOption('--help', 'show help')
    .configureHelp({ showGlobalOptions: true, helpWidth: session.world.out.columns ?? 100 })
    .configureOutput({ writeOut: onHelp, writeErr: onHelp, outputError: () => undefined })
    .exitOverride()
    .showHelpAfterError(false);
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, session);
  }
  program.commandsGroup('Help:');
  addHelpCommand(program);
  const exitCodes = program.command('exit-codes', { hidden: true }).action(() => onHelp(exitCodesText()));
  exitCodes.helpInformation = exitCodesText;
  program.addHelpText(
    'after',
    `
Secrets are read from the keychain of this computer, or for one run from MUSTER_TOKEN and MUSTER_ADMIN_KEY.
MUSTER_HOME is the data folder: ${session.world.dataFolder}

Examples:
  muster demo
  muster preview --directory hr.csv --console export.csv
  muster sync --tenant Contoso --json

"muster help COMMAND" tells more about a command, "muster help exit-codes" what the exit codes mean.`,
  );
  return program;
}

/** Commander's own help command answers an unknown name with the general help, as if all were well. */
function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .command('help [command...]')
    .description('Show help for a command; "help exit-codes" lists the exit codes.')
    .action((names: readonly string[]) => {
      let command = program;
      for (const name of names) {
        const found = command.commands.find((one) => one.name() === name);
        if (found) command = found;
        else command.error(unknownCommand(name, command), { code: 'commander.unknownCommand' });
      }
      command.outputHelp();
    });
}

function unknownCommand(name: string, { commands }: Command): string {
  const meant = nearest(
    name,
    commands.map((command) => command.name()),
  );
  return `error: unknown command '${name}'${meant === undefined ? '' : ` (Did you mean ${meant}?)`}`;
}

function exitCodesText(): string {
  const lines = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return `Exit codes:\n${lines.join('\n')}\nmuster demo exits with 0 when Skipped.\n`;
}

import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { World } from './world.ts';

/** Which secrets a command takes from standard input, one line each, in this order. */
export interface SecretOptions {
  readonly tokenStdin?: boolean;
  readonly adminKeyStdin?: boolean;
  readonly directoryTokenStdin?: boolean;
}

export interface GivenSecrets {
  readonly token?: string;
  readonly adminKey?: string;
  readonly directoryToken?: string;
}

const NAMES = {
  token: 'SCIM token',
  adminKey: 'admin key',
  directoryToken: "directory's token",
} as const;

/** Reads secrets from standard input; a terminal shows what is typed there, so it is said what is expected. */
export async function readSecrets(world: World, options: SecretOptions): Promise<Result<GivenSecrets>> {
  const wanted: (keyof typeof NAMES)[] = [];
  if (options.tokenStdin) wanted.push('token');
  if (options.adminKeyStdin) wanted.push('adminKey');
  if (options.directoryTokenStdin) wanted.push('directoryToken');
  if (wanted.length === 0) return succeed({});

  const secrets: { -readonly [Name in keyof GivenSecrets]: GivenSecrets[Name] } = {};
  const lines = world.input.lines()[Symbol.asyncIterator]();
  for (const name of wanted) {
    if (world.input.isTerminal) await world.err.write(`Paste the ${NAMES[name]} and press Enter: `);
    const line = await lines.next();
    const secret = line.done ? '' : line.value.trim();
    if (secret === '') return fail(missingLine(NAMES[name], wanted.indexOf(name) + 1));
    secrets[name] = secret;
  }
  return succeed(secrets);
}

function missingLine(name: string, line: number): Failure {
  return {
    code: 'bad-input',
    sentence: `Standard input has no ${name} in line ${line}. Nothing was changed.`,
    next: 'Give one secret a line: the SCIM token first, then the admin key, where both are asked for.',
  };
}

/** Options that people try first. A secret there would stand in the shell's history and the process list. */
const SECRET_AS_ARGUMENT = /^--(scim-?token|token|admin-?key|api-?key|directory-token|password)(=|$)/i;

/** Refuses a token that is given as an argument, and does not repeat it. */
export function refuseSecretArguments(args: readonly string[]): Failure | undefined {
  const found = args.find((arg) => SECRET_AS_ARGUMENT.test(arg));
  if (found === undefined) return undefined;
  const option = found.split('=')[0] ?? '';
  return {
    code: 'bad-input',
    sentence: `A secret is not taken as an argument (${option}): it would stay in the shell's history and show in the process list. Nothing was changed.`,
    next: 'Use --token-stdin or --admin-key-stdin, or for one run MUSTER_TOKEN or MUSTER_ADMIN_KEY. If the secret was real, regenerate it.',
  };
}

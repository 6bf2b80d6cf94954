import type { Command } from 'commander';
import type { GeneratedToken, House, TokenChoice } from '../../app/house.ts';
import type { Result } from '../../core/failure.ts';
import type { Tenant } from '../../core/tenant.ts';
import { type Answer, done } from '../answer.ts';
import { consequenceOfToken } from '../consequences.ts';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  quoted,
  type TenantOption,
  TOKEN_STDIN,
  tenantOption,
} from '../options.ts';
import { personText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session, type Use } from '../session.ts';

interface GenerateOptions extends TenantOption, SecretOptions {
  readonly keep?: boolean;
}

export function addTokenCommand(program: Command, session: Session): void {
  const group = program
    .command('token')
    .description('The SCIM token: the key of the link between Muster and a console.');
  addGenerate(
    group,
    session,
    'generate',
    'Generate the first SCIM token. It is shown once; needs the Console API and its admin key.',
  );
  addGenerate(
    group,
    session,
    'regenerate',
    'Make a new token. The present one stops working at once: the link is down until the new one is given to whoever uses it.',
  );
  group
    .command('revoke')
    .description(
      'Cut the link: no sync works until a new token is generated. People on the console stay as they are.',
    )
    .requiredOption('--tenant <name>', 'name or id of the tenant')
    .option(...ADMIN_KEY_STDIN)
    .action((options: TenantOption & SecretOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const revoked = await house.revokeToken(tenant.value.id, use.hooks.signal);
        if (!revoked.ok) return revoked;
        const consequence = consequenceOfToken('revoke', tenant.value, house);
        return {
          ok: true,
          value: done(
            { tenant: named(tenant.value), revoked: true, consequence },
            `The SCIM token of ${personText(tenant.value.name)} is revoked. ${consequence}\nGenerate a new one with:\n  ${use.self} token generate --tenant ${quoted(tenant.value.name)}`,
          ),
        };
      }),
    );
  group
    .command('set')
    .description('Put a token, an admin key, or both, into the keychain of this computer.')
    .addOption(tenantOption())
    .option(...TOKEN_STDIN)
    .option(...ADMIN_KEY_STDIN)
    .addHelpText('after', '\nExample:\n  muster token set --tenant Contoso --token-stdin < token.txt')
    .action((options: TenantOption & SecretOptions) =>
      session.actInHouse({ ...options, keepSecrets: true }, 'read', (house, use) =>
        setSecrets(house, use, options.tenant),
      ),
    );
}

function addGenerate(group: Command, session: Session, act: TokenChoice['act'], description: string): void {
  group
    .command(act)
    .description(description)
    .addOption(tenantOption())
    .option('--keep', 'put the token into the keychain of this computer and do not print it')
    .option(...ADMIN_KEY_STDIN)
    .addHelpText('after', `\nExample:\n  muster token ${act} --tenant Contoso --keep`)
    .action((options: GenerateOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const keep = options.keep ? 'keychain' : 'show-only';
        const made = await house.generateToken(tenant.value.id, { act, keep }, use.hooks.signal);
        if (!made.ok) return made;
        const consequence = act === 'regenerate' ? consequenceOfToken(act, tenant.value, house) : undefined;
        return { ok: true, value: tokenAnswer(tenant.value, made.value, { keep, consequence }, use) };
      }),
    );
}

/** Kept tokens are not printed; one that the keychain did not take is, for it cannot be shown again. */
function tokenAnswer(
  tenant: Tenant,
  made: GeneratedToken,
  { keep, consequence }: { readonly keep: TokenChoice['keep']; readonly consequence: string | undefined },
  { self }: Use,
): Answer {
  const shown = made.kept ? null : made.token;
  const name = quoted(tenant.name);
  const text = made.kept
    ? `A new SCIM token of ${personText(tenant.name)} is in the keychain of this computer. It was not shown, and nobody can show it again.\nTenant URL: ${made.tenantUrl}\nNext: ${self} tenant test ${name}`
    : [
        ...(keep === 'keychain'
          ? ['The keychain of this computer did not take the token, so it is shown here.']
          : []),
        `SCIM token: ${made.token}`,
        `Tenant URL: ${made.tenantUrl}`,
        'The token is shown once: nobody can show it again, Muster included.',
        `To use it on this computer: ${self} token set --tenant ${name} --token-stdin`,
      ].join('\n');
  return done(
    {
      tenant: named(tenant),
      token: shown,
      tenantUrl: made.tenantUrl,
      kept: made.kept,
      shownOnce: !made.kept,
      ...(consequence === undefined ? {} : { consequence }),
    },
    consequence === undefined ? text : `${text}\n${consequence}`,
  );
}

async function setSecrets(
  house: House,
  { given }: Use,
  tenantName: string | undefined,
): Promise<Result<Answer>> {
  const { token, adminKey } = given;
  if (token === undefined && adminKey === undefined) {
    return badInput(
      'No secret was given.',
      'Add --token-stdin, --admin-key-stdin, or both, and give one secret a line on standard input.',
    );
  }
  const tenant = chooseTenant(house, tenantName);
  if (!tenant.ok) return tenant;
  const set = await house.setSecrets(tenant.value.id, {
    ...(token === undefined ? {} : { token }),
    ...(adminKey === undefined ? {} : { adminKey }),
  });
  if (!set.ok) return set;
  const kept = [
    ...(token === undefined ? [] : ['SCIM token']),
    ...(adminKey === undefined ? [] : ['admin key']),
  ];
  return {
    ok: true,
    value: done(
      { tenant: named(tenant.value), token: token !== undefined, adminKey: adminKey !== undefined },
      `In the keychain for ${personText(tenant.value.name)}: ${kept.join(' and ')}.`,
    ),
  };
}

function named({ id, name }: Tenant) {
  return { id, name };
}

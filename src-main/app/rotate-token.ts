import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import type { GeneratedToken, TokenChoice } from './house.ts';
import type { ConsoleApi } from './ports/console-api.ts';
import { noteHistory, type TenantParts, tenantOf } from './tenant-parts.ts';

/**
 * Generates or regenerates the SCIM token. After Regenerate the link is down wherever the old token stands
 * until the new one is given there: so the old one is forgotten here too, unless the new one is kept (design §5).
 */
export async function rotateToken(
  nameOrId: string,
  how: TokenChoice,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<GeneratedToken>> {
  const opened = await tenantWithApi(nameOrId, parts);
  if (!opened.ok) return opened;
  const { tenant, api } = opened.value;
  const settings = await api.readSettings(signal);
  if (!settings.ok) return settings;
  if (how.act === 'generate' && settings.value.hasToken) return fail(hasToken(tenant));
  if (how.act === 'regenerate' && !settings.value.hasToken) return fail(hasNone(tenant));

  const made = await api.generateToken(signal);
  if (!made.ok) return made;
  const { token, tenantUrl } = made.value;
  noteHistory(
    parts,
    tenant.id,
    `token-${how.act}d`,
    how.act === 'generate'
      ? 'A SCIM token was generated.'
      : 'The SCIM token was regenerated; the earlier one no longer works.',
  );
  const kept =
    how.keep === 'keychain'
      ? await parts.secrets.write(tenant.id, 'scim-token', token)
      : await parts.secrets.forget(tenant.id, 'scim-token');
  if (how.keep === 'keychain' && kept.ok)
    noteHistory(parts, tenant.id, 'token-kept', 'The new SCIM token is used on this computer.');
  // The token exists now and is shown only here: a keychain that refuses must not swallow it.
  return succeed({ token, tenantUrl, kept: how.keep === 'keychain' && kept.ok });
}

/** Cuts the link: no sync works until a new token is generated. People on the console stay as they are. */
export async function revokeToken(
  nameOrId: string,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<void>> {
  const opened = await tenantWithApi(nameOrId, parts);
  if (!opened.ok) return opened;
  const { tenant, api } = opened.value;
  const revoked = await api.revokeToken(signal);
  if (!revoked.ok) return revoked;
  noteHistory(parts, tenant.id, 'token-revoked', 'The SCIM token was revoked.');
  const forgotten = await parts.secrets.forget(tenant.id, 'scim-token');
  return forgotten.ok || forgotten.failure.code === 'keychain-unavailable' ? succeed(undefined) : forgotten;
}

async function tenantWithApi(
  nameOrId: string,
  parts: TenantParts,
): Promise<Result<{ readonly tenant: Tenant; readonly api: ConsoleApi }>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const api = await parts.connectApi(found.value);
  if (!api.ok) return api;
  return api.value ? succeed({ tenant: found.value, api: api.value }) : fail(noConsoleApi());
}

/** On a console without the Console API these are clicks, and the sentence says which (design §5). */
function noConsoleApi(): Failure {
  return {
    code: 'unsupported',
    sentence: 'This console lets nobody generate, regenerate or revoke the SCIM token from outside.',
    next: 'In the console: Account Settings > User Management > User Provisioning > + SCIM Settings. Then give the token here with: muster token set --tenant NAME --token-stdin',
    inWindow:
      'In the console: Account Settings > User Management > User Provisioning > + SCIM Settings. Then choose Enter SCIM Token here.',
  };
}

function hasToken(tenant: Tenant): Failure {
  return {
    code: 'settings-refused',
    sentence: `${tenant.name} has a SCIM token already. Nothing was changed.`,
    next: 'To replace it, regenerate it: the link is down until the new token is given wherever the old one is used.',
  };
}

function hasNone(tenant: Tenant): Failure {
  return {
    code: 'settings-refused',
    sentence: `${tenant.name} has no SCIM token that could be regenerated. Nothing was changed.`,
    next: `Generate one with: muster token generate --tenant "${tenant.name}"`,
    inWindow: 'Generate one under Provisioning.',
  };
}

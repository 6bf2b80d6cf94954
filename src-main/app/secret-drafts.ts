import { type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import type { NewTenant } from './house.ts';
import type { SecretName } from './ports/secret-store.ts';
import { removeTenant } from './remove-tenant.ts';
import { noteHistory, type TenantParts, tenantOf } from './tenant-parts.ts';
import type { SecretDrafts } from './window-house.ts';

const NAMES: readonly SecretName[] = ['scim-token', 'admin-key', 'directory-token'];

export interface KeptDrafts extends SecretDrafts {
  read(draftId: string, name: SecretName): string | undefined;
}

/** Secrets that were typed before their tenant exists, in this process's memory only (R18). */
export function secretDrafts(parts: TenantParts): KeptDrafts {
  const drafts = new Map<string, Map<SecretName, string>>();
  return {
    put(draftId, name, secret) {
      const draft = drafts.get(draftId) ?? new Map<SecretName, string>();
      drafts.set(draftId, draft);
      draft.set(name, secret.trim());
    },
    holds: (draftId) => NAMES.filter((name) => drafts.get(draftId)?.has(name)),
    forget: (draftId) => {
      drafts.delete(draftId);
    },
    read: (draftId, name) => drafts.get(draftId)?.get(name),
    async adopt(draftId, nameOrId) {
      const found = tenantOf(nameOrId, parts.store);
      if (!found.ok) return found;
      const draft = drafts.get(draftId);
      if (!draft) return succeed(undefined);
      for (const [name, secret] of draft) {
        const kept = await parts.secrets.write(found.value.id, name, secret);
        if (!kept.ok) return kept;
      }
      drafts.delete(draftId);
      noteHistory(parts, found.value.id, 'secrets-set', 'A token or key was given to this computer.');
      return succeed(undefined);
    },
  };
}

type AddTenant = (input: NewTenant) => Promise<Result<Tenant>>;

/** Adds a tenant with a draft's token and key; where that fails the draft stays, to be tried again. */
export async function addTenantWithDraft(
  input: NewTenant,
  draftId: string,
  drafts: KeptDrafts,
  add: AddTenant,
  parts: TenantParts,
): ReturnType<AddTenant> {
  const token = drafts.read(draftId, 'scim-token');
  const adminKey = drafts.read(draftId, 'admin-key');
  const added = await add({
    ...input,
    ...(token === undefined ? {} : { token }),
    ...(adminKey === undefined ? {} : { adminKey }),
  });
  if (!added.ok) return added;
  const directoryToken = drafts.read(draftId, 'directory-token');
  const kept: Result<void> =
    directoryToken === undefined
      ? succeed(undefined)
      : await parts.secrets.write(added.value.id, 'directory-token', directoryToken);
  if (!kept.ok) {
    await removeTenant(added.value.id, parts);
    return kept;
  }
  drafts.forget(draftId);
  return added;
}

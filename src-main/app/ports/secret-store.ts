import type { Result } from '../../core/failure.ts';

/** Which secret of a tenant: the SCIM token, the Console API's admin key, or the SCIM directory's token. */
export type SecretName = 'scim-token' | 'admin-key' | 'directory-token';

/** The OS keychain, and only it (R18, design §10). A write is read back before it counts. */
export interface SecretStore {
  read(tenantId: string, name: SecretName): Promise<Result<string | undefined>>;
  write(tenantId: string, name: SecretName, secret: string): Promise<Result<void>>;
  forget(tenantId: string, name: SecretName): Promise<Result<void>>;
  /** True where `read` answers with what was given for this run only, and not with what is kept. */
  readonly isOnlyForThisRun?: (name: SecretName, tenantId: string) => boolean;
  /** Whether the keychain works here at all, for `muster doctor`. */
  check(): Promise<Result<void>>;
}

import type { ConsoleForm } from '../../../src-preload/contract/connect.ts';
import type { ConnectDraft } from '../../state/connect-draft.ts';

/** Step 1 as it is sent; an empty Console API URL is none. */
export function consoleFormOf({ name, tenantUrl, consoleApiUrl, profile }: ConnectDraft): ConsoleForm {
  const api = consoleApiUrl.trim();
  return {
    name: name.trim(),
    tenantUrl: tenantUrl.trim(),
    profile,
    ...(api === '' ? {} : { consoleApiUrl: api }),
  };
}

/** What a trial was of: with another address or kind it says nothing any more. */
export function trialKey(draft: ConnectDraft): string {
  const { tenantUrl, consoleApiUrl, profile } = consoleFormOf(draft);
  return JSON.stringify([tenantUrl, consoleApiUrl, profile]);
}

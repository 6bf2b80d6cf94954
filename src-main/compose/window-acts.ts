import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../adapters/csv-files/write-csv.ts';
import { guessColumns } from '../adapters/directory/csv/guess-columns.ts';
import type { LendingSecretStore } from '../adapters/keychain/secrets-lent-to-tenants.ts';
import type { Network } from '../adapters/network/network.ts';
import { checkOutwardUrl } from '../adapters/network/outward-url.ts';
import { changeTenantFields } from '../app/change-tenant.ts';
import { consoleSyncs } from '../app/console-syncs.ts';
import { historyCsv } from '../app/history-csv.ts';
import type { ConnectionStep, House } from '../app/house.ts';
import { interruptedRuns } from '../app/interrupted-runs.ts';
import { listHistory } from '../app/list-history.ts';
import { forgetMovedSecrets } from '../app/moved-secrets.ts';
import { approveOneOff } from '../app/one-off-approval.ts';
import { approvalOf, overrideGuard, readyListOf, revokeApproval } from '../app/plan-approvals.ts';
import { removeSource } from '../app/remove-source.ts';
import type { ReportDesk } from '../app/report-desk.ts';
import { lastFullReport } from '../app/save-settings.ts';
import { searchDirectory } from '../app/search-directory.ts';
import { addTenantWithDraft, secretDrafts } from '../app/secret-drafts.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import { trailCsv } from '../app/trail-export.ts';
import type { TrialHooks, TrialInput, WindowHouse } from '../app/window-house.ts';
import { fail, type Result } from '../core/failure.ts';
import { DEMO_TENANT_ID } from '../core/tenant.ts';
import { connectTrialClient } from './console-link.ts';
import { demoTenant } from './demo-tenant.ts';
import { homeFolders } from './home.ts';
import { nothingToTest, probeConnection } from './probe-connection.ts';
import { saveAliasList } from './save-alias-list.ts';
import { openDirectory } from './sources.ts';

/** Adds what only the window does to the house that both doors have. */
export function withWindowActs(
  { home, env }: { readonly home: string; readonly env: Readonly<Record<string, string | undefined>> },
  house: House,
  parts: TenantParts & { readonly secrets: LendingSecretStore },
  network: Network,
  reportDesk: ReportDesk,
): WindowHouse {
  const drafts = secretDrafts(parts);
  const demo = demoTenant(home, house, parts.secrets);
  return {
    ...house,
    reportDesk,
    secretDrafts: drafts,
    startDemo: () => demo.start(),
    async removeTenant(nameOrId) {
      const removed = await house.removeTenant(nameOrId);
      if (!removed.ok || removed.value.tenant.id !== DEMO_TENANT_ID) return removed;
      const forgotten = await demo.forget();
      return forgotten.ok ? removed : forgotten;
    },
    addTenantWithDraft: (input, draftId) =>
      addTenantWithDraft(input, draftId, drafts, house.addTenant, parts),
    async changeTenant(nameOrId, change) {
      const before = house.findTenant(nameOrId);
      const changed = changeTenantFields(nameOrId, change, checkOutwardUrl, parts);
      if (!before.ok || !changed.ok) return changed;
      const forgotten = await forgetMovedSecrets(before.value, changed.value, originOf, parts.secrets);
      return forgotten.ok ? changed : forgotten;
    },
    removeSource: (nameOrId, source) =>
      removeSource(nameOrId, source, {
        ...parts,
        unsavedExclusions: house.exclusionDesk.unsavedEdits,
        ownList(tenant) {
          const file = join(homeFolders(home).exclusions, `${tenant.id}.csv`);
          return existsSync(file) ? file : undefined;
        },
      }),
    connectTrial: (input, hooks) =>
      tryConnection(
        input,
        {
          token: drafts.read(input.draftId, 'scim-token'),
          adminKey: drafts.read(input.draftId, 'admin-key'),
        },
        network,
        hooks,
      ),
    guessColumns: (file) => guessColumns(file),
    async searchDirectory({ directory, draftId, text, limit }, signal) {
      const token = drafts.read(draftId, 'directory-token');
      const opened = await openDirectory(directory, token, env, signal);
      if (!opened.ok) {
        const isMissing = opened.failure.code === 'token-missing';
        return isMissing ? fail({ ...opened.failure, next: 'Enter directory token first.' }) : opened;
      }
      try {
        return await searchDirectory(opened.value.source, text, limit, signal);
      } finally {
        await opened.value.close();
      }
    },
    history: (request) => listHistory(request, parts),
    approvalOf: (nameOrId, planHash) => approvalOf(nameOrId, planHash, parts),
    revokeApproval: (nameOrId, planHash) => revokeApproval(nameOrId, planHash, parts),
    readyList: (reportId, input, signal) => readyListOf(reportId, input, parts, signal),
    approveOneOff: (reportId, planHash) => approveOneOff(reportId, planHash, parts),
    interruptedInNumbers: (tenantId) => interruptedRuns(tenantId, parts),
    historyAsCsv: (request) =>
      historyCsv(
        request,
        (page) => listHistory(page, parts),
        (cells) => csvLine(cells, 'guarded'),
      ),
    trailAsCsv: () => trailCsv(house.trailPage, (cells) => csvLine(cells, 'guarded')),
    consoleSyncs: (nameOrId, signal) => consoleSyncs(nameOrId, parts, signal),
    lastFullReport: (nameOrId) => lastFullReport(nameOrId, parts),
    saveAliasList: (reportId, file) => saveAliasList(reportId, file, parts.reports),
    overrideGuard: (reportId, typedCount, reason) => overrideGuard(reportId, typedCount, reason, parts),
    async close() {
      await demo.settled();
      await house.close();
      await demo.close();
    },
  };
}

async function tryConnection(
  { tenantUrl, consoleApiUrl, profile }: TrialInput,
  secrets: { readonly token: string | undefined; readonly adminKey: string | undefined },
  network: Network,
  { signal, onStep }: TrialHooks,
): Promise<Result<readonly ConnectionStep[]>> {
  const { token, adminKey } = secrets;
  if (token === undefined && (adminKey === undefined || consoleApiUrl === undefined)) {
    return nothingToTest(adminKey === undefined ? 'no-key' : 'key');
  }
  const client = token === undefined ? undefined : connectTrialClient(tenantUrl, token, profile, network);
  if (client && !client.ok) return client;
  return probeConnection(
    { profile, consoleApiUrl, adminKey, client: client?.value },
    network,
    signal,
    onStep,
  );
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}

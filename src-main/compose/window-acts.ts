import { csvLine } from '../adapters/csv-files/write-csv.ts';
import { guessColumns } from '../adapters/directory/csv/guess-columns.ts';
import type { LendingSecretStore } from '../adapters/keychain/secrets-lent-to-tenants.ts';
import type { Network } from '../adapters/network/network.ts';
import { checkOutwardUrl } from '../adapters/network/outward-url.ts';
import { type ProbeStep, probeConsole } from '../adapters/scim/probe-console.ts';
import { changeTenantFields } from '../app/change-tenant.ts';
import { consoleSyncs } from '../app/console-syncs.ts';
import { historyCsv } from '../app/history-csv.ts';
import type { ConnectionStep, House } from '../app/house.ts';
import { interruptedRuns } from '../app/interrupted-runs.ts';
import { listHistory } from '../app/list-history.ts';
import { approveOneOff } from '../app/one-off-approval.ts';
import { approvalOf, overrideGuard, readyListOf, revokeApproval } from '../app/plan-approvals.ts';
import type { ReportDesk } from '../app/report-desk.ts';
import { lastFullReport } from '../app/save-settings.ts';
import { addTenantWithDraft, secretDrafts } from '../app/secret-drafts.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import type { TrialHooks, TrialInput, WindowHouse } from '../app/window-house.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { PROFILES } from '../core/profile.ts';
import { DEMO_TENANT_ID } from '../core/tenant.ts';
import { connectTrialClient } from './console-link.ts';
import { demoTenant } from './demo-tenant.ts';
import { saveAliasList } from './save-alias-list.ts';

/** Adds what only the window does to the house that both doors have. */
export function withWindowActs(
  home: string,
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
    changeTenant: async (nameOrId, change) => changeTenantFields(nameOrId, change, checkOutwardUrl, parts),
    connectTrial: (input, hooks) =>
      tryConnection(input, drafts.read(input.draftId, 'scim-token'), network, hooks),
    guessColumns: (file) => guessColumns(file),
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
  { tenantUrl, profile }: TrialInput,
  token: string | undefined,
  network: Network,
  { signal, onStep }: TrialHooks,
): Promise<Result<readonly ConnectionStep[]>> {
  if (token === undefined) return fail(noToken());
  const client = connectTrialClient(tenantUrl, token, profile, network);
  if (!client.ok) return client;
  const steps: ConnectionStep[] = [];
  await probeConsole(client.value, PROFILES[profile], signal, (step, failure) => {
    const told = connectionStep(step, failure);
    steps.push(told);
    onStep(told);
  });
  return succeed(steps);
}

/** A step of the probe as both doors show it. */
export function connectionStep(
  { name, status, sentence, next }: ProbeStep,
  failure: Failure | undefined,
): ConnectionStep {
  return {
    name,
    state: status,
    sentence,
    ...(status === 'failed' && failure ? { failure: { ...failure, next: next ?? '' } } : {}),
  };
}

function noToken(): Failure {
  return {
    code: 'token-missing',
    sentence: 'No SCIM token was entered yet, so the connection was not tested.',
    next: 'Enter SCIM Token first.',
  };
}

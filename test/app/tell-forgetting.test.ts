import { describe, expect, it } from 'vitest';
import type { Run } from '../../src-main/app/ports/main-store.ts';
import { tellForgetting } from '../../src-main/app/tell-forgetting.ts';
import { succeed } from '../../src-main/core/failure.ts';
import { exampleRun, exampleTenant } from '../adapters/store/example-store.ts';
import { exampleHead } from '../fakes/example-report.ts';

interface Kept {
  readonly interrupted?: readonly Run[];
  readonly approved?: boolean;
  readonly edits?: number;
}

function house({ interrupted = [], approved = false, edits = 0 }: Kept) {
  const head = exampleHead();
  return {
    findTenant: () => succeed(exampleTenant()),
    listRuns: () => succeed([exampleRun(), exampleRun()]),
    interruptedRuns: () => interrupted,
    reports: { list: () => [head], listAll: () => [head, exampleHead({ draft: true })] },
    exclusionDesk: { unsavedEdits: async () => succeed(edits) },
    approvalOf: () =>
      succeed(
        approved
          ? { planHash: 'p', who: 'kim', atMs: 0, lapsesAtMs: 1, lapsed: false, overridesGuard: false }
          : undefined,
      ),
  };
}

describe('what removing a tenant forgets (ux §9)', () => {
  it('counts runs and reports, with those that stand in no list', async () => {
    expect(await tellForgetting('Contoso', house({}))).toEqual(succeed({ reports: 2, runs: 2, unsent: [] }));
  });

  it('names the work that was not sent to the console yet', async () => {
    const told = await tellForgetting(
      'Contoso',
      house({ interrupted: [exampleRun()], approved: true, edits: 2 }),
    );
    expect(told.ok && told.value.unsent).toEqual([
      '1 live sync interrupted, with changes not sent yet.',
      '2 edits of the exclusions, not saved yet.',
      '1 approved report, not applied yet.',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { removeTenant } from '../../src-main/app/remove-tenant.ts';
import { exampleIntent, exampleRun, exampleTenant } from '../adapters/store/example-store.ts';
import { exampleRow } from '../fakes/example-report.ts';
import { dataFolder, filesThatName, putReport } from './kept-data.ts';

describe('R24 a tenant is erased on request', () => {
  it('R24 leaves nobody of the tenant in any file, and everybody of the others', async () => {
    const { folder, parts } = dataFolder();
    for (const [id, name] of [
      ['t1', 'Contoso'],
      ['t2', 'Fabrikam'],
    ] as const) {
      const address = `ana@${name}.example`;
      parts.store.tenants.add(exampleTenant({ id, name, syncedSnapshotId: `${id}-directory` }));
      putReport(parts, { reportId: id, tenantId: id }, [exampleRow({ key: address, address })], {
        directory: [{ ref: '2', status: 'active', values: { userName: address } }],
      });
      parts.store.runs.begin(exampleRun({ id: `run-${id}`, tenantId: id }));
      parts.store.journal.write([], [exampleIntent(1, { runId: `run-${id}`, key: address })]);
      parts.store.runs.end(`run-${id}`, { status: 'Completed' });
    }
    const before = filesThatName(folder, ['@contoso.example']);
    expect(before).toContain('muster.sqlite-wal');
    const removed = await removeTenant('contoso', parts);
    expect(removed).toMatchObject({ ok: true, value: { reports: 1, runs: 1 } });
    expect(filesThatName(folder, ['@contoso.example'])).toEqual([]);
    const others = filesThatName(folder, ['@fabrikam.example']);
    expect(others).toEqual([
      'muster.sqlite',
      'reports/t2.report',
      'reports/t2.report-search',
      'snapshots/t2-directory/people',
    ]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openReportStore } from '../../src-main/adapters/store/report-files.ts';
import type { ReportReader, ReportStore } from '../../src-main/app/ports/report-store.ts';
import { PHASES } from '../../src-main/core/report.ts';
import { arbitraryWorld } from '../worlds/arbitrary-world.ts';
import { reportOf, type World } from '../worlds/world.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryReports } from './memory-reports.ts';

it('reports in memory have the hash, the operations and the moved rows that reports on disk have', () => {
  const property = fc.property(arbitraryWorld, arbitraryWorld, (world, other) => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-reports-'));
    try {
      const fresh = { ...world, console: other.console };
      const onDisk = openReportStore({ folder, clock: fakeClock() });
      expect(planOf(memoryReports(), world, fresh)).toEqual(planOf(onDisk, world, fresh));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  fc.assert(property, { numRuns: 20 });
});

function planOf(reports: ReportStore, approved: World, fresh: World) {
  reportOf(approved, undefined, { reports, reportId: 'approved' });
  const { head } = reportOf(fresh, undefined, { reports, reportId: 'fresh' });
  const opened = reports.open('fresh');
  if (!opened.ok) throw new Error(opened.failure.sentence);
  const reader = opened.value;
  const compared = reader.intersect('approved');
  if (!compared.ok) throw new Error(compared.failure.sentence);
  const { identicalCount, movedCount, moved } = compared.value;
  const plan = {
    hash: head.planHash,
    operations: operationsOf(reader),
    count: reader.operationCount(),
    identicalCount,
    movedCount,
    moved: moved(0, 1_000).map((row) => row.approved.operation?.canonical),
  };
  reader.close();
  return plan;
}

function operationsOf(reader: ReportReader): readonly string[] {
  return PHASES.flatMap((phase) =>
    Array.from({ length: reader.highestLevel(phase) + 1 }, (_, level) =>
      reader
        .operations(phase, level, 0, 1_000)
        .map((row) => `${phase} ${level} ${row.seq} ${row.operation?.canonical}`),
    ).flat(),
  );
}

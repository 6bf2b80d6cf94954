import { describe, expect, it } from 'vitest';
import { forgetOldReports } from '../../src-main/app/forget-old-reports.ts';
import { FILES_TENANT } from '../../src-main/app/preview-files.ts';
import type { TenantParts } from '../../src-main/app/tenant-parts.ts';
import { exampleIntent, exampleRun, exampleTenant } from '../adapters/store/example-store.ts';
import { DAY_MS, dataFolder, listingIds, putListing, putReport, reportIds } from './kept-data.ts';

const forget = (parts: TenantParts) =>
  forgetOldReports(parts, (error) => {
    throw error;
  });

/** Muster is started once a day for so many days. */
function daysGoBy(days: number, { parts, clock }: ReturnType<typeof dataFolder>): void {
  for (let day = 0; day < days; day++) {
    clock.pass(DAY_MS);
    forget(parts);
  }
}

/** A data folder that was looked at just now. */
function startedToday() {
  const data = dataFolder();
  forget(data.parts);
  data.parts.store.tenants.add(exampleTenant());
  return data;
}

describe('R24 what is kept is kept for a set time', () => {
  it('R24 erases a report with its listings on the day after its time, and no day before', () => {
    const data = startedToday();
    const { parts } = data;
    putReport(parts, { reportId: 'old' });
    daysGoBy(45, data);
    putReport(parts, { reportId: 'young' });
    daysGoBy(45, data);
    expect(reportIds(parts)).toEqual(['old', 'young']);
    expect(listingIds(parts)).toEqual(['old-console', 'old-directory', 'young-console', 'young-directory']);
    daysGoBy(1, data);
    expect(reportIds(parts)).toEqual(['young']);
    expect(listingIds(parts)).toEqual(['young-console', 'young-directory']);
  });

  it('R24 keeps the reports of each tenant as long as that tenant says, and comparisons of files for 90 days', () => {
    const data = startedToday();
    const { parts } = data;
    parts.store.tenants.add(exampleTenant({ id: 't2', name: 'Fabrikam', reportsKeptDays: 10 }));
    putReport(parts, { reportId: 'ninety' });
    putReport(parts, { reportId: 'ten', tenantId: 't2' });
    putReport(parts, { reportId: 'files', tenantId: FILES_TENANT });
    daysGoBy(11, data);
    expect(reportIds(parts)).toEqual(['files', 'ninety']);
    daysGoBy(80, data);
    expect(reportIds(parts)).toEqual([]);
  });

  it('R24 never erases what an interrupted run still needs: its report, its approved plan, its journal', () => {
    const data = startedToday();
    const { parts } = data;
    putReport(parts, { reportId: 'approved', planHash: 'sha256:approved' });
    putReport(parts, { reportId: 'applied', planHash: 'sha256:fresh' });
    putReport(parts, { reportId: 'other', planHash: 'sha256:other' });
    parts.store.runs.begin(exampleRun({ startedAtMs: parts.clock.now() }));
    parts.store.runs.update('r1', {
      status: 'Interrupted',
      reportId: 'applied',
      planHash: 'sha256:approved',
    });
    parts.store.journal.write([], [exampleIntent(1)]);
    daysGoBy(200, data);
    expect(reportIds(parts)).toEqual(['applied', 'approved']);
    expect(parts.store.journal.counts('r1').intended).toBe(1);

    parts.store.runs.end('r1', { status: 'Failed' });
    daysGoBy(1, data);
    expect(reportIds(parts)).toEqual([]);
    expect(parts.store.journal.counts('r1').intended).toBe(0);
    expect(parts.store.runs.find('r1')).toMatchObject({ status: 'Failed' });
  });

  it('R24 leaves the report of a run that goes on and one that is being written', () => {
    const data = startedToday();
    const { parts } = data;
    parts.store.runs.begin(exampleRun({ startedAtMs: parts.clock.now(), pid: process.pid }));
    putReport(parts, { reportId: 'just-made' });
    const writer = parts.reports.create('being-written');
    daysGoBy(120, data);
    expect(reportIds(parts)).toEqual(['just-made']);
    writer.finish(putReport(parts, { reportId: 'another' }));
    expect(reportIds(parts)).toContain('another');
  });

  it('R24 lets the base line go with its age, and the tenant no longer names it', () => {
    const data = startedToday();
    const { parts } = data;
    putReport(parts, { reportId: 'live' });
    putListing(parts, 'seeded', 'csv', [], [], parts.clock.now());
    parts.store.tenants.update(exampleTenant({ syncedSnapshotId: 'live-directory' }));
    parts.store.tenants.add(exampleTenant({ id: 't2', name: 'Demo', syncedSnapshotId: 'seeded' }));
    daysGoBy(90, data);
    expect(parts.store.tenants.find('t1')?.syncedSnapshotId).toBe('live-directory');
    daysGoBy(1, data);
    expect(parts.store.tenants.find('t1')).not.toHaveProperty('syncedSnapshotId');
    expect(parts.store.tenants.find('t2')).not.toHaveProperty('syncedSnapshotId');
    expect(listingIds(parts)).toEqual([]);
  });

  it('R24 keeps everything when the clock was set a year forward, and believes it after a week', () => {
    const data = startedToday();
    const { parts, clock } = data;
    putReport(parts, { reportId: 'a' });
    daysGoBy(1, data);
    const before = clock.now();
    clock.set(before + 365 * DAY_MS);
    forget(parts);
    // A sync under the wrong clock makes a report that looks young beside the others.
    putReport(parts, { reportId: 'from-next-year' });
    daysGoBy(6, data);
    expect(reportIds(parts)).toEqual(['a', 'from-next-year']);

    clock.set(before + 2 * DAY_MS);
    daysGoBy(30, data);
    expect(reportIds(parts)).toEqual(['a', 'from-next-year']);

    clock.set(clock.now() + 365 * DAY_MS);
    forget(parts);
    daysGoBy(7, data);
    expect(reportIds(parts)).toEqual(['from-next-year']);
  });

  it('R24 erases in time for whoever starts Muster once a month', () => {
    const data = startedToday();
    const { parts, clock } = data;
    putReport(parts, { reportId: 'a' });
    for (let month = 0; month < 3; month++) {
      clock.pass(31 * DAY_MS);
      forget(parts);
    }
    expect(reportIds(parts)).toEqual(['a']);
    clock.pass(31 * DAY_MS);
    forget(parts);
    expect(reportIds(parts)).toEqual([]);
  });

  it('R24 removes listings that no report was made of, once no sync can be at them any more', () => {
    const data = startedToday();
    const { parts, clock } = data;
    putListing(parts, 'killed-console', 'scim', [], [], clock.now());
    parts.snapshots.create('half-directory').addPerson({ ref: '1', status: 'active', values: {} });
    clock.pass(DAY_MS / 2);
    forget(parts);
    expect(listingIds(parts)).toContain('killed-console');
    clock.set(Date.now() + 2 * DAY_MS);
    forget(parts);
    expect(listingIds(parts)).toEqual([]);
  });

  it('R24 goes on with the others when one cannot be erased, and tries that one again', () => {
    const data = startedToday();
    const { parts } = data;
    putReport(parts, { reportId: 'held' });
    putReport(parts, { reportId: 'free' });
    const held = {
      ...parts,
      reports: {
        ...parts.reports,
        list: () => parts.reports.list(),
        remove: (id: string) => {
          if (id === 'held') throw new Error('in use');
          parts.reports.remove(id);
        },
      },
    };
    for (let week = 1; week <= 13; week++) {
      data.clock.pass(7 * DAY_MS);
      const troubles: unknown[] = [];
      forgetOldReports(held, (error) => troubles.push(error));
      if (week === 13) expect(troubles).toEqual([new Error('in use')]);
    }
    expect(reportIds(parts)).toEqual(['held']);
    daysGoBy(1, data);
    expect(reportIds(parts)).toEqual([]);
  });
});
